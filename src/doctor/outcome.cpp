// SPDX-License-Identifier: Apache-2.0
#include "doctor/outcome.hpp"

#include <algorithm>

namespace porchlight::doctor {

namespace {

/// One step in ten goes wrong unnoticed: a weak press, the wrong cells.
/// @source The bench's people (docs/design/doctor.md); no source has a figure.
constexpr double kDoneRight = 0.9;
/// Some things come back by themselves just then.
constexpr double kByItself = 0.03;

double in(const std::vector<Cures>& list, std::size_t cause) {
    const auto found = std::ranges::find(list, cause, &Cures::cause);
    return found == list.end() ? 0 : chance(found->how);
}

}  // namespace

double cure_chance(const Step& step, std::size_t cause) {
    return in(step.cures, cause) * kDoneRight;
}

double chance_of(const Outcome& outcome, const Step& step, std::span<const CauseIndex> causes) {
    double works = 1;
    for (const CauseIndex cause : causes) {
        works *=
            std::max({cure_chance(step, cause), in(step.masks, cause) * kDoneRight, kByItself});
    }
    return outcome.result == StepResult::Better ? works : 1 - works * (causes.empty() ? 0.5 : 1);
}

}  // namespace porchlight::doctor
