// SPDX-License-Identifier: Apache-2.0
#include "doctor/check.hpp"

#include "doctor/belief.hpp"
#include "doctor/conditions.hpp"
#include "doctor/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace porchlight::doctor {

namespace {

/// Longer sentences are hard to follow on a ladder.
constexpr std::size_t kMostWords = 26;

using Complaints = std::vector<std::string>;

void check_cures(const Knowledge& knowledge, Complaints& complaints) {
    std::set<std::size_t> cured;
    for (const Step& step : knowledge.steps) {
        for (const Cures& cures : step.cures) {
            cured.insert(cures.cause);
        }
    }
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        if (!cured.contains(i) && knowledge.causes[i].known == Known::Named) {
            complaints.push_back(fmt::format("causes/{}: no step cures it, not even support",
                                             knowledge.causes[i].id));
        }
    }
}

/// All that tells a cause from another one.
auto signature(const Cause& cause) {
    std::set<std::tuple<std::size_t, std::size_t, How>> shows;
    for (const Shows& one : cause.shows) {
        shows.emplace(one.observation, one.value, one.how);
    }
    return std::tuple(std::set(cause.breaks.begin(), cause.breaks.end()),
                      std::set(cause.shakes.begin(), cause.shakes.end()), shows);
}

void check_differences(const Knowledge& knowledge, Complaints& complaints) {
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (signature(knowledge.causes[i]) == signature(knowledge.causes[j])) {
                complaints.push_back(fmt::format("causes/{}: nothing tells it from {}",
                                                 knowledge.causes[i].id, knowledge.causes[j].id));
            }
        }
    }
}

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

void check_typical(const Knowledge& knowledge, Complaints& complaints) {
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        if (knowledge.causes[i].known == Known::Unknown) {
            continue;
        }
        const Belief belief = believe(knowledge, typical_case(knowledge, i));
        const std::size_t first = belief.ranked(knowledge.causes.size()).front();
        if (first != i) {
            complaints.push_back(
                fmt::format("causes/{}: its own typical case looks like {} "
                            "({:.2f}, and {:.2f} for itself)",
                            knowledge.causes[i].id, knowledge.causes[first].id, belief.of(first),
                            belief.of(i)));
        }
    }
}

void check_observations(const Knowledge& knowledge, Complaints& complaints) {
    std::set<std::size_t> shown;
    for (const Cause& cause : knowledge.causes) {
        for (const Shows& shows : cause.shows) {
            shown.insert(shows.observation);
        }
    }
    for (const Step& step : knowledge.steps) {
        for (const Step::Forbidden& when : step.never_when) {
            shown.insert(when.observation);
        }
    }
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        if (!shown.contains(i) && !knowledge.observations[i].sees) {
            complaints.push_back(fmt::format("observations/{}: it speaks for nothing",
                                             knowledge.observations[i].id));
        }
    }
}

void check_sentence(const std::string& where, std::string_view text, Complaints& complaints) {
    std::size_t count = 0;
    for (const Word& word : words_of(text)) {
        count = word.text == "." ? 0 : count + 1;
        if (count == kMostWords + 1) {
            complaints.push_back(fmt::format(
                "{}: a sentence with more than {} words; make two of it", where, kMostWords));
        }
    }
}

void check_sentences(const Knowledge& knowledge, Complaints& complaints) {
    for (const Cause& cause : knowledge.causes) {
        check_sentence("causes/" + cause.id, cause.says, complaints);
    }
    for (const Observation& observation : knowledge.observations) {
        check_sentence("observations/" + observation.id, observation.ask, complaints);
    }
    for (const Step& step : knowledge.steps) {
        check_sentence("steps/" + step.id, step.says, complaints);
    }
}

}  // namespace

std::vector<std::string> check(const Knowledge& knowledge) {
    Complaints complaints;
    check_cures(knowledge, complaints);
    check_differences(knowledge, complaints);
    check_observations(knowledge, complaints);
    check_typical(knowledge, complaints);
    check_sentences(knowledge, complaints);
    return complaints;
}

}  // namespace porchlight::doctor
