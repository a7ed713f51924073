// SPDX-License-Identifier: Apache-2.0
#include "light/tap_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace porchlight::light {
namespace {

// How people tap.
constexpr double kJitter = 0.08;  // about the flash as the taps before have it
constexpr double kFollow = 0.4;   // of each lateness is taken for that of the flash
constexpr double kGuessError = 0.3;
constexpr std::size_t kMostExtra = 2;  // in a row
constexpr int kMostMissed = 2;         // in a row

constexpr double kNear = 1.12;
constexpr std::size_t kGuessedFrom = 32;  // taps
constexpr std::size_t kMostGuesses = 32;
constexpr double kLongestGuess = 4.5;  // seconds, of a burst
constexpr double kGroup = 1.15;
constexpr double kLeastGap = 1.7;  // pulses
constexpr std::size_t kMostGaps = 4;
constexpr std::size_t kMostLongerGaps = 3;  // a tap too many in each pause

constexpr double kNever = -std::numeric_limits<double>::infinity();

double mean_interval(std::span<const double> taps) {
    return (taps.back() - taps.front()) / static_cast<double>(taps.size() - 1);
}

// Of a tap at its time, per second; less the later or earlier it is.
const double kLogMatch =
    std::log((1 - kTapMissed - kTapExtra) / (kJitter * std::sqrt(2 * std::numbers::pi)));
const double kLogMissed = std::log(kTapMissed);

double log_lateness(double late) {
    const double off = late / kJitter;
    return -off * off / 2;
}

// The most likely way to reach "this tap is that flash of a burst".
struct Step {
    double score = kNever;
    std::size_t from_tap = 0;
    int from_flash = 0;
    int flashes = 0;        // passed on the way; 0: the alignment begins here
    double flash_time = 0;  // as all taps so far have it
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

// To a flash from some flashes before.
struct Way {
    int from_flash = 0;
    double time = 0;
    double log_likelihood = 0;
};

// The Viterbi algorithm over (tap, flash).
class Alignment {
  public:
    Alignment(std::span<const double> taps, const Rhythm& rhythm)
        : taps_(taps), rhythm_(rhythm), extra_(std::log(kTapExtra / mean_interval(taps))) {
        find_ways();
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
            best.flash_time = taps_[tap];
        }
        for (std::size_t extras = 0; extras <= kMostExtra && extras < tap; ++extras) {
            for (int flashes = 1; flashes <= kMostMissed + 1; ++flashes) {
                take_if_better(best, tap, flash, tap - 1 - extras, flashes);
            }
        }
        return best;
    }
    void take_if_better(Step& best, std::size_t tap, int flash, std::size_t from,
                        int flashes) const {
        const Way& way = ways_[way_index(flash, flashes)];
        const Step& before = at(from, way.from_flash);
        const double expected = before.flash_time + way.time;
        const double late = taps_[tap] - expected;
        const double score = before.score + static_cast<double>(tap - from - 1) * extra_ +
                             way.log_likelihood + log_lateness(late);
        if (score > best.score) {
            best = {score, from, way.from_flash, flashes, expected + kFollow * late};
        }
    }
    [[nodiscard]] static std::size_t way_index(int flash, int flashes) {
        return static_cast<std::size_t>(flash * (kMostMissed + 1) + flashes - 1);
    }
    void find_ways() {
        const int count = rhythm_.count;
        for (int flash = 0; flash < count; ++flash) {
            for (int flashes = 1; flashes <= kMostMissed + 1; ++flashes) {
                const int from_flash = ((flash - flashes) % count + count) % count;
                const Move move = move_of(rhythm_, from_flash, flashes);
                ways_.push_back({from_flash,
                                 move.pulses * rhythm_.pulse + move.pauses * rhythm_.gap,
                                 kLogMatch + (flashes - 1) * kLogMissed});
            }
        }
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
    std::vector<Way> ways_;
    std::vector<Step> steps_;
    double score_ = kNever;
    std::size_t last_tap_ = 0;
    int last_flash_ = 0;
};

// A tap that belongs to a flash: when it came, and how many pulses and pauses lie between it and
// the last one.
struct Row {
    double time = 0;
    double pulses = 0;
    double gaps = 0;
};

std::vector<Row> rows_of(const std::vector<Move>& moves) {
    std::vector<Row> rows{{}};
    for (const Move& move : moves) {
        const Row& row = rows.back();
        rows.push_back({row.time - move.time, row.pulses - move.pulses, row.gaps - move.pauses});
    }
    return rows;
}

// Sums of squares and products, about the means.
class Squares {
  public:
    explicit Squares(const std::vector<Row>& rows) {
        const double share = 1 / static_cast<double>(rows.size());
        Row mean;
        for (const Row& row : rows) {
            mean.time += share * row.time;
            mean.pulses += share * row.pulses;
            mean.gaps += share * row.gaps;
        }
        for (const Row& row : rows) {
            const double time = row.time - mean.time;
            const double pulses = row.pulses - mean.pulses;
            const double gaps = row.gaps - mean.gaps;
            pp_ += pulses * pulses;
            pg_ += pulses * gaps;
            gg_ += gaps * gaps;
            pt_ += pulses * time;
            gt_ += gaps * time;
        }
    }

