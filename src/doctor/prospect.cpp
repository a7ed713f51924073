// SPDX-License-Identifier: Apache-2.0
#include "doctor/prospect.hpp"

#include "doctor/outcome.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace porchlight::doctor {

namespace {

/// When less than that is left, support gets it.
constexpr double kRest = 0.03;

/// Two things are done at once only where the first is likelier to fail than not, and both
/// together are likelier to help than not.
constexpr double kEven = 0.5;

bool is_end(const Step& step) {
    return step.kind == StepKind::Wait || step.kind == StepKind::Nothing;
}

/// Where it is done, if it may be done beside others: what costs or risks something is not done on
/// the chance that it was needed.
std::string_view cluster_of(const Step& step) {
    const bool is_harmless =
        step.kind == StepKind::Remedy && step.risk == Risk::None && step.money == Money::None;
    return is_harmless ? std::string_view(step.cluster) : std::string_view();
}

}  // namespace

/// How much of each set still is wrong after the steps so far.
struct Outlook::Left {
    struct Set {
        double share = 0;
        std::array<double, kMostFaults> alive{1, 1, 1};  ///< Of the empty set the first: doubt.
    };
    std::vector<Set> sets;
    std::vector<const Candidate*> open;
    double share = 0;

    [[nodiscard]] static double of(const Set& one, std::size_t size) {
        double works = 1;
        for (std::size_t i = 0; i < std::max<std::size_t>(size, 1); ++i) {
            works *= 1 - one.alive.at(i);
        }
        return one.share * (1 - works);
    }
};

Outlook::Outlook(const Knowledge& knowledge, std::span<const std::size_t> steps,
                 std::span<const FaultSet> sets, Costs costs, std::span<const Outcome> done)
    : sets_(sets), costs_(costs) {
    costs_.look *= 1 + costs_.patience * static_cast<double>(done.size());
    for (const std::size_t index : steps) {
        Candidate candidate = candidate_of(knowledge.steps[index], index, times_done(done, index));
        if (candidate.none || !candidate.touches.empty()) {
            candidates_.push_back(std::move(candidate));
        }
    }
}

Outlook::Candidate Outlook::candidate_of(const Step& step, std::size_t index,
                                         std::size_t tries) const {
    const double whole = cost(step, costs_);
    Candidate candidate{
        index, whole, whole - std::min(step.minutes, costs_.climb), cluster_of(step), is_end(step),
        {},    {}};
    for (std::size_t set = 0; set < sets_.size(); ++set) {
        if (sets_[set].size == 0 && step.kind == StepKind::Nothing) {
            candidate.none = set;
        }
        for (std::size_t place = 0; place < sets_[set].size; ++place) {
            const double cures = cure_chance(step, sets_[set].causes.at(place), tries);
            if (cures > 0) {
                candidate.touches.push_back({set, place, cures});
            }
        }
    }
    return candidate;
}

/// The share that a step cures; of several causes at once each counts for its part.
double Outlook::gain(const Candidate& step, const Left& left) const {
    double sum = step.none ? left.sets[*step.none].share * left.sets[*step.none].alive[0] : 0;
    for (const Touch& touch : step.touches) {
        const Left::Set& set = left.sets[touch.set];
        sum += set.share * set.alive.at(touch.place) * touch.cures / sets_[touch.set].size;
    }
    return sum;
}

/// Of doing it now: to say that it will pass costs the more the less likely that is.
double Outlook::price(const Candidate& step, double gain, double left) const {
    const double doubt = left > 0 ? 1 - std::min(gain / left, 1.0) : 1;
    return step.cost + (step.is_end ? costs_.false_comfort * doubt : costs_.look);
}

/// What cures most for what it costs, and better than support does.
Outlook::Choice Outlook::best(const Left& left) const {
    Choice best;
    best.rate = 1 / costs_.support;
    for (const Candidate* step : left.open) {
        const double cured = gain(*step, left);
        const double asked = price(*step, cured, left.share);
        if (cured / left.share / asked > best.rate) {
            best = {step, cured / left.share / asked, asked};
        }
    }
    return best;
}

void Outlook::take(const Candidate& step, Left& left) const {
    std::erase(left.open, &step);
    if (step.none) {
        left.sets[*step.none].alive[0] = 0;
    }
    for (const Touch& touch : step.touches) {
        left.sets[touch.set].alive.at(touch.place) *= 1 - touch.cures;
    }
    left.share = 0;
    for (std::size_t i = 0; i < sets_.size(); ++i) {
        left.share += Left::of(left.sets[i], sets_[i].size);
    }
}

Outlook::Left Outlook::all(std::span<const double> shares) const {
    Left left;
    left.sets.resize(sets_.size());
    for (std::size_t i = 0; i < sets_.size(); ++i) {
        left.sets[i].share = shares[i];
        left.share += shares[i];
    }
    for (const Candidate& candidate : candidates_) {
        left.open.push_back(&candidate);
    }
    return left;
}

Prospect Outlook::of(std::span<const double> shares) const {
    Left left = all(shares);
    const double whole = left.share;
    Prospect prospect;
    while (left.share > kRest * whole) {
        const Choice next = best(left);
        if (next.step == nullptr) {
            break;
        }
        if (!prospect.first) {
            prospect.first = next.step->step;
        }
        prospect.minutes += next.price * left.share;
        take(*next.step, left);
    }
    prospect.minutes = (prospect.minutes + left.share * costs_.support) / (whole > 0 ? whole : 1);
    return prospect;
}

std::optional<std::size_t> Outlook::same_go(std::span<const double> shares) const {
    Left left = all(shares);
    const double whole = left.share;
    const Choice first = best(left);
    if (first.step == nullptr || first.step->cluster.empty()) {
        return std::nullopt;
    }
    take(*first.step, left);
    const double still_wrong = left.share / whole;
    const Choice next = best(left);
    const bool is_worth_it = next.step != nullptr && next.step->cluster == first.step->cluster &&
                             still_wrong > kEven &&
                             still_wrong * (1 - next.rate * next.price) < kEven &&
                             next.step->cost_in_a_go < still_wrong * next.price;
    return is_worth_it ? std::optional(next.step->step) : std::nullopt;
}

Prospect prospect_of(const Knowledge& knowledge, std::span<const std::size_t> steps,
                     std::span<const FaultSet> sets, Costs costs) {
    std::vector<double> shares;
    for (const FaultSet& set : sets) {
        shares.push_back(set.share);
    }
    return Outlook(knowledge, steps, sets, costs).of(shares);
}

}  // namespace porchlight::doctor
