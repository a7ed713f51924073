// SPDX-License-Identifier: Apache-2.0
#include "doctor/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace porchlight::doctor {

namespace {

constexpr double kLeast = 1e-12;

double odds(double share) {
    return std::max(share, kLeast) / std::max(1 - share, kLeast);
}

bool cures_mostly(const Step& step, std::size_t cause) {
    return std::ranges::any_of(step.cures, [&](const Cures& cures) {
        return cures.cause == cause && chance(cures.how) >= chance(How::Usually);
    });
}

}  // namespace

std::vector<Weight> weights(const Knowledge& knowledge, const Case& home, const Belief& belief,
                            std::size_t cause) {
    const double with = odds(belief.of(cause));
    std::vector<Weight> weights;
    Case less = home;
    for (auto* list : {&less.cameras.front().findings, &less.home}) {
        const std::vector<Finding> all = *list;
        for (std::size_t i = 0; i < all.size(); ++i) {
            list->erase(list->begin() + static_cast<std::ptrdiff_t>(i));
            const double without = odds(believe(knowledge, less).of(cause));
            weights.push_back({all[i].observation, with / without});
            *list = all;
        }
    }
    if (!home.cameras.front().words.empty()) {
        less.cameras.front().words.clear();
        weights.push_back({kWordsAlone, with / odds(believe(knowledge, less).of(cause))});
    }
    std::ranges::sort(weights, {}, [](const Weight& weight) {
        return std::pair(-std::abs(std::log(weight.ratio)), weight.observation);
    });
    return weights;
}

std::optional<std::string> same_cure(const Knowledge& knowledge, const Belief& belief,
                                     std::size_t step) {
    constexpr double kClose = 0.5;
    const std::vector<Suspect> all = suspects(knowledge, belief);
    if (all.size() < 2 || all[1].share < kClose * all[0].share ||
        !cures_mostly(knowledge.steps[step], all[0].cause) ||
        !cures_mostly(knowledge.steps[step], all[1].cause)) {
        return std::nullopt;
    }
    return fmt::format("Either: {}. Or: {}. Which of the two does not matter: one step cures both.",
                       knowledge.causes[all[0].cause].title, knowledge.causes[all[1].cause].title);
}

}  // namespace porchlight::doctor