    // The least squares; what the taps do not tell stays near the guess.
    [[nodiscard]] Rhythm fitted(const Rhythm& guess) const {
        const double gap_hold = hold(guess.gap);
        const double gt = gt_ + gap_hold * guess.gap;
        const double gg = gg_ + gap_hold;
        if (guess.count == 1) {
            return {1, 0, gt / gg};
        }
        const double pulse_hold = hold(guess.pulse);
        const double pt = pt_ + pulse_hold * guess.pulse;
        const double pp = pp_ + pulse_hold;
        const double det = pp * gg - pg_ * pg_;
        return {guess.count, (gg * pt - pg_ * gt) / det, (pp * gt - pg_ * pt) / det};
    }
    // log of the area (length for a blink) of all times that explain the taps about as well.
    [[nodiscard]] double log_width(int count) const {
        const double variance = kTapJitter * kTapJitter;
        const double one = std::log(2 * std::numbers::pi * variance);
        return count == 1 ? (one - std::log(gg_)) / 2 : one - std::log(pp_ * gg_ - pg_ * pg_) / 2;
    }

  private:
    static double hold(double guess) {
        const double sigmas = kTapJitter / (kGuessError * guess);
        return sigmas * sigmas;
    }

    double pp_ = 0;
    double pg_ = 0;
    double gg_ = 0;
    double pt_ = 0;
    double gt_ = 0;
};

Rhythm adjusted(const Rhythm& guess, const std::vector<Move>& moves) {
    return Squares(rows_of(moves)).fitted(guess);
}

double quantile(const std::vector<double>& sorted, double share) {
    const auto place = std::lround(share * static_cast<double>(sorted.size() - 1));
    return sorted[static_cast<std::size_t>(place)];
}

// From each tap to the next one, or to the one after that.
std::vector<double> sorted_intervals(std::span<const double> taps, std::size_t step) {
    std::vector<double> intervals;
    for (std::size_t i = step; i < taps.size(); ++i) {
        intervals.push_back(taps[i] - taps[i - step]);
    }
    std::sort(intervals.begin(), intervals.end());
    return intervals;
}

bool is_near(double time, double other) {
    return time < kNear * other && other < kNear * time;
}

bool is_near(const Rhythm& a, const Rhythm& b) {
    return a.count == b.count && is_near(a.gap, b.gap) &&
           (a.count == 1 || is_near(a.pulse, b.pulse));
}

std::vector<double> guess_pulses(const std::vector<double>& intervals) {
    std::vector<double> pulses;
    for (const double share : {0.5, 0.25, 0.75, 0.1}) {
        const double pulse = quantile(intervals, share);
        if (std::none_of(pulses.begin(), pulses.end(),
                         [&](double other) { return is_near(pulse, other); })) {
            pulses.push_back(pulse);
        }
    }
    return pulses;
}

// The times longer than a pulse that occur most often, about.
void add_gaps(const std::vector<double>& intervals, double pulse, std::size_t most,
              std::vector<double>& gaps) {
    struct Group {
        double gap = 0;
        std::ptrdiff_t members = 0;
    };
    std::vector<Group> groups;
    auto first = std::lower_bound(intervals.begin(), intervals.end(), kLeastGap * pulse);
    while (first != intervals.end()) {
        const auto end = std::upper_bound(first, intervals.end(), kGroup * *first);
        groups.push_back({first[(end - first) / 2], end - first});
        first = end;
    }
    std::sort(groups.begin(), groups.end(),
              [](const Group& a, const Group& b) { return a.members > b.members; });
    groups.resize(std::min(groups.size(), most));
    for (const Group& group : groups) {
        gaps.push_back(group.gap);
    }
}

std::vector<Rhythm> all_guesses(std::span<const double> taps, int most_counted) {
    const std::vector<double> intervals = sorted_intervals(taps, 1);
    const std::vector<double> longer = sorted_intervals(taps, 2);
    std::vector<Rhythm> guesses;
    for (const double share : {0.1, 0.3, 0.5, 0.7, 0.9}) {
        guesses.push_back({1, 0, quantile(intervals, share)});
    }
    for (const double slower : {0.7, 0.8, 0.9, 1.0, 1.1, 1.2}) {
        guesses.push_back({1, 0, slower * mean_interval(taps)});
    }
    for (const double pulse : guess_pulses(intervals)) {
        std::vector<double> gaps;
        add_gaps(intervals, pulse, kMostGaps, gaps);
        add_gaps(longer, pulse, kMostLongerGaps, gaps);
        for (const double gap : gaps) {
            for (int count = 2; count <= most_counted; ++count) {
                if (pulse * (count - 1) < kLongestGuess) {
                    guesses.push_back({count, pulse, gap});
                }
            }
        }
    }
    return guesses;
}

}  // namespace

TapFit fit_taps(std::span<const double> taps, const Rhythm& guess) {
    const Rhythm closer = adjusted(guess, Alignment(taps, guess).moves());
    const Alignment alignment(taps, closer);
    const std::vector<Move> moves = alignment.moves();
    const Squares squares(rows_of(moves));
    TapFit fit{squares.fitted(closer), alignment.score(), squares.log_width(guess.count)};
    fit.slips = static_cast<int>(taps.size() - 1 - moves.size());
    for (const Move& move : moves) {
        fit.pauses += move.pauses;
        fit.slips += move.pulses + move.pauses - 1;
        fit.span += move.time;
    }
    return fit;
}

std::vector<Rhythm> guess_rhythms(std::span<const double> taps, int most_counted) {
    taps = taps.last(std::min(taps.size(), kGuessedFrom));
    std::vector<std::pair<double, Rhythm>> scored;
    for (const Rhythm& guess : all_guesses(taps, most_counted)) {
        const Alignment alignment(taps, guess);
        scored.emplace_back(alignment.score(), adjusted(guess, alignment.moves()));
    }
    std::sort(scored.begin(), scored.end(),
              [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Rhythm> best;
    for (const auto& [score, rhythm] : scored) {
        const bool is_new = std::none_of(
            best.begin(), best.end(), [&](const Rhythm& other) { return is_near(rhythm, other); });
        if (is_new && best.size() < kMostGuesses) {
            best.push_back(rhythm);
        }
    }
    return best;
}

}  // namespace porchlight::light
