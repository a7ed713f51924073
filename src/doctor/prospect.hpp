// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/belief.hpp"
#include "doctor/costs.hpp"
#include "doctor/knowledge.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace porchlight::doctor {

/// What it costs from here until it works, if nothing more is asked: the steps are done one after
/// the other, the one first that cures most for what it costs, and support gets what is left.
/// @source Heckerman, Breese, Rommelse 1995: with one fault and independent steps that order is the
/// cheapest there is.
struct Prospect {
    double minutes = 0;                ///< Expected, risk counted in.
    std::optional<std::size_t> first;  ///< The step to begin with; none: support.
};

/// Looks ahead over sets of causes, as often as one likes with other shares: what each step does to
/// each set is worked out once.
class Outlook {
  public:
    /// @param steps  Those that may be done, by index.
    /// @param sets   Outlive it.
    /// @param done   What was done before.
    Outlook(const Knowledge& knowledge, std::span<const std::size_t> steps,
            std::span<const FaultSet> sets, Costs costs = {}, std::span<const Outcome> done = {});

    /// @param shares  Of the sets. They need not add up to 1; the minutes are for a share of 1.
    [[nodiscard]] Prospect of(std::span<const double> shares) const;

    /// A second step to do with the first, before anybody looks: it is the next best anyway, is
    /// done in the same place, costs and risks nothing but time, and neither is likelier to help
    /// than not where both together are. None: it is better to look first, or cheaper.
    [[nodiscard]] std::optional<std::size_t> same_go(std::span<const double> shares) const;

  private:
    /// A step cures so much of a set's fault at that place.
    struct Touch {
        std::size_t set = 0;
        std::size_t place = 0;
        double cures = 0;
    };
    struct Candidate {
        std::size_t step = 0;
        double cost = 0;
        double cost_in_a_go = 0;          ///< When somebody is there already.
        std::string_view cluster;         ///< Empty if it is nothing to do in one go with others.
        bool is_end = false;              ///< It only says that it passes, or that all is well.
        std::optional<std::size_t> none;  ///< The empty set, if the step says that all is well.
        std::vector<Touch> touches;
    };
    [[nodiscard]] Candidate candidate_of(const Step& step, std::size_t index,
                                         std::size_t tries) const;
    struct Left;
    [[nodiscard]] Left all(std::span<const double> shares) const;
    struct Choice {
        const Candidate* step = nullptr;
        double rate = 0;  ///< The share that it cures a minute.
        double price = 0;
    };
    [[nodiscard]] double gain(const Candidate& step, const Left& left) const;
    [[nodiscard]] double price(const Candidate& step, double gain, double left) const;
    [[nodiscard]] Choice best(const Left& left) const;
    void take(const Candidate& step, Left& left) const;

    std::span<const FaultSet> sets_;
    Costs costs_;
    std::vector<Candidate> candidates_;
};

/// The same once, of sets with their own shares.
[[nodiscard]] Prospect prospect_of(const Knowledge& knowledge, std::span<const std::size_t> steps,
                                   std::span<const FaultSet> sets, Costs costs = {});

}  // namespace porchlight::doctor
