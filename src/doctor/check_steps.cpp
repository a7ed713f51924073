// SPDX-License-Identifier: Apache-2.0
#include "doctor/check_parts.hpp"
#include "doctor/conditions.hpp"
#include "doctor/prospect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <vector>

namespace porchlight::doctor {

namespace {

/// Below this an answer that no cause shows does not come.
constexpr double kNeverComes = 0.003;

std::string file_of(const Step& step) {
    return "steps/" + step.id;
}

bool cures(const Step& step, std::size_t cause) {
    return std::ranges::any_of(step.cures, [cause](const Cures& one) {
        return one.cause == cause && one.how <= How::Often;
    });
}

void check_cures(const Knowledge& knowledge, const Step& step, Complaints& complaints) {
    if (step.cures.empty() && (step.kind == StepKind::Remedy || step.kind == StepKind::Wait)) {
        complaints.add({file_of(step), {}, {}}, "it cures nothing");
    }
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < step.cures.size(); ++i) {
        const Cause& cause = knowledge.causes[step.cures[i].cause];
        if (!seen.insert(step.cures[i].cause).second) {
            complaints.add({file_of(step), "cures", i, "cause"},
                           fmt::format("{} is told twice", cause.id));
        }
        if (!can_hold_together(step.when, cause.when)) {
            complaints.add({file_of(step), "cures", i, "cause"},
                           fmt::format("no camera that can have {} may take this step", cause.id));
        }
    }
}

/// Whether an answer can be given on a camera that may take the step.
bool can_be_given(const Knowledge& knowledge, const Step& step, const Step::Forbidden& forbids) {
    const Observation& observation = knowledge.observations[forbids.observation];
    if (!can_hold_together(observation.when, step.when) ||
        !can_hold_together(observation.when, forbids.when) ||
        !can_hold_together(forbids.when, step.when)) {
        return false;
    }
    const auto shows_it = [&](const Cause& cause) {
        return std::ranges::any_of(cause.shows, [&](const Shows& shows) {
            return shows.observation == forbids.observation && shows.value == forbids.value &&
                   shows.how < How::Never && can_hold_together(shows.when, forbids.when);
        });
    };
    return *std::ranges::max_element(observation.values[forbids.value].chance) >= kNeverComes ||
           std::ranges::any_of(knowledge.causes, shows_it);
}

void check_never_when(const Knowledge& knowledge, const Step& step, Complaints& complaints) {
    for (std::size_t i = 0; i < step.never_when.size(); ++i) {
        const Step::Forbidden& forbids = step.never_when[i];
        const Observation& observation = knowledge.observations[forbids.observation];
        if (!can_be_given(knowledge, step, forbids)) {
            complaints.add({file_of(step), "never_when", i},
                           fmt::format("{}={} can never be the answer here", observation.id,
                                       observation.values[forbids.value].id));
        }
    }
}

void check_risk(const Step& step, Complaints& complaints) {
    if (step.never_when.empty() && step.risk > Risk::DataLoss) {
        complaints.add({file_of(step), "risk", {}},
                       "a step that may do harm for good needs a never_when");
    }
}

std::vector<std::size_t> steps_for(const Knowledge& knowledge, const Cause& cause) {
    std::vector<std::size_t> steps;
    for (std::size_t i = 0; i < knowledge.steps.size(); ++i) {
        if (can_hold_together(knowledge.steps[i].when, cause.when) &&
            knowledge.steps[i].kind != StepKind::Support) {
            steps.push_back(i);
        }
    }
    return steps;
}

/// Where something gentle cures a cause as a rule, nothing that risks more may come first.
void check_gentle_first(const Knowledge& knowledge, std::size_t cause, Complaints& complaints) {
    const std::vector<std::size_t> steps = steps_for(knowledge, knowledge.causes[cause]);
    FaultSet alone;
    alone.causes[0] = static_cast<CauseIndex>(cause);
    alone.size = 1;
    alone.share = 1;
    const auto first = prospect_of(knowledge, steps, std::span(&alone, 1)).first;
    const auto is_gentler = [&](std::size_t i) {
        const Step& step = knowledge.steps[i];
        return step.risk < knowledge.steps[*first].risk && cures(step, cause);
    };
    if (!first) {
        return;
    }
    if (const auto gentler = std::ranges::find_if(steps, is_gentler); gentler != steps.end()) {
        complaints.add({file_of(knowledge.steps[*first]), "risk", {}},
                       fmt::format("it comes first for {}, though {} is gentler",
                                   knowledge.causes[cause].id, knowledge.steps[*gentler].id));
    }
}

}  // namespace

void check_steps(const Knowledge& knowledge, Complaints& complaints) {
    for (const Step& step : knowledge.steps) {
        check_cures(knowledge, step, complaints);
        check_never_when(knowledge, step, complaints);
        check_risk(step, complaints);
    }
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        check_gentle_first(knowledge, i, complaints);
    }
}

}  // namespace porchlight::doctor
