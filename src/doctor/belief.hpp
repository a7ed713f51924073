// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/lens.hpp"
#include "doctor/outcome.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace porchlight::doctor {

/// Causes that may be there at once, in the order of their indices; none at all is one such set.
struct FaultSet {
    std::array<CauseIndex, kMostFaults> causes{};
    std::uint8_t size = 0;
    /// How all that these causes shake is while it is looked at: all looks fall into one moment.
    /// Shaky where they shake nothing.
    State moment = State::Shaky;
    double share = 0;  ///< Of all belief.

    [[nodiscard]] std::span<const CauseIndex> list() const { return {causes.data(), size}; }
    [[nodiscard]] bool has(std::size_t cause) const;
};

/// How far the search for sets goes. With these as large as the number of causes it is exact up to
/// three faults.
struct BeliefLimits {
    std::size_t pairs_of = 24;    ///< Pairs are made of the likeliest so many…
    std::size_t triples_of = 12;  ///< …and triples of these.
};

/// What the doctor believes is wrong now, after all that was done: sets of causes and their shares,
/// likeliest first; the shares add up to 1.
struct Belief {
    std::vector<FaultSet> sets;

    /// That this cause is there, alone or with others.
    [[nodiscard]] double of(std::size_t cause) const;
    /// That nothing is wrong (any more).
    [[nodiscard]] double healthy() const;
    /// All causes, likeliest first.
    [[nodiscard]] std::vector<std::size_t> ranked(std::size_t causes) const;
};

/// What an outcome is put down to.
struct Doing {
    std::size_t step = 0;
    std::size_t cause = 0;
};

/// The likeliest before it of the causes that its steps cure (or hide, if that is what they did),
/// and which of them. Nothing for steps that do so to none.
[[nodiscard]] std::optional<Doing> blamed(const Knowledge& knowledge, const Belief& before,
                                          const Outcome& outcome);

/// A cause as people are told of it.
struct Suspect {
    std::size_t cause = 0;
    double share = 0;
};

/// All causes in the order in which people are told of them. Those that stand for the unnamed are
/// one: the first, if they are likelier than all that is named, else the last.
[[nodiscard]] std::vector<Suspect> suspects(const Knowledge& knowledge, const Belief& belief);

/// Weighs every set of up to three causes by Bayes' rule: how common they are, times how likely
/// they make each finding. Causes of the home are shared with the other cameras, whose own findings
/// speak for or against them. Each outcome of a step tells what of a set may be left; what was
/// found before it speaks of what there was then, and what was found later of what is left. What
/// comes and goes is there or is not for all that is seen between two outcomes, so ten probes that
/// fail together are no ten proofs.
///
/// Pure: the same case gives the same belief to the last bit, in whatever order findings stand.
[[nodiscard]] Belief believe(const Knowledge& knowledge, const Case& home,
                             const BeliefLimits& limits = {});

}  // namespace porchlight::doctor
