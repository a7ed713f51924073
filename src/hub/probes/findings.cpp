// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/findings.hpp"

#include <utility>

namespace porchlight::hub {

void add_answers(const doctor::Knowledge& knowledge, const std::vector<ProbeAnswer>& answers,
                 doctor::Case& home) {
    for (const ProbeAnswer& answer : answers) {
        const auto index = doctor::find(knowledge.observations, answer.observation);
        if (!index) {
            continue;
        }
        const doctor::Observation& observation = knowledge.observations[*index];
        const auto value = doctor::find(observation.values, answer.value);
        if (!value) {
            continue;
        }
        doctor::Finding finding;
        finding.observation = *index;
        finding.fits.assign(observation.values.size(), 0);
        finding.fits[*value] = 1;
        finding.words = answer.figures;
        auto& findings =
            observation.scope == doctor::Scope::Home ? home.home : home.cameras.front().findings;
        std::erase_if(findings,
                      [&](const doctor::Finding& old) { return old.observation == *index; });
        findings.push_back(std::move(finding));
    }
}

}  // namespace porchlight::hub
