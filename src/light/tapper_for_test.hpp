// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "light/playback.hpp"
#include "light/rhythm.hpp"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>
#include <vector>

namespace porchlight::light {

/// How often a person misses a flash, or taps once too often. Half of the slips are of either kind;
/// a tap too many comes anywhere before the next flash.
enum class Slips : std::uint8_t {
    OneInTen,  ///< In every ten flashes one slip, at any place.
    ByChance,  ///< At each flash by a chance of one in ten: up to four in ten happen.
};

/// A person who watches a light from any moment on and taps each time it lights up or changes.
class Tapper {
  public:
    static constexpr double kJitter = 0.06;         // seconds, one sigma
    static constexpr double kQuickReaction = 0.15;  // seconds from flash to tap: at first sight,
    static constexpr double kSlowReaction = 0.4;    // the same for all taps of a person
    static constexpr double kQuickest = 0.17;  // seconds between taps, when there is no following

    explicit Tapper(Random& random, Slips slips = Slips::OneInTen)
        : random_(random), slips_(slips) {}

    /// @return Times since watching began, in the order of the flashes.
    std::vector<Seconds> tap(const Part& part, Seconds watched) {
        if (part.kind() == Part::Kind::Steady) {
            return {};
        }
        const std::vector<double> flashes = flashes_from_anywhere(part, watched.count());
        const bool can_follow = Seconds(part.on() + part.off()) >= kFastestPulse;
        return can_follow ? follow(flashes, watched.count()) : hurry(watched.count());
    }

    double uniform(double least, double most) { return least + random_.unit() * (most - least); }

    double normal() {
        return std::sqrt(-2 * std::log(1 - random_.unit())) *
               std::cos(2 * std::numbers::pi * random_.unit());
    }

  private:
    std::vector<double> flashes_from_anywhere(const Part& part, double watched) {
        const Pattern pattern{part};
        const double start = random_.unit() * Seconds(part.period()).count();
        const Microseconds begin(std::llround(start * 1e6));
        std::vector<double> flashes;
        std::optional<Microseconds> now = next_change(pattern, begin);
        for (; now && Seconds(*now).count() < start + watched; now = next_change(pattern, *now)) {
            if (!lit_at(pattern, *now).empty()) {
                flashes.push_back(Seconds(*now).count() - start);
            }
        }
        return flashes;
    }

    std::vector<Seconds> follow(const std::vector<double>& flashes, double watched) {
        const double delay = uniform(kQuickReaction, kSlowReaction);
        std::vector<Seconds> taps;
        std::size_t slip_at = 0;
        for (std::size_t i = 0; i < flashes.size(); ++i) {
            slip_at = i % 10 == 0 ? i + static_cast<std::size_t>(random_.unit() * 10) : slip_at;
            const bool slips = slips_ == Slips::OneInTen ? i == slip_at : random_.unit() < 0.1;
            const bool is_missed = slips && random_.unit() < 0.5;
            if (!is_missed) {
                taps.emplace_back(flashes[i] + delay + kJitter * normal());
            }
            if (slips && !is_missed) {
                const double next = i + 1 < flashes.size() ? flashes[i + 1] : watched;
                taps.emplace_back(delay + uniform(flashes[i], next));
            }
        }
        return taps;
    }

    std::vector<Seconds> hurry(double watched) {
        std::vector<Seconds> taps;
        for (double now = kQuickest; now < watched; now += kQuickest + 0.03 * normal()) {
            taps.emplace_back(now);
        }
        return taps;
    }

    Random& random_;
    Slips slips_;
};

}  // namespace porchlight::light
