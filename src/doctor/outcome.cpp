// SPDX-License-Identifier: Apache-2.0
#include "doctor/outcome.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::doctor {

namespace {

/// One step in ten goes wrong unnoticed: a weak press, the wrong cells.
/// @source The bench's people (docs/design/doctor.md); no source has a figure.
constexpr double kDoneRight = 0.9;
/// Some things come back by themselves just then, a few only for a while.
constexpr double kByItself = 0.03;
constexpr double kForAWhile = 0.003;
/// Whether somebody with whom all is well says "still the same" after a step.
constexpr double kStillWorried = 0.5;

double in(const std::vector<Cures>& list, std::size_t cause) {
    const auto found = std::ranges::find(list, cause, &Cures::cause);
    return found == list.end() ? 0 : chance(found->how);
}

/// What is done to one cause.
struct Effect {
    double cured = 0;
    double hidden = 0;
};

/// Of several steps each may do it.
Effect effect_of(const Outcome& outcome, std::span<const Step> steps, std::size_t cause) {
    double not_cured = 1;
    double not_hidden = 1;
    for (const std::size_t step : outcome.steps) {
        not_cured *= 1 - cure_chance(steps[step], cause);
        not_hidden *= 1 - in(steps[step].masks, cause) * kDoneRight;
    }
    const double cured = std::max(1 - not_cured, kByItself);
    const double hidden = std::max(1 - not_hidden, kForAWhile);
    return {cured, std::min(hidden, 1 - cured)};
}

/// What becomes of one subset: its part `left` stays, the rest is cured.
struct Change {
    double happens = 1;  ///< That just this part stays…
    double hidden = 1;   ///< …and all of it is hidden.
};

Change change(std::span<const Effect> effects, std::size_t subset, std::size_t left) {
    Change change;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const std::size_t bit = std::size_t{1} << i;
        if ((subset & bit) == 0) {
            continue;
        }
        const bool stays = (left & bit) != 0;
        change.happens *= stays ? 1 - effects[i].cured : effects[i].cured;
        change.hidden *= stays ? effects[i].hidden : effects[i].cured;
    }
    return change;
}

double share_of(StepResult result, const Change& change, std::size_t subset, std::size_t left) {
    switch (result) {
        case StepResult::NoEffect:
            return subset == 0 ? kStillWorried : change.happens - change.hidden;
        case StepResult::Better:
            return subset == 0 ? 1 - kStillWorried : change.hidden;
        case StepResult::Masked:
            return left == 0 ? 0 : change.hidden;
    }
    return 0;
}

}  // namespace

double cure_chance(const Step& step, std::size_t cause, std::size_t tries) {
    const double helps = in(step.cures, cause);
    // That it would help, and was done wrong each time.
    const double still = helps * std::pow(1 - kDoneRight, static_cast<double>(tries));
    return kDoneRight * still / (1 - helps + still);
}

std::size_t times_done(std::span<const Outcome> outcomes, std::size_t step) {
    return static_cast<std::size_t>(std::ranges::count_if(outcomes, [&](const Outcome& outcome) {
        return std::ranges::count(outcome.steps, step) > 0;
    }));
}

Remains after(const Outcome& outcome, std::span<const Step> steps,
              std::span<const CauseIndex> causes, const Remains& before) {
    std::array<Effect, kMostFaults> effects{};
    for (std::size_t i = 0; i < causes.size(); ++i) {
        effects.at(i) = effect_of(outcome, steps, causes[i]);
    }
    Remains remains{};
    for (std::size_t subset = 0; subset < std::size_t{1} << causes.size(); ++subset) {
        for (std::size_t left = 0; left <= subset; ++left) {
            if ((left & subset) == left && before.at(subset) > 0) {
                const Change what = change(std::span(effects).first(causes.size()), subset, left);
                remains.at(left) +=
                    before.at(subset) * share_of(outcome.result, what, subset, left);
            }
        }
    }
    return remains;
}

}  // namespace porchlight::doctor
