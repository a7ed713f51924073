// SPDX-License-Identifier: Apache-2.0
#include "doctor/services.hpp"

#include "doctor/conditions.hpp"

namespace porchlight::doctor {

namespace {

using Mask = std::uint32_t;

Mask bit(std::size_t service) {
    return Mask{1} << service;
}

Mask mask_of(const std::vector<std::size_t>& services) {
    Mask mask = 0;
    for (const std::size_t service : services) {
        mask |= bit(service);
    }
    return mask;
}

/// By service, what it needs on this camera. A need that depends on something untold is none.
std::vector<Mask> needs_of(const Knowledge& knowledge, const CameraCase& camera) {
    std::vector<Mask> needs;
    for (const Service& service : knowledge.services) {
        Mask mask = 0;
        for (const Service::Need& need : service.needs) {
            mask |= holds(need.when, camera) == Holds::Yes ? bit(need.service) : 0;
        }
        needs.push_back(mask);
    }
    return needs;
}

ServiceStates with_what_follows(ServiceStates states, const std::vector<Mask>& needs) {
    for (std::size_t service = 0; service < needs.size(); ++service) {
        states.down |= (states.down & needs[service]) != 0 ? bit(service) : 0;
        states.shaky |= (states.shaky & needs[service]) != 0 ? bit(service) : 0;
    }
    return states;
}

}  // namespace

std::vector<ServiceStates> effects(const Knowledge& knowledge, const CameraCase& camera) {
    const std::vector<Mask> needs = needs_of(knowledge, camera);
    std::vector<ServiceStates> effects;
    effects.reserve(knowledge.causes.size());
    for (const Cause& cause : knowledge.causes) {
        effects.push_back(with_what_follows({mask_of(cause.breaks), mask_of(cause.shakes)}, needs));
    }
    return effects;
}

}  // namespace porchlight::doctor
