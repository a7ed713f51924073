// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"
#include "doctor/walk.hpp"
#include "sim/household.hpp"
#include "walks/owner.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// A whole visit of the doctor to a virtual household.
namespace porchlight::walks {

/// How long a visit may go on.
struct Patience {
    int questions = 40;
    int steps = 8;
};

struct Visit {
    doctor::Next::Kind last = doctor::Next::Kind::Support;  ///< End, or what it stopped at.
    doctor::WalkMemory memory;
    std::vector<std::string> steps;  ///< Ids of those done, in their order.
    int questions = 0;               ///< Answered by a person; probes are not counted.
    /// Steps that were done though an answer that is true forbids them.
    std::vector<std::string> forbidden;
    std::vector<std::string> story;  ///< For people: each question, answer and step.
};

/// Lets the doctor ask and act in a household until it ends, or patience does: questions go to the
/// owner, steps to its hands; whether it works is seen in the household and not told by the doctor.
///
/// @param words  What the owner says of their own accord; the traits are known besides.
/// @param is_well  Whether the trouble is gone, as a person would judge. Asked often.
Visit visit(const doctor::Knowledge& knowledge, sim::Household& household, Owner& owner,
            std::string_view words, const std::function<bool()>& is_well, Patience patience = {});

}  // namespace porchlight::walks
