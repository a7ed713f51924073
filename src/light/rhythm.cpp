// SPDX-License-Identifier: Apache-2.0
#include "light/rhythm.hpp"

#include "light/tap_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace porchlight::light {
namespace {

constexpr std::size_t kMostTaps = 100;
constexpr std::size_t kFewestTaps = 3;
constexpr Seconds kIrregularAfter{9.0};
constexpr Seconds kQuiet{8.0};
constexpr double kQuietConfidence = 0.95;
constexpr double kSure = 0.95;
constexpr double kSureOfOneBurst = 0.995;

constexpr double kLongestBurst = 4.0;
constexpr double kSlipMayBePause = 1.5;  // seconds to watch on
constexpr double kSamePeriod = 1.1;

// People who tap along with a light do follow it.
constexpr double kIrregular = 0.05;

// A pause like one missed flash is taken for one.
constexpr double kLeastPauseRatio = 2.25;

std::vector<double> in_order(std::span<const Seconds> taps, Seconds watched) {
    std::vector<double> times;
    for (const Seconds tap : taps) {
        if (tap >= Seconds(0) && tap <= watched && std::isfinite(tap.count())) {
            times.push_back(tap.count());
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    if (times.size() > kMostTaps) {
        times.erase(times.begin(), times.end() - kMostTaps);
    }
    return times;
}

bool is_possible(const Rhythm& rhythm) {
    return rhythm.count == 1 || (rhythm.pulse * (rhythm.count - 1) <= kLongestBurst &&
                                 rhythm.gap >= kLeastPauseRatio * rhythm.pulse);
}

// How likely the times of a rhythm are before any tap: any tempo is as likely as twice that tempo,
// over a range of `octaves`; and taps tell a tempo only so well.
double log_prior(double time, double octaves, int seen) {
    constexpr double kTold = 0.085;
    const double told = kTold / std::sqrt(std::max(seen, 1));
    return std::min(0.0, std::log(told / (time * octaves * std::numbers::ln2)));
}

double log_prior(const TapFit& fit) {
    constexpr double kBlinkOctaves = 5;  // 0.2 to 8 s
    constexpr double kPulseOctaves = 2.5;
    constexpr double kPauseOctaves = 3.5;
    const Rhythm& rhythm = fit.rhythm;
    if (rhythm.count == 1) {
        return log_prior(rhythm.gap, kBlinkOctaves, fit.pauses);
    }
    return log_prior(rhythm.pulse, kPulseOctaves, fit.pauses * (rhythm.count - 1)) +
           log_prior(rhythm.gap, kPauseOctaves, fit.pauses) - std::log(kMostCounted - 1);
}

// All that may be behind the taps: different rhythms, each in its likeliest form, or none.
class Explanations {
  public:
    explicit Explanations(std::span<const double> taps)
        : irregular_(irregular_log_likelihood(taps) + std::log(kIrregular)) {
        for (const Rhythm& guess : guess_rhythms(taps, kMostCounted)) {
            TapFit fit = fit_taps(taps, guess);
            fit.log_likelihood += log_prior(fit);
            if (is_possible(fit.rhythm)) {
                add(fit);
            }
        }
    }

    /// nullptr if they follow no rhythm.
    [[nodiscard]] const TapFit* best() const {
        const auto best = std::max_element(rhythms_.begin(), rhythms_.end(), is_less_likely);
        return best == rhythms_.end() || best->log_likelihood < irregular_ ? nullptr : &*best;
    }
    [[nodiscard]] double share_of(const TapFit* rhythm) const {
        const double log_likelihood = rhythm != nullptr ? rhythm->log_likelihood : irregular_;
        double all = std::exp(irregular_ - log_likelihood);
        for (const TapFit& fit : rhythms_) {
            all += std::exp(fit.log_likelihood - log_likelihood);
        }
        return 1 / all;
    }

  private:
    static bool is_less_likely(const TapFit& a, const TapFit& b) {
        return a.log_likelihood < b.log_likelihood;
    }
    static bool is_same(const Rhythm& a, const Rhythm& b) {
        const double ratio = a.period() / b.period();
        return a.count == b.count && ratio > 1 / kSamePeriod && ratio < kSamePeriod;
    }
    void add(const TapFit& fit) {
        const auto same = std::find_if(rhythms_.begin(), rhythms_.end(), [&](const TapFit& other) {
            return is_same(fit.rhythm, other.rhythm);
        });
        if (same == rhythms_.end()) {
            rhythms_.push_back(fit);
        } else {
            *same = std::max(*same, fit, is_less_likely);
        }
    }

    double irregular_;
    std::vector<TapFit> rhythms_;
};

// A blink must be seen for longer than a burst lasts and must not have stopped: there may be a
// pause that was not seen. Of bursts at least one must be seen from pause to pause.
bool is_seen_enough(const TapFit& fit, double confidence, double last_tap, Seconds watched) {
    if (fit.rhythm.count > 1) {
        return fit.pauses >= (confidence < kSureOfOneBurst ? 3 : 2);
    }
    const double silence = watched.count() - last_tap;
    return fit.span >= kLongestBurst + kSlipMayBePause * fit.slips &&
           silence <= 2.5 * fit.rhythm.gap + 0.5;
}

TapReading reading_of(const TapFit& fit, double confidence) {
    const Rhythm& rhythm = fit.rhythm;
    const double tolerance = rhythm.count == 1 ? 1 : 0.8;  // few taps tell the pulse of bursts
    if (rhythm.fastest() < tolerance * kFastestPulse.count()) {
        return {TapReading::Kind::TooFast, 0, {}, {}, confidence};
    }
    return {rhythm.count == 1 ? TapReading::Kind::Blink : TapReading::Kind::Bursts, rhythm.count,
            Seconds(rhythm.period()), Seconds(rhythm.gap), confidence};
}

TapReading without_rhythm(std::span<const double> taps, double confidence, Seconds watched) {
    if (watched < kIrregularAfter || confidence < kSure) {
        return {};
    }
    const double mean = (taps.back() - taps.front()) / static_cast<double>(taps.size() - 1);
    const bool is_fast = mean < kFastestPulse.count();
    return {is_fast ? TapReading::Kind::TooFast : TapReading::Kind::TooIrregular,
            0,
            {},
            {},
            confidence};
}

}  // namespace

TapReading read_taps(std::span<const Seconds> taps, Seconds watched) {
    const std::vector<double> times = in_order(taps, watched);
    if (times.empty() && watched >= kQuiet) {
        return {TapReading::Kind::Steady, 0, {}, {}, kQuietConfidence};
    }
    if (times.size() < kFewestTaps) {
        return {};
    }
    const Explanations explanations(times);
    const TapFit* const best = explanations.best();
    const double confidence = explanations.share_of(best);
    if (best == nullptr) {
        return without_rhythm(times, confidence, watched);
    }
    if (confidence < kSure || !is_seen_enough(*best, confidence, times.back(), watched)) {
        return {};
    }
    return reading_of(*best, confidence);
}

}  // namespace porchlight::light
