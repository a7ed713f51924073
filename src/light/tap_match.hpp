// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "light/pattern.hpp"
#include "light/rhythm.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace porchlight::light {

/// How well the times of a pattern are known.
enum class Rates : std::uint8_t {
    Exact,    ///< To a percent: our own codes.
    About,    ///< To some 10 %: somebody measured or described it.
    Unknown,  ///< To a factor of two or so: sources say "blinks", or "blinks fast".
};

/// A pattern that a device may show.
struct TapCandidate {
    Pattern pattern;
    Rates rates = Rates::Exact;
};

/// What taps say about a list of candidates.
struct TapMatch {
    /// Candidates with one rhythm. Nobody who taps can tell them apart; their colours may.
    struct Rhythm {
        std::vector<std::size_t> candidates;  ///< Their places in the list, rising.
        double share = 0;                     ///< 0..1: how likely it is this rhythm.
    };
    enum class Kind : std::uint8_t {
        Decided,      ///< It is ranked.front().
        Several,      ///< It is one of those with a share over 5 %. They differ in times that are
                      ///< not known well enough; going on will not help, colours may.
        NoneOfThese,  ///< There is a rhythm that is not in the list, or none at all.
        TooShort,     ///< May be this or that: ranked says what. Go on tapping.
    };

    Kind kind = Kind::TooShort;
    std::vector<Rhythm> ranked;  ///< Each rhythm of the list, the likeliest first.
    double none = 1;             ///< 0..1: how likely it is none of them. All shares add up to 1.
};

/// Which of the patterns that a device can show do these taps follow? Answers much sooner and
/// surer than read_taps(), which knows no list: docs/design/light.md has the figures.
///
/// It is Bayes' rule: before any tap, each rhythm is as likely as another, and one in fifty lights
/// shows none of them; how likely the taps are with each is summed over all ways in which a person
/// can have tapped it (late or early by 60 ms, one flash in ten missed or answered twice, begun
/// anywhere, any reaction time). It decides at 95 %, and at 98 % that a light does not change.
/// Shares may be multiplied with what else is known, e.g. the colour.
///
/// What is tapped is each time that a light goes on or changes its colour. Of several lights that
/// change, people tap along with any one. What flashes faster than kFastestPulse is one rhythm, and
/// so is what never changes.
///
/// @param taps        Times since watching began, in any order. Those outside of it are ignored;
///                    at most the last 48 in the last 30 s are looked at.
/// @param watched     How long the person has been watching.
/// @param candidates  Any number; none: NoneOfThese.
[[nodiscard]] TapMatch match_taps(std::span<const Seconds> taps, Seconds watched,
                                  std::span<const TapCandidate> candidates);

}  // namespace porchlight::light
