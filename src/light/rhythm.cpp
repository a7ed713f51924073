// SPDX-License-Identifier: Apache-2.0
#include "light/rhythm.hpp"

#include "light/tap_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace porchlight::light {
namespace {

constexpr std::size_t kMostTaps = 100;
constexpr std::size_t kFewestTaps = 3;
constexpr std::size_t kFewestIrregular = 6;
constexpr Seconds kQuiet{8.0};
constexpr double kQuietConfidence = 0.95;
constexpr double kSure = 0.75;

// A row of this many flashes, or of this long, is not the beginning of a burst.
constexpr int kRow = 9;
constexpr double kLongestBurst = 2.8;

// Bursts have two more times to fit than a blink: they explain more by chance.
constexpr double kBurstsHandicap = 3;
constexpr double kLeastPauseRatio = 1.6;
constexpr double kSlowestPulse = 1.6;

std::vector<double> in_order(std::span<const Seconds> taps) {
    std::vector<double> times;
    for (const Seconds tap : taps) {
        times.push_back(tap.count());
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    if (times.size() > kMostTaps) {
        times.erase(times.begin(), times.end() - kMostTaps);
    }
    return times;
}

bool is_possible(const Rhythm& rhythm) {
    return rhythm.count == 1 ||
           (rhythm.pulse <= kSlowestPulse && rhythm.gap >= kLeastPauseRatio * rhythm.pulse);
}

// The best explanation of each kind, and what all of them weigh together.
class Explanations {
  public:
    explicit Explanations(std::span<const double> taps)
        : irregular_(irregular_log_likelihood(taps)) {
        for (const Rhythm& guess : guess_rhythms(taps, kMostCounted)) {
            TapFit fit = fit_taps(taps, guess);
            fit.log_likelihood -= fit.rhythm.count > 1 ? kBurstsHandicap : 0;
            TapFit& best = best_of_.at(static_cast<std::size_t>(fit.rhythm.count));
            if (is_possible(fit.rhythm) &&
                (best.span == 0 || fit.log_likelihood > best.log_likelihood)) {
                best = fit;
            }
        }
    }

    [[nodiscard]] const TapFit& best() const {
        return *std::max_element(best_of_.begin(), best_of_.end(),
                                 [](const TapFit& a, const TapFit& b) {
                                     return b.span > 0 &&
                                            (a.span == 0 || a.log_likelihood < b.log_likelihood);
                                 });
    }
    [[nodiscard]] double share(double log_likelihood) const {
        double all = std::exp(irregular_ - log_likelihood);
        for (const TapFit& fit : best_of_) {
            all += fit.span > 0 ? std::exp(fit.log_likelihood - log_likelihood) : 0;
        }
        return 1 / all;
    }
    [[nodiscard]] double irregular() const { return irregular_; }

  private:
    double irregular_;
    std::array<TapFit, kMostCounted + 1> best_of_;  // by count; span 0: none
};

// Could there be a pause that was not seen, or not seen to its end?
bool may_be_part_of_a_burst(const TapFit& blink, double last_tap, Seconds watched) {
    const double silence = watched.count() - last_tap;
    const bool has_stopped = silence > 2.5 * blink.rhythm.gap + 0.5;
    return has_stopped || (blink.pauses + 1 < kRow && blink.span < kLongestBurst);
}

bool is_seen_enough(const TapFit& fit, double last_tap, Seconds watched) {
    return fit.rhythm.count == 1 ? !may_be_part_of_a_burst(fit, last_tap, watched)
                                 : fit.pauses >= 2;
}

TapReading reading_of(const TapFit& fit, double confidence) {
    const Rhythm& rhythm = fit.rhythm;
    if (rhythm.fastest() < kFastestPulse.count()) {
        return {TapReading::Kind::TooFast, 0, {}, {}, confidence};
    }
    return {rhythm.count == 1 ? TapReading::Kind::Blink : TapReading::Kind::Bursts, rhythm.count,
            Seconds(rhythm.period()), Seconds(rhythm.gap), confidence};
}

TapReading without_rhythm(std::span<const double> taps, double confidence) {
    const double mean = (taps.back() - taps.front()) / static_cast<double>(taps.size() - 1);
    if (taps.size() < kFewestIrregular || confidence < kSure) {
        return {};
    }
    return {mean < kFastestPulse.count() ? TapReading::Kind::TooFast
                                         : TapReading::Kind::TooIrregular,
            0,
            {},
            {},
            confidence};
}

}  // namespace

TapReading read_taps(std::span<const Seconds> taps, Seconds watched) {
    const std::vector<double> times = in_order(taps);
    if (times.empty() && watched >= kQuiet) {
        return {TapReading::Kind::Steady, 0, {}, {}, kQuietConfidence};
    }
    if (times.size() < kFewestTaps) {
        return {};
    }
    const Explanations explanations(times);
    const TapFit& best = explanations.best();
    if (best.span == 0 || best.log_likelihood < explanations.irregular()) {
        return without_rhythm(times, explanations.share(explanations.irregular()));
    }
    const double confidence = explanations.share(best.log_likelihood);
    if (confidence < kSure || !is_seen_enough(best, times.back(), watched)) {
        return {};
    }
    return reading_of(best, confidence);
}

}  // namespace porchlight::light
