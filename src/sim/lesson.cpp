// SPDX-License-Identifier: Apache-2.0
#include "sim/lesson.hpp"

#include "sim/claims.hpp"

#include <algorithm>

namespace porchlight::sim {

bool LessonWatch::all_hold(Household& household, const std::vector<std::string>& claims) const {
    return !claims.empty() && std::ranges::all_of(claims, [&](const std::string& claim) {
        const auto verdict = judge(household, claim, since_);
        return verdict && verdict->holds;
    });
}

LessonStage LessonWatch::look(Household& household) {
    if (stage_ == LessonStage::Coming && all_hold(household, lesson_.trouble)) {
        stage_ = LessonStage::Open;
        since_ = household.now();
    } else if (stage_ == LessonStage::Open && all_hold(household, lesson_.spoiled)) {
        stage_ = LessonStage::Spoiled;
    } else if (stage_ == LessonStage::Open && all_hold(household, lesson_.done)) {
        stage_ = LessonStage::Done;
    }
    return stage_;
}

const std::string& LessonWatch::says() const {
    static const std::string nothing;
    switch (stage_) {
        case LessonStage::Done:
            return lesson_.done_says;
        case LessonStage::Spoiled:
            return lesson_.spoiled_says;
        default:
            return nothing;
    }
}

}  // namespace porchlight::sim
