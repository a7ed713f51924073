// SPDX-License-Identifier: Apache-2.0
#include "light/tap_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace porchlight::light {
namespace {

// How people tap.
constexpr double kJitter = 0.09;  // of the time between two taps: 60 ms each, and some reserve
constexpr double kMissed = 0.05;
constexpr double kExtra = 0.05;
constexpr std::size_t kMostExtra = 2;  // in a row
constexpr int kMostMissed = 2;         // in a row

constexpr double kNever = -std::numeric_limits<double>::infinity();

double mean_interval(std::span<const double> taps) {
    return (taps.back() - taps.front()) / static_cast<double>(taps.size() - 1);
}

// Of a tap at its time, per second; less the later or earlier it is.
const double kLogMatch =
    std::log((1 - kMissed - kExtra) / (kJitter * std::sqrt(2 * std::numbers::pi)));
const double kLogMissed = std::log(kMissed);

double log_lateness(double late) {
    const double off = late / kJitter;
    return -off * off / 2;
}

// The most likely way to reach "this tap is that flash of a burst".
struct Step {
    double score = kNever;
    std::size_t from_tap = 0;
    int from_flash = 0;
    int flashes = 0;  // passed on the way; 0: the alignment begins here
};

// From one tap of the alignment to the next.
struct Move {
    double time = 0;
    int pulses = 0;
    int pauses = 0;
};

Move move_of(const Rhythm& rhythm, int from_flash, int flashes) {
    const int pauses = (from_flash + flashes) / rhythm.count;
    return {0, flashes - pauses, pauses};
}

// The Viterbi algorithm over (tap, flash).
class Alignment {
  public:
    Alignment(std::span<const double> taps, const Rhythm& rhythm)
        : taps_(taps), rhythm_(rhythm), extra_(std::log(kExtra / mean_interval(taps))) {
        steps_.resize(taps.size() * static_cast<std::size_t>(rhythm.count));
        for (std::size_t tap = 0; tap < taps.size(); ++tap) {
            for (int flash = 0; flash < rhythm.count; ++flash) {
                at(tap, flash) = best_step(tap, flash);
            }
        }
        find_end();
    }

    [[nodiscard]] double score() const { return score_; }
    [[nodiscard]] std::vector<Move> moves() const {
        std::vector<Move> moves;
        std::size_t tap = last_tap_;
        int flash = last_flash_;
        while (at(tap, flash).flashes > 0) {
            const Step& step = at(tap, flash);
            Move move = move_of(rhythm_, step.from_flash, step.flashes);
            move.time = taps_[tap] - taps_[step.from_tap];
            moves.push_back(move);
            tap = step.from_tap;
            flash = step.from_flash;
        }
        return moves;
    }

  private:
    [[nodiscard]] Step& at(std::size_t tap, int flash) {
        return steps_[tap * static_cast<std::size_t>(rhythm_.count) +
                      static_cast<std::size_t>(flash)];
    }
    [[nodiscard]] const Step& at(std::size_t tap, int flash) const {
        return steps_[tap * static_cast<std::size_t>(rhythm_.count) +
                      static_cast<std::size_t>(flash)];
    }
    [[nodiscard]] Step best_step(std::size_t tap, int flash) const {
        Step best;
        if (tap <= kMostExtra) {
            best.score = static_cast<double>(tap) * extra_ - std::log(rhythm_.count);
        }
        for (std::size_t extras = 0; extras <= kMostExtra && extras < tap; ++extras) {
            for (int flashes = 1; flashes <= kMostMissed + 1; ++flashes) {
                const Step step = step_from(tap, flash, tap - 1 - extras, flashes);
                best = step.score > best.score ? step : best;
            }
        }
        return best;
    }
    [[nodiscard]] Step step_from(std::size_t tap, int flash, std::size_t from, int flashes) const {
        const int count = rhythm_.count;
        const int from_flash = ((flash - flashes) % count + count) % count;
        const Move move = move_of(rhythm_, from_flash, flashes);
        const double expected = move.pulses * rhythm_.pulse + move.pauses * rhythm_.gap;
        const double score = at(from, from_flash).score +
                             static_cast<double>(tap - from - 1) * extra_ +
                             (flashes - 1) * kLogMissed + kLogMatch +
                             log_lateness(taps_[tap] - taps_[from] - expected);
        return {score, from, from_flash, flashes};
    }
    void find_end() {
        for (std::size_t extras = 0; extras <= kMostExtra && extras < taps_.size(); ++extras) {
            const std::size_t tap = taps_.size() - 1 - extras;
            for (int flash = 0; flash < rhythm_.count; ++flash) {
                const double score = at(tap, flash).score + static_cast<double>(extras) * extra_;
                if (score > score_) {
                    score_ = score;
                    last_tap_ = tap;
                    last_flash_ = flash;
                }
            }
        }
    }

