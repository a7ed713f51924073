// SPDX-License-Identifier: Apache-2.0
#include "doctor/case.hpp"

#include <algorithm>

namespace porchlight::doctor {

const Finding* finding_of(const Case& home, std::size_t observation) {
    for (const auto* list : {&home.cameras.front().findings, &home.home}) {
        const auto found = std::ranges::find(*list, observation, &Finding::observation);
        if (found != list->end()) {
            return &*found;
        }
    }
    return nullptr;
}

}  // namespace porchlight::doctor
