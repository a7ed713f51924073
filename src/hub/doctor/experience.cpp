// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/experience.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace porchlight::hub {

namespace {

void make_commoner(doctor::Common& word) {
    if (word != doctor::Common::VeryCommon) {
        word = static_cast<doctor::Common>(static_cast<int>(word) - 1);
    }
}

}  // namespace

doctor::Knowledge with_experience(doctor::Knowledge knowledge,
                                  const std::vector<store::DoctorCount>& counts) {
    std::map<std::string, std::int64_t> cured;
    for (const store::DoctorCount& count : counts) {
        if (count.came == store::CameOfStep::Fixed) {
            cured[count.cause] += count.times;
        }
    }
    for (const auto& [id, times] : cured) {
        const auto cause = doctor::find(knowledge.causes, id);
        if (!cause || times < kCuredOften) {
            continue;
        }
        make_commoner(knowledge.causes[*cause].common);
        for (auto& special : knowledge.causes[*cause].common_when) {
            make_commoner(special.common);
        }
    }
    return knowledge;
}

store::CameOfStep came_of(doctor::StepResult result) {
    switch (result) {
        case doctor::StepResult::Better:
            return store::CameOfStep::Fixed;
        case doctor::StepResult::Masked:
            return store::CameOfStep::Masked;
        case doctor::StepResult::NoEffect:
            break;
    }
    return store::CameOfStep::NoEffect;
}

}  // namespace porchlight::hub
