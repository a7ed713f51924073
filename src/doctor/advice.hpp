// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/belief.hpp"
#include "doctor/case.hpp"
#include "doctor/costs.hpp"
#include "doctor/knowledge.hpp"

#include <cstddef>
#include <optional>
#include <set>

namespace porchlight::doctor {

/// What may not be advised any more.
struct Refused {
    std::set<std::size_t> observations;  ///< Their owner cannot say.
    std::set<std::size_t> steps;         ///< Done, or not wanted.
};

/// The one next thing.
struct Advice {
    enum class Kind : std::uint8_t {
        Observe,  ///< Ask for, or probe, an observation.
        Do,       ///< A step of any kind.
        Support,  ///< Nothing here is worth its cost: give it up with a report.
    };
    Kind kind = Kind::Support;
    std::size_t index = 0;
    std::optional<std::size_t> also;  ///< A step to do in the same go, before anybody looks.
    double minutes = 0;               ///< Expected from here until it works, risk counted in.
};

/// Chooses what makes the way to the cure cheapest, looking one answer ahead, and two for the best
/// five. Probes cost nothing and come first. A step is not advised while it might be forbidden:
/// what forbids it is asked first. Two steps at once are advised only of one cluster. Pure; the
/// same case gives the same advice.
[[nodiscard]] Advice advise(const Knowledge& knowledge, const Case& home, const Belief& belief,
                            const Refused& refused = {}, const Costs& costs = {});

/// The steps that may be done for this camera now.
[[nodiscard]] std::vector<std::size_t> allowed_steps(const Knowledge& knowledge, const Case& home,
                                                     const Belief& belief, const Refused& refused);

}  // namespace porchlight::doctor