    std::span<const double> taps_;
    Rhythm rhythm_;
    double extra_;
    std::vector<Step> steps_;
    double score_ = kNever;
    std::size_t last_tap_ = 0;
    int last_flash_ = 0;
};
// The times of the rhythm as the aligned taps have them. What they do not show stays as it was.
Rhythm adjusted(const Rhythm& guess, const std::vector<Move>& moves) {
    Rhythm rhythm = guess;
    double time = 0;
    int steps = 0;
    for (const Move& move : moves) {
        if (move.pauses == 0) {
            time += move.time;
            steps += move.pulses;
        }
    }
    rhythm.pulse = steps > 0 ? time / steps : rhythm.pulse;
    time = 0;
    steps = 0;
    for (const Move& move : moves) {
        if (move.pauses > 0) {
            time += move.time - move.pulses * rhythm.pulse;
            steps += move.pauses;
        }
    }
    rhythm.gap = steps > 0 ? time / steps : rhythm.gap;
    return rhythm;
}

double quantile(const std::vector<double>& sorted, double share) {
    const auto place = std::lround(share * static_cast<double>(sorted.size() - 1));
    return sorted[static_cast<std::size_t>(place)];
}

std::vector<double> sorted_intervals(std::span<const double> taps) {
    std::vector<double> intervals;
    for (std::size_t i = 1; i < taps.size(); ++i) {
        intervals.push_back(taps[i] - taps[i - 1]);
    }
    std::sort(intervals.begin(), intervals.end());
    return intervals;
}

// Places in sorted intervals where they grow most: what is short may end there.
std::vector<std::size_t> splits(const std::vector<double>& intervals) {
    constexpr std::size_t kMostSplits = 4;
    constexpr double kLeastGrowth = 1.25;
    const auto growth = [&](std::size_t i) { return intervals[i] / intervals[i - 1]; };
    std::vector<std::size_t> found;
    for (std::size_t i = 1; i < intervals.size(); ++i) {
        if (growth(i) >= kLeastGrowth) {
            found.push_back(i);
        }
    }
    std::sort(found.begin(), found.end(),
              [&](std::size_t a, std::size_t b) { return growth(a) > growth(b); });
    found.resize(std::min(found.size(), kMostSplits));
    return found;
}

}  // namespace

TapFit fit_taps(std::span<const double> taps, const Rhythm& guess) {
    const Rhythm closer = adjusted(guess, Alignment(taps, guess).moves());
    const Alignment alignment(taps, closer);
    const std::vector<Move> moves = alignment.moves();
    TapFit fit{adjusted(closer, moves), alignment.score()};
    fit.slips = static_cast<int>(taps.size() - 1 - moves.size());
    for (const Move& move : moves) {
        fit.pauses += move.pauses;
        fit.slips += move.pulses + move.pauses - 1;
        fit.span += move.time;
    }
    return fit;
}

double irregular_log_likelihood(std::span<const double> taps) {
    // Of a Poisson process with the rate seen.
    return -static_cast<double>(taps.size() - 1) * (std::log(mean_interval(taps)) + 1);
}

std::vector<Rhythm> guess_rhythms(std::span<const double> taps, int most_counted) {
    const std::vector<double> intervals = sorted_intervals(taps);
    std::vector<Rhythm> guesses;
    for (const double share : {0.1, 0.3, 0.5, 0.7, 0.9}) {
        guesses.push_back({1, 0, quantile(intervals, share)});
    }
    for (const double slower : {0.7, 0.8, 0.9, 1.0, 1.1, 1.2}) {
        guesses.push_back({1, 0, slower * mean_interval(taps)});
    }
    for (const std::size_t split : splits(intervals)) {
        const auto border = intervals.begin() + static_cast<std::ptrdiff_t>(split);
        const double pulse = quantile({intervals.begin(), border}, 0.5);
        for (const double share : {0.2, 0.8}) {  // a missed tap makes a pause longer
            const double gap = quantile({border, intervals.end()}, share);
            for (int count = 2; count <= most_counted; ++count) {
                guesses.push_back({count, pulse, gap});
            }
        }
    }
    return guesses;
}

}  // namespace porchlight::light
