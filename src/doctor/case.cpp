// SPDX-License-Identifier: Apache-2.0
#include "doctor/case.hpp"

namespace porchlight::doctor {

const Finding* finding_of(const Case& home, std::size_t observation) {
    const Finding* last = nullptr;
    for (const auto* list : {&home.cameras.front().findings, &home.home}) {
        for (const Finding& finding : *list) {
            if (finding.observation == observation &&
                (last == nullptr || finding.after >= last->after)) {
                last = &finding;
            }
        }
    }
    return last;
}

}  // namespace porchlight::doctor
