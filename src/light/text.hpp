// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "light/pattern.hpp"

#include <string>
#include <string_view>

namespace porchlight::light {

/// Reads the text form of a pattern, as people write it in tables and settings:
///
///     pattern = "off" / part *( "+" part )                  several LEDs at once
///     part    = colour                                      steady
///             / colour "blink" time [ "/" time ]            period, half of it lit; or lit/dark
///             / colour count "x" time "/" time "pause" time flashes lit/dark, then a longer dark
///             / colour 1*3( "/" colour ) time               each in turn for that time
///     colour  = "red" / "green" / "blue" / "amber" / "white" / "infrared"
///     count   = 2 to 20
///     time    = number ( "s" / "ms" )                       20 ms to 60 s, whole milliseconds
///
/// e.g. `red 5x 0.2s/0.2s pause 2s`, `red/blue 0.5s`, `green + blue blink 1s`. Upper case and
/// spaces do not matter; "orange", "yellow" and "ir" are understood. A pattern has at most three
/// parts, and a colour occurs in it once.
///
/// @error InvalidArgument  Says what is wrong, at which character, and what belongs there.
Result<Pattern> parse_pattern(std::string_view text);

/// The text form, as short as the grammar allows; parse_pattern() gives the same pattern back.
[[nodiscard]] std::string to_text(const Pattern& pattern);

/// A time as the text form writes it, e.g. "0.2s".
[[nodiscard]] std::string to_text(Milliseconds time);

}  // namespace porchlight::light
