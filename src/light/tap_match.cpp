// SPDX-License-Identifier: Apache-2.0
#include "light/tap_match.hpp"

#include "light/tap_evidence.hpp"
#include "light/tap_explanations.hpp"
#include "light/tap_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace porchlight::light {
namespace {

constexpr double kSure = 0.95;
// Nobody proves by looking on that nothing will ever come.
constexpr double kSureOfNothing = 0.98;
constexpr double kNone = 0.02;  // before any tap
constexpr double kSameTimes = 0.01;
constexpr double kNever = -std::numeric_limits<double>::infinity();

// How far times may be from those of the pattern: one sigma of their logarithm.
constexpr double kAbout = 0.1;
constexpr double kUnknown = 0.6;
// Fewer taps than these do not tell the times of a rhythm, so many are tried: up to three sigmas
// away, this finely.
constexpr std::size_t kManyTaps = 16;
constexpr int kTries = 10;  // to each side
// Taps drift away from a tempo that is a little wrong, at most for so long.
constexpr double kDrift = 12.0;  // seconds

// What is tapped along with a light, and how well its times are known.
struct Beat {
    enum class Kind : std::uint8_t { Steady, Flicker, Rhythm };

    Kind kind = Kind::Steady;
    Rhythm rhythm;
    Rates rates = Rates::Exact;
};

Rhythm rhythm_of(const Part& part) {
    const double pulse = Seconds(part.on() + part.off()).count();
    return part.count() > 1 ? Rhythm{part.count(), pulse, Seconds(part.on() + part.pause()).count()}
                            : Rhythm{1, 0, pulse};
}

Beat beat_of(const Part& part, Rates rates) {
    if (part.kind() == Part::Kind::Steady) {
        return {};
    }
    const Rhythm rhythm = rhythm_of(part);
    const bool is_fast = rhythm.fastest() < kFastestPulse.count();
    return {is_fast ? Beat::Kind::Flicker : Beat::Kind::Rhythm, rhythm, rates};
}

bool is_same_time(double a, double b) {
    return std::abs(a - b) <= kSameTimes * std::max(a, b);
}

bool is_same(const Beat& a, const Beat& b) {
    return a.kind == b.kind && (a.kind != Beat::Kind::Rhythm ||
                                (a.rates == b.rates && a.rhythm.count == b.rhythm.count &&
                                 is_same_time(a.rhythm.pulse, b.rhythm.pulse) &&
                                 is_same_time(a.rhythm.gap, b.rhythm.gap)));
}

// The beats of the lights that change; that of a steady light if none does.
std::vector<Beat> beats_of(const TapCandidate& candidate) {
    std::vector<Beat> beats;
    for (const Part& part : candidate.pattern.parts()) {
        const Beat beat = beat_of(part, candidate.rates);
        const bool is_new = std::none_of(beats.begin(), beats.end(),
                                         [&](const Beat& other) { return is_same(beat, other); });
        if (beat.kind != Beat::Kind::Steady && is_new) {
            beats.push_back(beat);
        }
    }
    return beats.empty() ? std::vector<Beat>{Beat{}} : beats;
}

bool are_same(const std::vector<Beat>& a, const std::vector<Beat>& b) {
    return std::is_permutation(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

// Of a normal distribution's logarithm.
double log_normal_density(double ratio, double sigma) {
    const double off = std::log(ratio) / sigma;
    return -off * off / 2 - std::log(sigma * std::sqrt(2 * std::numbers::pi));
}

// All that is asked about the taps.
class Evidence {
  public:
    explicit Evidence(const TapWindow& window) : window_(window), explanations_(window) {}

    /// log of how likely the taps are if the light shows any of these beats.
    [[nodiscard]] double of(const std::vector<Beat>& beats) const {
        double all = kNever;
        for (const Beat& beat : beats) {
            all = log_sum(all, of(beat));
        }
        return all - std::log(beats.size());
    }
    /// The same if it shows whatever a light can show, or the person follows no rhythm.
    [[nodiscard]] double of_anything() const { return explanations_.log_evidence(); }

  private:
    [[nodiscard]] double of(const Beat& beat) const {
        switch (beat.kind) {
            case Beat::Kind::Steady:
                return steady_log_evidence(window_);
            case Beat::Kind::Flicker:
                return flicker_log_evidence(window_);
            case Beat::Kind::Rhythm:
                return of(beat.rhythm, beat.rates);
        }
        return kNever;
    }
    [[nodiscard]] double of(const Rhythm& rhythm, Rates rates) const {
        if (rates == Rates::Exact) {
            return log_evidence(window_, rhythm);
        }
        const double sigma = rates == Rates::About ? kAbout : kUnknown;
        const double fitted = at_any_times(rhythm, sigma);
        return window_.taps.size() >= kManyTaps ? fitted
                                                : std::max(fitted, at_any_tempo(rhythm, sigma));
    }
    // Between two tempos that are tried the flashes drift away from the taps; a wider jitter makes
    // up for it.
    [[nodiscard]] double at_any_tempo(const Rhythm& rhythm, double sigma) const {
        const double step = 3 * sigma / kTries;
        const double jitter = std::hypot(kTapJitter, step * std::min(window_.length(), kDrift) / 8);
        double all = kNever;
        double weights = kNever;
        for (int i = -kTries; i <= kTries; ++i) {
            const double slower = std::exp(step * i);
            const double weight = log_normal_density(slower, sigma);
            const Rhythm tried{rhythm.count, slower * rhythm.pulse, slower * rhythm.gap};
            all = log_sum(all, weight + log_evidence(window_, tried, jitter));
            weights = log_sum(weights, weight);
        }
        return all - weights;
    }
    // As the taps have them.
    [[nodiscard]] double at_any_times(const Rhythm& rhythm, double sigma) const {
        double all = kNever;
        for (const Explanation& each : explanations_.all()) {
            const Rhythm& fit = each.fit.rhythm;
            if (fit.count == rhythm.count) {
                double prior = each.fit.log_width - std::log(fit.gap) +
                               log_normal_density(fit.gap / rhythm.gap, sigma);
                if (fit.count > 1) {
                    prior +=
                        log_normal_density(fit.pulse / rhythm.pulse, sigma) - std::log(fit.pulse);
                }
                all = log_sum(all, each.log_evidence + std::min(0.0, prior));
            }
        }
        return all;
    }

    TapWindow window_;
    Explanations explanations_;
};

struct Class {
    std::vector<Beat> beats;
    std::vector<std::size_t> candidates;
    double log_weight = 0;
    double share = 0;
};

std::vector<Class> classes_of(std::span<const TapCandidate> candidates) {
    std::vector<Class> classes;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        std::vector<Beat> beats = beats_of(candidates[i]);
        const auto same = std::find_if(classes.begin(), classes.end(), [&](const Class& other) {
            return are_same(beats, other.beats);
        });
        if (same == classes.end()) {
            classes.push_back({std::move(beats), {i}, 0, 0});
        } else {
            same->candidates.push_back(i);
        }
    }
    return classes;
}

// Do they differ only in times that nobody knows well enough?
bool are_kin(const Class& a, const Class& b) {
    const Beat& first = a.beats.front();
    const Beat& second = b.beats.front();
    const bool is_vague = first.rates != Rates::Exact || second.rates != Rates::Exact;
    return is_vague && first.kind == Beat::Kind::Rhythm && second.kind == first.kind &&
           first.rhythm.count == second.rhythm.count;
}

// @param classes  The likeliest first.
TapMatch::Kind decide(const std::vector<Class>& classes, double none) {
    if (none >= kSure) {
        return TapMatch::Kind::NoneOfThese;
    }
    if (classes.empty()) {
        return TapMatch::Kind::TooShort;
    }
    const Class& best = classes.front();
    if (best.beats.front().kind == Beat::Kind::Steady) {
        return best.share >= kSureOfNothing ? TapMatch::Kind::Decided : TapMatch::Kind::TooShort;
    }
    if (best.share >= kSure) {
        return TapMatch::Kind::Decided;
    }
    double kin = best.share;
    for (std::size_t i = 1; i < classes.size(); ++i) {
        kin += are_kin(best, classes[i]) ? classes[i].share : 0;
    }
    return kin >= kSure ? TapMatch::Kind::Several : TapMatch::Kind::TooShort;
}

}  // namespace

TapMatch match_taps(std::span<const Seconds> taps, Seconds watched,
                    std::span<const TapCandidate> candidates) {
    const Tapping tapping(taps, watched);
    const Evidence evidence(tapping.window());
    std::vector<Class> classes = classes_of(candidates);
    const double none = std::log(kNone) + evidence.of_anything();
    double all = none;
    for (Class& each : classes) {
        const double before =
            static_cast<double>(each.candidates.size()) / static_cast<double>(candidates.size());
        each.log_weight = std::log((1 - kNone) * before) + evidence.of(each.beats);
        all = log_sum(all, each.log_weight);
    }
    for (Class& each : classes) {
        each.share = std::exp(each.log_weight - all);
    }
    std::sort(classes.begin(), classes.end(),
              [](const Class& a, const Class& b) { return a.share > b.share; });
    TapMatch match;
    match.none = std::exp(none - all);
    match.kind = decide(classes, match.none);
    for (Class& each : classes) {
        match.ranked.push_back({std::move(each.candidates), each.share});
    }
    return match;
}

}  // namespace porchlight::light
