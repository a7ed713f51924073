// SPDX-License-Identifier: Apache-2.0
#include "light/tap_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace porchlight::light {
namespace {

constexpr std::size_t kMostTaps = 48;
constexpr double kLongestWindow = 30;
constexpr double kBounce = 0.05;

constexpr double kReach = 4.5;      // sigmas within which a tap may belong to a flash
constexpr double kPhaseStep = 0.4;  // sigmas
constexpr double kFewestPhases = 8;

// People answer later than they see: what lit up before they watched is not tapped, though its tap
// would come within the window.
constexpr double kLongestDelay = 0.4;
constexpr double kLeastVisible = 0.02;

constexpr double kRarestExtras = 0.02;  // a second
constexpr double kRescale = 1e100;
constexpr double kShortest = 1e-3;

const double kLogMissed = std::log(kTapMissed);

// Rates that tapping without a rhythm has: 0.1 to 5 taps a second, any octave as likely as another.
const double kLogRates = std::log(50.0);

// Tapping as fast as one can: times between two taps, and their scatter (of their logarithm).
constexpr double kHurry = 0.18;
constexpr double kHurryScatter = 0.25;
constexpr double kHurryPause = 0.05;  // now and then, up to a second
constexpr double kHurryStart = 2.0;   // a second: they begin about half a second into it
constexpr double kHurryStop = 3.0;    // a second: how fast silence becomes unlikely

// The share of alignments of flashes with taps, flash after flash. `last_[i]` has those in which
// tap i is the last one that belongs to a flash so far; all others are too many. Everything is
// divided by the likelihood that each tap so far is too many and each flash so far is missed.
class Forward {
  public:
    Forward(const TapWindow& window, double extra_rate, double jitter)
        : window_(window),
          jitter_(jitter),
          density_((1 - kTapMissed) / (jitter * std::sqrt(2 * std::numbers::pi) * extra_rate)),
          last_(window.taps.size(), 0.0) {}

    void restart() {
        std::fill(last_.begin(), last_.end(), 0.0);
        near_ = 0;
        sum_ = 1;
        log_scale_ = 0;
    }
    void add_flash(double time) {
        const double visible =
            std::clamp((time - window_.begin) / kLongestDelay, kLeastVisible, 1.0);
        const double missed = 1 - (1 - kTapMissed) * visible * share_before_end(time);
        log_scale_ += missed == kTapMissed ? kLogMissed : std::log(missed);
        match(time, density_ * visible / missed);
    }
    [[nodiscard]] double log_likelihood() const { return std::log(sum_) + log_scale_; }

  private:
    [[nodiscard]] double share_before_end(double time) const {
        const double sigmas = (window_.end - time) / jitter_;
        return sigmas > kReach ? 1 : std::erfc(-sigmas / std::numbers::sqrt2) / 2;
    }
    void match(double time, double density) {
        const std::span<const double> taps = window_.taps;
        const double reach = kReach * jitter_;
        while (near_ < taps.size() && taps[near_] < time - reach) {
            ++near_;
        }
        std::size_t end = near_;
        while (end < taps.size() && taps[end] <= time + reach) {
            ++end;
        }
        double earlier = sum_;
        double added = 0;
        for (std::size_t i = end; i-- > near_;) {
            earlier = std::max(0.0, earlier - last_[i]);
            const double off = (taps[i] - time) / jitter_;
            const double more = earlier * density * std::exp(-off * off / 2);
            last_[i] += more;
            added += more;
        }
        sum_ += added;
        if (sum_ > kRescale) {
            rescale();
        }
    }
    void rescale() {
        for (double& share : last_) {
            share /= sum_;
        }
        log_scale_ += std::log(sum_);
        sum_ = 1;
    }

