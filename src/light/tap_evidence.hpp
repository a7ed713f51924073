// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "light/rhythm.hpp"
#include "light/tap_fit.hpp"

#include <span>
#include <vector>

namespace porchlight::light {

/// All that is known of a tapping: when the taps came, and that none came at any other time from
/// `begin` to `end`. The taps rise, are at most a few hundred, and lie between the two.
struct TapWindow {
    std::span<const double> taps;
    double begin = 0;
    double end = 0;

    [[nodiscard]] double length() const { return end - begin; }
};

/// The taps of a person, whatever numbers came: in order, those outside of the time watched left
/// out, a finger that bounced counted once, and only the newest: at most 48, of the last 30 s (the
/// time after the last tap counts up to that too).
class Tapping {
  public:
    Tapping(std::span<const Seconds> taps, Seconds watched);

    [[nodiscard]] TapWindow window() const { return {times_, begin_, end_}; }

  private:
    std::vector<double> times_;
    double begin_ = 0;
    double end_ = 0;
};

/// The logarithm of how likely these taps are (per second each), over every way in which a person
/// can have tapped them: whatever moment of the rhythm the window begins at, whichever taps were
/// missed or too many. The forward algorithm over the flashes, summed over the beginnings. All
/// these likelihoods can be compared with each other.
/// @param rhythm  Exactly so fast; 20 ms or more from flash to flash.
/// @param jitter  More than a person has, if the rhythm is not known so exactly.
[[nodiscard]] double log_evidence(const TapWindow& window, const Rhythm& rhythm,
                                  double jitter = kTapJitter);
/// The same if nothing changes: any tap is a mistake.
[[nodiscard]] double steady_log_evidence(const TapWindow& window);
/// The same if it flickers too fast to follow: people tap as fast as they can.
[[nodiscard]] double flicker_log_evidence(const TapWindow& window);
/// The same if the taps follow no rhythm: at random, at any rate.
[[nodiscard]] double irregular_log_evidence(const TapWindow& window);

/// log(exp(a) + exp(b)), for any two.
[[nodiscard]] double log_sum(double a, double b);

}  // namespace porchlight::light
