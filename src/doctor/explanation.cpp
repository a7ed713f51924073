// SPDX-License-Identifier: Apache-2.0
#include "doctor/explanation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace porchlight::doctor {

namespace {

constexpr double kLeast = 1e-12;

double odds(double share) {
    return std::max(share, kLeast) / std::max(1 - share, kLeast);
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

}  // namespace porchlight::doctor
