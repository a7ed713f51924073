// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/evidence.hpp"

#include "doctor/conditions.hpp"

#include <utility>

namespace porchlight::hub {

std::optional<doctor::Finding> finding_of(const doctor::Knowledge& knowledge,
                                          const Evidence& evidence) {
    const auto observation = doctor::find(knowledge.observations, evidence.observation);
    if (!observation) {
        return std::nullopt;
    }
    const auto& values = knowledge.observations[*observation].values;
    const auto value = doctor::find(values, evidence.value);
    if (!value) {
        return std::nullopt;
    }
    doctor::Finding finding{*observation, std::vector<double>(values.size(), 0), evidence.words};
    finding.fits[*value] = 1;
    return finding;
}

doctor::CameraCase camera_with(const doctor::Knowledge& knowledge,
                               const std::vector<TraitName>& traits) {
    doctor::CameraCase camera;
    camera.traits.resize(knowledge.traits.size());
    for (const TraitName& one : traits) {
        if (const auto trait = doctor::find(knowledge.traits, one.trait)) {
            camera.traits[*trait] = doctor::find(knowledge.traits[*trait].values, one.value);
        }
    }
    add_usual_traits(knowledge, camera);
    return camera;
}

EvidenceList evidence_of(const std::vector<ProbeAnswer>& answers) {
    EvidenceList list;
    list.reserve(answers.size());
    for (const ProbeAnswer& answer : answers) {
        list.push_back({answer.observation, answer.value, answer.figures});
    }
    return list;
}

void put_finding(const doctor::Knowledge& knowledge, doctor::Finding finding, doctor::Case& home) {
    finding.after = home.outcomes.size();
    const bool is_homes = knowledge.observations[finding.observation].scope == doctor::Scope::Home;
    auto& list = is_homes ? home.home : home.cameras.front().findings;
    std::erase_if(list, [&](const doctor::Finding& known) {
        return known.observation == finding.observation && known.after == finding.after;
    });
    list.push_back(std::move(finding));
}

void add_evidence(const doctor::Knowledge& knowledge, const EvidenceList& evidence,
                  doctor::Case& home) {
    for (const Evidence& one : evidence) {
        if (auto finding = finding_of(knowledge, one)) {
            put_finding(knowledge, std::move(*finding), home);
        }
    }
}

void refuse_probes(const doctor::Knowledge& knowledge, doctor::WalkMemory& memory) {
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        if (knowledge.observations[i].asked == doctor::Asked::Probe &&
            doctor::finding_of(memory.home, i) == nullptr) {
            memory.refused.observations.insert(i);
        }
    }
}

}  // namespace porchlight::hub
