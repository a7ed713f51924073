// SPDX-License-Identifier: Apache-2.0
#include "light/rhythm.hpp"

#include "light/tap_evidence.hpp"
#include "light/tap_explanations.hpp"

#include <algorithm>

namespace porchlight::light {
namespace {

constexpr std::size_t kFewestTaps = 3;
constexpr std::size_t kFewestIrregular = 7;
constexpr Seconds kIrregularAfter{9.0};
constexpr Seconds kQuiet{8.0};
constexpr double kQuietConfidence = 0.95;

constexpr double kSure = 0.95;
constexpr int kFewFlashes = 4;
constexpr double kSlipMayBePause = 0.7;  // seconds to watch on

// A blink must be seen for longer than a burst lasts and must not have stopped: there may be a
// pause that was not seen. Of bursts at least one pause must be seen; of long ones two, since they
// are more often miscounted.
bool is_seen_enough(const TapFit& fit, const TapWindow& window) {
    const double gap = fit.rhythm.gap;
    if (fit.rhythm.count > 1) {
        return fit.pauses >= (fit.rhythm.count > kFewFlashes ? 2 : 1);
    }
    const double burst =
        gap > kSlowestPulse ? 2 * gap : std::min(kLongestBurst, (kMostCounted - 0.5) * gap);
    const double silence = window.end - window.taps.back();
    return fit.span >= burst + kSlipMayBePause * fit.slips && silence <= 2.5 * gap + 0.5;
}

// The longer a burst, the more ways to miscount it. What looks like a blink with a slip may be
// bursts with one.
bool is_sure(const TapFit& fit, double confidence) {
    const bool may_be_bursts = fit.rhythm.count == 1 && fit.slips > 0;
    const int count = may_be_bursts ? kMostCounted : fit.rhythm.count;
    const double doubts = fit.rhythm.count > 1 && fit.pauses < 2 ? 1 : 1.5;
    return confidence >= 1 - doubts * (1 - kSure) / (count + 1);
}

TapReading reading_of(const Rhythm& rhythm, double confidence) {
    const double tolerance = rhythm.count == 1 ? 1 : 0.8;  // few taps tell the pulse of bursts
    if (rhythm.fastest() < tolerance * kFastestPulse.count()) {
        return {TapReading::Kind::TooFast, 0, {}, {}, confidence};
    }
    return {rhythm.count == 1 ? TapReading::Kind::Blink : TapReading::Kind::Bursts, rhythm.count,
            Seconds(rhythm.period()), Seconds(rhythm.gap), confidence};
}

TapReading without_rhythm(const TapWindow& window, double confidence, Seconds watched) {
    const std::span<const double> taps = window.taps;
    if (watched < kIrregularAfter || taps.size() < kFewestIrregular || confidence < kSure) {
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
    const Tapping tapping(taps, watched);
    const TapWindow window = tapping.window();
    if (window.taps.empty() && watched >= kQuiet) {
        return {TapReading::Kind::Steady, 0, {}, {}, kQuietConfidence};
    }
    if (window.taps.size() < kFewestTaps) {
        return {};
    }
    const Explanations explanations(window);
    const Explanation* const best = explanations.best();
    const double confidence = explanations.share_of(best);
    if (best == nullptr) {
        return without_rhythm(window, confidence, watched);
    }
    const TapFit& fit = best->fit;
    if (!is_sure(fit, confidence) || !is_seen_enough(fit, window)) {
        return {};
    }
    return reading_of(fit.rhythm, confidence);
}

}  // namespace porchlight::light
