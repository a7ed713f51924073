// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace porchlight::light {

/// How people tap: late or early by so much (one sigma, seconds; 60 ms and some reserve), and of
/// all flashes so many are missed, or answered once too often.
inline constexpr double kTapJitter = 0.065;
inline constexpr double kTapMissed = 0.05;
inline constexpr double kTapExtra = 0.05;

/// What taps are measured against. Seconds as plain numbers: this is arithmetic.
struct Rhythm {
    int count = 1;     ///< Flashes in a burst; 1 for a blink.
    double pulse = 0;  ///< From flash to flash in a burst. Unused for a blink.
    double gap = 0;    ///< From a burst's last flash to the next first one; a blink's period.

    [[nodiscard]] double period() const { return pulse * (count - 1) + gap; }
    /// From flash to flash where it is fastest.
    [[nodiscard]] double fastest() const { return count > 1 ? pulse : gap; }
};

/// How well taps follow a rhythm.
struct TapFit {
    Rhythm rhythm;
    double log_likelihood = 0;  ///< Of the best alignment, tap after tap.
    double log_width = 0;       ///< Of the times that explain the taps as well: log of s, or s*s.
    int pauses = 0;             ///< Seen from a tap before to a tap after; a blink's periods.
    int slips = 0;              ///< Flashes without a tap, and taps without a flash.
    double span = 0;            ///< From the first to the last tap that belongs to it.
};

/// Aligns taps with a rhythm in the most likely way and adjusts its times to them, twice. What is
/// scored are the times from tap to tap, so that a wrong tempo does not add up; what is adjusted
/// are all times at once, by least squares.
/// @param taps  Three or more, rising.
[[nodiscard]] TapFit fit_taps(std::span<const double> taps, const Rhythm& guess);

/// Rhythms worth fitting: blinks of the usual times between these taps, and bursts for every way to
/// split these times into short and long ones.
/// @param taps  Three or more, rising.
[[nodiscard]] std::vector<Rhythm> guess_rhythms(std::span<const double> taps, int most_counted);

}  // namespace porchlight::light
