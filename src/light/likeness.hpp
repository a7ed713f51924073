// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "light/pattern.hpp"
#include "light/rhythm.hpp"

#include <cstdint>

namespace porchlight::light {

/// Does colour count? Ignored: what a person sees who cannot tell any colour from another.
enum class Colours : std::uint8_t { Compared, Ignored };

/// How easily a person who looks at one of two patterns describes the other: 1 if they are equal,
/// near 0 if nobody mixes them up. Symmetric.
///
/// It is 2^-(d*d), where d is the number of human errors that lie between the two. One error is:
///  - a burst miscounted by one (a blink is a burst of one);
///  - a rate misjudged by 30 % (a pause by twice as much: people look at the flashes);
///  - the lit share of a period misjudged by a fifth, if the period is a second or longer;
///  - a colour taken for its usual neighbour: red and amber, blue and white, the glow of an
///    infrared lamp and red. Red and green, or green and blue, count more; the rest still more.
/// Two and more errors: a light overlooked, or one kind taken for another. A flicker of more than
/// ten a second is almost a steady light.
[[nodiscard]] double likeness(const Pattern& a, const Pattern& b,
                              Colours colours = Colours::Compared);

/// How well a tapped rhythm fits a pattern, by the same measure: kind, count and rates of the light
/// that flashes best in time. An alternation may be tapped at every change or at one of its colours
/// only. A reading without an answer (too short, too irregular) says nothing: 1 for every pattern.
[[nodiscard]] double likeness(const TapReading& tapped, const Pattern& pattern);

/// Two patterns at most this alike stay apart even if two people err, one looking at each: two
/// errors lie between them.
inline constexpr double kToldApart = 1.0 / 16;

}  // namespace porchlight::light
