// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::doctor {

/// One thing that was seen. What is not known, or was true too long ago, is no finding at all.
struct Finding {
    std::size_t observation = 0;
    /// For each value, how well it fits what was seen: 0 to 1, not all 0. One of them 1 and the
    /// others 0 if there is no doubt.
    std::vector<double> fits;
    std::string words;            ///< What it was taken from: the owner's words, a probe's figures.
    bool is_volunteered = false;  ///< Told without being asked for.
    std::size_t after = 0;        ///< So many of the home's outcomes came before it was seen.
};

struct CameraCase {
    /// By trait the value, where it is known.
    std::vector<std::optional<std::size_t>> traits;
    std::vector<Finding> findings;  ///< Of each observation one after each outcome, at most.
    /// What its owner wrote of it, whole; empty if nothing. `findings` have what was understood of
    /// it; what else it is like is judged from here.
    std::string words;
};

/// What came of a step.
enum class StepResult : std::uint8_t {
    NoEffect,
    Better,  ///< It works again, and has for as long as the step must hold.
    Masked,  ///< It worked again and failed again: what is wrong was only hidden.
};

struct Outcome {
    std::vector<std::size_t> steps;  ///< Done in one go, and mostly just one.
    StepResult result = StepResult::NoEffect;
};

/// What is known of a home in which something is wrong.
struct Case {
    std::vector<CameraCase> cameras;  ///< The first is the one that it is about; at least one.
    std::vector<Finding> home;
    std::vector<Outcome> outcomes;  ///< Of what was done for the first camera, in its order.
};

/// What is known of one observation by now, of the first camera or the home; null if nothing is.
[[nodiscard]] const Finding* finding_of(const Case& home, std::size_t observation);

}  // namespace porchlight::doctor
