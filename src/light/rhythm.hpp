// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

namespace porchlight::light {

using Seconds = std::chrono::duration<double>;

/// Nobody taps along with more than about five flashes a second: what comes faster than this is
/// answered with "too fast", never with a number.
inline constexpr Seconds kFastestPulse{0.215};
/// Bursts up to this many flashes are counted.
inline constexpr int kMostCounted = 9;

/// What a person's taps say about a light.
struct TapReading {
    enum class Kind : std::uint8_t {
        Steady,        ///< No tap in 8 s or more: lit, or dark, all the time.
        Blink,         ///< One flash after the other.
        Bursts,        ///< `count` flashes, a pause, and again.
        TooFast,       ///< Faster than a person can tap; a flicker.
        TooIrregular,  ///< No rhythm in it. Try again.
        TooShort,      ///< May be this or that. Go on tapping.
    };

    Kind kind = Kind::TooShort;
    int count = 0;      ///< Flashes in a burst; 1 for a blink; else 0.
    Seconds period{0};  ///< From flash to flash, or from burst to burst. 0 without a rhythm.
    Seconds pause{0};   ///< From a burst's last flash to the next first one; a blink's period.
    /// 0..1: the share of all explanations of these taps that this answer has. 0 for TooShort.
    double confidence = 0;

    /// From flash to flash inside a burst; a blink's period.
    [[nodiscard]] Seconds pulse() const {
        return count > 1 ? (period - pause) / (count - 1) : period;
    }
    /// Did the taps decide anything?
    [[nodiscard]] bool is_answer() const {
        return kind != Kind::TooShort && kind != Kind::TooIrregular;
    }
};

/// Reads the rhythm of a light from the times at which a person tapped along, one tap each time it
/// lights up (or changes its colour).
///
/// Made for human taps: late or early by 60 ms (one sigma), one in ten missed or too many, begun
/// anywhere, with any reaction time. Good to be called after every tap, until it answers. That
/// takes three flashes, and as long as the longest burst of such flashes could last (4 s at most),
/// for a blink; two bursts for bursts. docs/design/light.md has the figures. Who knows what the
/// light may show asks match_taps(), which answers sooner.
///
/// It cannot know: a burst that lasts for over 4 s, whose flashes come less than once a second, or
/// whose pause is shorter than 2.25 times the time from flash to flash (like a missed tap), is a
/// blink.
///
/// @param taps     Times since watching began, in any order. Those outside of it are ignored;
///                 at most the last 48 in the last 30 s are looked at.
/// @param watched  How long the person has been watching.
[[nodiscard]] TapReading read_taps(std::span<const Seconds> taps, Seconds watched);

}  // namespace porchlight::light
