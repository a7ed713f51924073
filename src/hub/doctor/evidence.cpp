// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/evidence.hpp"

#include "doctor/conditions.hpp"

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

}  // namespace porchlight::hub
