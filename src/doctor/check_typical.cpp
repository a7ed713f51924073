// SPDX-License-Identifier: Apache-2.0
// Each cause's typical case must have that cause first.
#include "doctor/belief.hpp"
#include "doctor/check_parts.hpp"
#include "doctor/conditions.hpp"
#include "doctor/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace porchlight::doctor {

namespace {

/// A camera of which a cause can be had: each trait that its conditions ask for, and what is usual.
CameraCase typical_camera(const Knowledge& knowledge, const Cause& cause) {
    CameraCase camera;
    camera.traits.resize(knowledge.traits.size());
    for (const Condition& condition : cause.when) {
        for (std::size_t value = 0; value < knowledge.traits[condition.trait].values.size();
             ++value) {
            if ((value == condition.value) != condition.is_not) {
                camera.traits[condition.trait] = value;
            }
        }
    }
    add_usual_traits(knowledge, camera);
    return camera;
}

Finding sure(const Knowledge& knowledge, std::size_t observation, std::size_t value) {
    Finding finding{observation, {}, {}};
    finding.fits.assign(knowledge.observations[observation].values.size(), 0);
    finding.fits[value] = 1;
    return finding;
}

/// What a cause shows often and is told of, and what the services say that it takes down.
Case typical_case(const Knowledge& knowledge, std::size_t index) {
    const Cause& cause = knowledge.causes[index];
    Case home{{typical_camera(knowledge, cause)}, {}, {}};
    const ServiceStates states = effects(knowledge, home.cameras.front()).at(index);
    std::set<std::size_t> seen;
    const auto add = [&](std::size_t observation, std::size_t value) {
        auto& into = knowledge.observations[observation].scope == Scope::Home
                         ? home.home
                         : home.cameras.front().findings;
        if (seen.insert(observation).second) {
            into.push_back(sure(knowledge, observation, value));
        }
    };
    std::vector<Shows> shows = cause.shows;
    std::ranges::sort(shows, {}, &Shows::how);
    for (const Shows& one : shows) {
        if (one.how <= How::Often && holds(one.when, home.cameras.front()) != Holds::No) {
            add(one.observation, one.value);
        }
    }
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        const Observation& observation = knowledge.observations[i];
        if (observation.sees && holds(observation.when, home.cameras.front()) != Holds::No) {
            const auto state = static_cast<std::size_t>(states.of(*observation.sees));
            const auto usual = std::ranges::max_element(
                observation.values, {},
                [state](const Value& value) { return value.chance[state]; });
            add(i, static_cast<std::size_t>(usual - observation.values.begin()));
        }
    }
    return home;
}

}  // namespace

void check_typical_cases(const Knowledge& knowledge, Complaints& complaints) {
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        if (knowledge.causes[i].known == Known::Unknown) {
            continue;
        }
        const Belief belief = believe(knowledge, typical_case(knowledge, i));
        const std::size_t first = belief.ranked(knowledge.causes.size()).front();
        if (first != i) {
            complaints.add({"causes/" + knowledge.causes[i].id, "shows", {}},
                           fmt::format("its own typical case looks like {} ({:.2f}, and {:.2f} for "
                                       "itself)",
                                       knowledge.causes[first].id, belief.of(first), belief.of(i)));
        }
    }
}

}  // namespace porchlight::doctor
