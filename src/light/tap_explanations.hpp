// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "light/tap_evidence.hpp"
#include "light/tap_fit.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace porchlight::light {

/// A rhythm that may be behind some taps.
struct Explanation {
    TapFit fit;
    double log_evidence = 0;  ///< Of all taps, if the light shows exactly this rhythm.
    double log_weight = 0;    ///< The same, times how likely such a rhythm is before any tap.
};

/// A burst lasts at most this long, and in it one flash follows the other at least so fast
/// (seconds). Slower ones are blinks to whoever knows no list of patterns.
inline constexpr double kLongestBurst = 4.0;
inline constexpr double kSlowestPulse = 1.3;

/// All that may be behind some taps: the rhythms that explain them best, each with the times that
/// fit best, or none. Half of all lights blink, the others show bursts of any count; any tempo is
/// as likely as twice that tempo; one person in twenty follows no rhythm.
class Explanations {
  public:
    explicit Explanations(const TapWindow& window);

    /// nullptr if the taps follow no rhythm, or are fewer than three.
    [[nodiscard]] const Explanation* best() const;
    /// 0..1, of all explanations. @param explanation  nullptr: without a rhythm.
    [[nodiscard]] double share_of(const Explanation* explanation) const;
    [[nodiscard]] std::span<const Explanation> all() const { return explanations_; }
    /// log of how likely these taps are before anything is known.
    [[nodiscard]] double log_evidence() const { return log_all_; }

  private:
    void add(const TapFit& fit);
    void add_neighbours(std::span<const double> taps, const Rhythm& rhythm);
    void keep_best(std::size_t most);
    void weigh(const TapWindow& window);

    double irregular_;
    double log_all_;
    std::vector<TapFit> fits_;
    std::vector<Explanation> explanations_;
};

}  // namespace porchlight::light