    const TapWindow& window_;
    double jitter_;
    double density_;
    std::vector<double> last_;
    std::size_t near_ = 0;
    double sum_ = 1;
    double log_scale_ = 0;
};

// Every flash of a rhythm whose first burst begins at `start` that may have a tap in the window.
void add_flashes(Forward& forward, const TapWindow& window, const Rhythm& rhythm, double start,
                 double margin) {
    const double first = window.begin - margin;
    const double last = window.end + margin;
    const double period = rhythm.period();
    const auto before = static_cast<int>(std::ceil((start - first) / period));
    const auto after = static_cast<int>(std::ceil((last - start) / period));
    for (int burst = -before; burst < after; ++burst) {
        for (int i = 0; i < rhythm.count; ++i) {
            const double flash = start + burst * period + i * rhythm.pulse;
            if (flash > first && flash < last) {
                forward.add_flash(flash);
            }
        }
    }
}

}  // namespace

Tapping::Tapping(std::span<const Seconds> taps, Seconds watched) {
    for (const Seconds tap : taps) {
        if (tap >= Seconds(0) && tap <= watched && std::isfinite(tap.count())) {
            times_.push_back(tap.count());
        }
    }
    std::sort(times_.begin(), times_.end());
    const auto bounces = [](double tap, double next) { return next - tap < kBounce; };
    times_.erase(std::unique(times_.begin(), times_.end(), bounces), times_.end());
    const double last = times_.empty() ? 0 : times_.back();
    end_ = watched > Seconds(0) ? std::min(watched.count(), last + kLongestWindow) : 0;
    begin_ = std::max(0.0, end_ - kLongestWindow);
    if (times_.size() > kMostTaps) {
        begin_ = std::max(begin_, times_[times_.size() - kMostTaps]);
    }
    times_.erase(times_.begin(), std::lower_bound(times_.begin(), times_.end(), begin_));
}

double log_sum(double a, double b) {
    const double more = std::max(a, b);
    return std::isinf(more) ? more : more + std::log1p(std::exp(std::min(a, b) - more));
}

double log_evidence(const TapWindow& window, const Rhythm& rhythm, double jitter) {
    const double period = rhythm.period();
    const double extra_rate = std::max(kRarestExtras, kTapExtra * rhythm.count / period);
    const auto phases =
        static_cast<int>(std::ceil(std::max(kFewestPhases, period / (kPhaseStep * jitter))));
    Forward forward(window, extra_rate, jitter);
    double all = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < phases; ++i) {
        forward.restart();
        add_flashes(forward, window, rhythm, window.begin + period * i / phases, 3 * jitter);
        all = log_sum(all, forward.log_likelihood());
    }
    return all - std::log(phases) - extra_rate * window.length() +
           static_cast<double>(window.taps.size()) * std::log(extra_rate);
}

double steady_log_evidence(const TapWindow& window) {
    return static_cast<double>(window.taps.size()) * std::log(kRarestExtras) -
           kRarestExtras * window.length();
}

double flicker_log_evidence(const TapWindow& window) {
    const std::span<const double> taps = window.taps;
    if (taps.empty()) {
        return -kHurryStop * window.length();
    }
    double log_likelihood = std::log(kHurryStart) - kHurryStart * (taps.front() - window.begin) -
                            kHurryStop * std::max(0.0, window.end - taps.back() - 2 * kHurry);
    for (std::size_t i = 1; i < taps.size(); ++i) {
        const double time = taps[i] - taps[i - 1];
        const double off = std::log(time / kHurry) / kHurryScatter;
        const double hurried =
            std::exp(-off * off / 2) / (time * kHurryScatter * std::sqrt(2 * std::numbers::pi));
        const double paused = std::exp(-kHurryStop * time) * kHurryStop;
        log_likelihood += std::log((1 - kHurryPause) * hurried + kHurryPause * paused);
    }
    return log_likelihood;
}

double irregular_log_evidence(const TapWindow& window) {
    // A Poisson process, over all rates. (No taps at all are counted as one.)
    const std::size_t count = std::max<std::size_t>(1, window.taps.size());
    double log_factorial = 0;
    for (std::size_t i = 2; i < count; ++i) {
        log_factorial += std::log(i);
    }
    return log_factorial -
           static_cast<double>(count) * std::log(std::max(window.length(), kShortest)) -
           std::log(kLogRates);
}

}  // namespace porchlight::light
