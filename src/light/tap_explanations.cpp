// SPDX-License-Identifier: Apache-2.0
#include "light/tap_explanations.hpp"

#include "light/rhythm.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace porchlight::light {
namespace {

constexpr std::size_t kFewestTaps = 3;
constexpr double kFastestFit = 0.1;
// A pause like one missed flash is taken for one.
constexpr double kLeastPauseRatio = 2.25;

constexpr double kSameTime = 1.1;
constexpr std::size_t kMostNeighbours = 8;
constexpr std::size_t kMostWeighed = 16;
constexpr double kHopeless = 15;  // less likely than the best, as a logarithm

// Times that a rhythm may have, as powers of two from the shortest to the longest.
constexpr double kBlinkOctaves = 5;  // 0.2 to 8 s
constexpr double kPulseOctaves = 2.8;
constexpr double kPauseOctaves = 3.5;

// People who tap along with a light do follow it.
constexpr double kIrregular = 0.05;

bool is_possible(const Rhythm& rhythm) {
    if (rhythm.count == 1) {
        return rhythm.gap > kFastestFit;
    }
    return rhythm.pulse > kFastestFit && rhythm.pulse <= kSlowestPulse &&
           rhythm.pulse * (rhythm.count - 1) <= kLongestBurst &&
           rhythm.gap >= kLeastPauseRatio * rhythm.pulse;
}

bool is_near(double time, double other) {
    return time < kSameTime * other && other < kSameTime * time;
}

bool is_same(const Rhythm& a, const Rhythm& b) {
    return a.count == b.count && is_near(a.period(), b.period()) &&
           is_near(a.fastest(), b.fastest());
}

bool is_less_likely(const TapFit& a, const TapFit& b) {
    return a.log_likelihood < b.log_likelihood;
}

// How likely the times of a rhythm are before any tap, about where the taps have them.
double log_prior(const TapFit& fit) {
    const Rhythm& rhythm = fit.rhythm;
    const double gaps = rhythm.gap * std::numbers::ln2;
    if (rhythm.count == 1) {
        return std::min(0.0, fit.log_width - std::log(gaps * kBlinkOctaves));
    }
    const double pulses = rhythm.pulse * std::numbers::ln2;
    const double range = gaps * kPauseOctaves * pulses * kPulseOctaves;
    return std::min(0.0, fit.log_width - std::log(range)) - std::log(kMostCounted - 1);
}

}  // namespace

Explanations::Explanations(const TapWindow& window)
    : irregular_(irregular_log_evidence(window) + std::log(kIrregular)), log_all_(irregular_) {
    if (window.taps.size() < kFewestTaps) {
        return;
    }
    for (const Rhythm& guess : guess_rhythms(window.taps, kMostCounted)) {
        add(fit_taps(window.taps, guess));
    }
    keep_best(kMostNeighbours);
    for (const TapFit& fit : std::vector<TapFit>(fits_)) {
        add_neighbours(window.taps, fit.rhythm);
    }
    keep_best(kMostWeighed);
    weigh(window);
}

void Explanations::add(const TapFit& fit) {
    if (!is_possible(fit.rhythm)) {
        return;
    }
    const auto same = std::find_if(fits_.begin(), fits_.end(), [&](const TapFit& other) {
        return is_same(fit.rhythm, other.rhythm);
    });
    if (same == fits_.end()) {
        fits_.push_back(fit);
    } else {
        *same = std::max(*same, fit, is_less_likely);
    }
}

// What people mistake it for: a burst with one flash more or less, at an end of it, or as long as
// before.
void Explanations::add_neighbours(std::span<const double> taps, const Rhythm& rhythm) {
    const auto& [count, pulse, gap] = rhythm;
    if (count > 2) {
        add(fit_taps(taps, {count - 1, pulse, gap + pulse}));
        add(fit_taps(taps, {count - 1, pulse * (count - 1) / (count - 2), gap}));
    }
    if (count > 1 && count < kMostCounted) {
        add(fit_taps(taps, {count + 1, pulse, gap - pulse}));
        add(fit_taps(taps, {count + 1, pulse * (count - 1) / count, gap}));
    }
}

void Explanations::keep_best(std::size_t most) {
    std::sort(fits_.begin(), fits_.end(),
              [](const TapFit& a, const TapFit& b) { return is_less_likely(b, a); });
    fits_.resize(std::min(fits_.size(), most));
    while (!fits_.empty() &&
           fits_.back().log_likelihood < fits_.front().log_likelihood - kHopeless) {
        fits_.pop_back();
    }
}

void Explanations::weigh(const TapWindow& window) {
    for (const TapFit& fit : fits_) {
        const double evidence = light::log_evidence(window, fit.rhythm);
        explanations_.push_back({fit, evidence, evidence + log_prior(fit)});
        log_all_ = log_sum(log_all_, explanations_.back().log_weight);
    }
}

const Explanation* Explanations::best() const {
    const auto best = std::max_element(
        explanations_.begin(), explanations_.end(),
        [](const Explanation& a, const Explanation& b) { return a.log_weight < b.log_weight; });
    return best == explanations_.end() || best->log_weight < irregular_ ? nullptr : &*best;
}

double Explanations::share_of(const Explanation* explanation) const {
    return std::exp((explanation != nullptr ? explanation->log_weight : irregular_) - log_all_);
}

}  // namespace porchlight::light
