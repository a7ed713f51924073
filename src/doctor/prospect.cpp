// SPDX-License-Identifier: Apache-2.0
#include "doctor/prospect.hpp"

#include "doctor/outcome.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace porchlight::doctor {

namespace {

/// When less than that is left, support gets it.
constexpr double kRest = 0.01;

bool is_end(const Step& step) {
    return step.kind == StepKind::Wait || step.kind == StepKind::Nothing;
}

}  // namespace

/// How much of each set still is wrong after the steps so far.
struct Outlook::Left {
    struct Set {
        const FaultSet* set = nullptr;
        std::array<double, kMostFaults> alive{1, 1, 1};
        double healthy = 1;  ///< Of the empty set: nobody has said yet that all is well.
    };
    std::vector<Set> sets;
    std::vector<bool> is_done;  ///< By step.
    double share = 0;

    [[nodiscard]] static double of(const Set& one) {
        double works = 1;
        for (std::size_t i = 0; i < one.set->size; ++i) {
            works *= 1 - one.alive.at(i);
        }
        return one.set->share * (one.set->size == 0 ? one.healthy : 1 - works);
    }
};

Outlook::Outlook(const Knowledge& knowledge, std::vector<std::size_t> steps, Costs costs)
    : knowledge_(knowledge), steps_(std::move(steps)), costs_(costs) {
    for (const std::size_t step : steps_) {
        std::vector<double>& cures = cures_.emplace_back(knowledge.causes.size(), 0);
        for (const Cures& one : knowledge.steps[step].cures) {
            cures[one.cause] = cure_chance(knowledge.steps[step], one.cause);
        }
    }
}

/// The share that a step cures; of several causes at once each counts for its part.
double Outlook::gain(std::size_t step, const Left& left) const {
    double sum = 0;
    for (const Left::Set& one : left.sets) {
        if (one.set->size == 0) {
            const bool says_so = knowledge_.steps[steps_[step]].kind == StepKind::Nothing;
            sum += says_so ? one.set->share * one.healthy : 0;
            continue;
        }
        double part = 0;
        for (std::size_t i = 0; i < one.set->size; ++i) {
            part += one.alive.at(i) * cures_[step][one.set->causes.at(i)];
        }
        sum += one.set->share * part / one.set->size;
    }
    return sum;
}

/// Of doing it now: to say that it will pass costs the more the less likely that is.
double Outlook::price(std::size_t step, double gain, double left) const {
    const Step& what = knowledge_.steps[steps_[step]];
    const double doubt = left > 0 ? 1 - std::min(gain / left, 1.0) : 1;
    return cost(what, costs_) + (is_end(what) ? costs_.false_comfort * doubt : 0);
}

/// What cures most for what it costs, and better than support does.
Outlook::Choice Outlook::best(const Left& left) const {
    Choice best;
    best.rate = 1 / costs_.support;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const double cured = left.is_done[i] ? 0 : gain(i, left);
        const double asked = price(i, cured, left.share);
        if (cured / left.share / asked > best.rate) {
            best = {i, cured / left.share / asked, asked};
        }
    }
    return best;
}

void Outlook::take(std::size_t step, Left& left) const {
    const bool says_all_is_well = knowledge_.steps[steps_[step]].kind == StepKind::Nothing;
    left.is_done[step] = true;
    left.share = 0;
    for (Left::Set& one : left.sets) {
        for (std::size_t i = 0; i < one.set->size; ++i) {
            one.alive.at(i) *= 1 - cures_[step][one.set->causes.at(i)];
        }
        one.healthy = says_all_is_well ? 0 : one.healthy;
        left.share += Left::of(one);
    }
}

Prospect Outlook::of(const std::vector<FaultSet>& sets) const {
    Left left;
    left.is_done.assign(steps_.size(), false);
    for (const FaultSet& set : sets) {
        left.sets.push_back({&set});
        left.share += set.share;
    }
    const double whole = left.share;
    Prospect prospect;
    while (left.share > kRest * whole) {
        const Choice next = best(left);
        if (!next.step) {
            break;
        }
        if (!prospect.first) {
            prospect.first = steps_[*next.step];
        }
        prospect.minutes += next.price * left.share;
        take(*next.step, left);
    }
    prospect.minutes = (prospect.minutes + left.share * costs_.support) / (whole > 0 ? whole : 1);
    return prospect;
}

}  // namespace porchlight::doctor
