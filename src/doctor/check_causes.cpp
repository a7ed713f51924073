// SPDX-License-Identifier: Apache-2.0
// What can be seen of causes without weighing anything.
#include "doctor/check_parts.hpp"
#include "doctor/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace porchlight::doctor {

namespace {

/// More than certainty by so much is a contradiction, and not soft words.
constexpr double kMostOfAll = 1.51;

std::string file_of(const Cause& cause) {
    return "causes/" + cause.id;
}

/// A camera of which one trait alone is known, beside what the cause asks for.
CameraCase camera_with(const Knowledge& knowledge, const Conditions& conditions) {
    CameraCase camera;
    camera.traits.resize(knowledge.traits.size());
    for (const Condition& condition : conditions) {
        if (!condition.is_not) {
            camera.traits[condition.trait] = condition.value;
        }
    }
    return camera;
}

bool is_cured_on(const Knowledge& knowledge, std::size_t cause, const CameraCase& camera) {
    return std::ranges::any_of(knowledge.steps, [&](const Step& step) {
        return holds(step.when, camera) != Holds::No &&
               std::ranges::any_of(step.cures, [&](const Cures& one) {
                   return one.cause == cause && one.how <= How::Rarely;
               });
    });
}

/// The way ends somewhere on every camera: in a cure, a wait, an all-clear or with support.
void check_end(const Knowledge& knowledge, std::size_t index, Complaints& complaints) {
    const Cause& cause = knowledge.causes[index];
    if (!is_cured_on(knowledge, index, camera_with(knowledge, {}))) {
        complaints.add({file_of(cause), {}, {}}, "no step cures it, not even support");
        return;
    }
    for (std::size_t trait = 0; trait < knowledge.traits.size(); ++trait) {
        for (std::size_t value = 0; value < knowledge.traits[trait].values.size(); ++value) {
            Conditions conditions = cause.when;
            conditions.push_back({trait, value, false});
            if (can_hold_together(conditions, conditions) &&
                !is_cured_on(knowledge, index, camera_with(knowledge, conditions))) {
                complaints.add({file_of(cause), "when", {}},
                               fmt::format("it has no end where {}={}: no step for such a camera "
                                           "cures it",
                                           knowledge.traits[trait].id,
                                           knowledge.traits[trait].values[value].id));
            }
        }
    }
}

/// Lines about one observation that one camera can show all of: line `last` and those before it.
std::vector<std::size_t> told_together(const Cause& cause, std::size_t last) {
    std::vector<std::size_t> together{last};
    for (std::size_t i = 0; i < last; ++i) {
        const Shows& one = cause.shows[i];
        const auto fits = [&](std::size_t other) {
            return can_hold_together(one.when, cause.shows[other].when);
        };
        if (one.observation == cause.shows[last].observation &&
            std::ranges::all_of(together, fits)) {
            together.push_back(i);
        }
    }
    return together;
}

/// One answer told twice, or several that together come more often than always.
void check_contradictions(const Knowledge& knowledge, const Cause& cause, Complaints& complaints) {
    for (std::size_t i = 0; i < cause.shows.size(); ++i) {
        const std::string& observation = knowledge.observations[cause.shows[i].observation].id;
        double all = 0;
        for (const std::size_t one : told_together(cause, i)) {
            all += chance(cause.shows[one].how);
            if (one != i && cause.shows[one].value == cause.shows[i].value) {
                complaints.add({file_of(cause), "shows", i, "see"},
                               fmt::format("this answer to {} is told twice", observation));
            }
        }
        if (all > kMostOfAll) {
            complaints.add(
                {file_of(cause), "shows", i, "how"},
                fmt::format("the answers to {} contradict each other: together they come {:.1f} "
                            "times as often as always",
                            observation, all));
        }
    }
}

void check_services(const Knowledge& knowledge, const Cause& cause, Complaints& complaints) {
    for (std::size_t i = 0; i < cause.shakes.size(); ++i) {
        if (std::ranges::count(cause.breaks, cause.shakes[i]) > 0) {
            complaints.add(
                {file_of(cause), "shakes", i},
                fmt::format("{} is broken by it already", knowledge.services[cause.shakes[i]].id));
        }
    }
    if (cause.known == Known::Named && cause.breaks.empty() && cause.shakes.empty() &&
        cause.shows.empty()) {
        complaints.add({file_of(cause), {}, {}}, "it shows nothing, so it can never be found");
    }
}

/// Only shown where the camera can never be the one that shows it.
void check_conditions(const Knowledge& knowledge, const Cause& cause, Complaints& complaints) {
    for (std::size_t i = 0; i < cause.shows.size(); ++i) {
        const Shows& shows = cause.shows[i];
        const Observation& observation = knowledge.observations[shows.observation];
        if (!can_hold_together(cause.when, shows.when) ||
            !can_hold_together(cause.when, observation.when) ||
            !can_hold_together(shows.when, observation.when)) {
            complaints.add(
                {file_of(cause), "shows", i, "see"},
                fmt::format("no camera that can have this is asked for {}", observation.id));
        }
    }
}

}  // namespace

void check_causes(const Knowledge& knowledge, Complaints& complaints) {
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        const Cause& cause = knowledge.causes[i];
        if (cause.known == Known::Named) {
            check_end(knowledge, i, complaints);
        }
        check_contradictions(knowledge, cause, complaints);
        check_conditions(knowledge, cause, complaints);
        check_services(knowledge, cause, complaints);
    }
}

}  // namespace porchlight::doctor
