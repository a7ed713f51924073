// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/belief.hpp"
#include "doctor/costs.hpp"
#include "doctor/knowledge.hpp"

#include <cstddef>
#include <optional>
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

/// Looks ahead over sets of causes. Made once for the steps that may be done.
class Outlook {
  public:
    /// @param steps  Those that may be done, by index.
    Outlook(const Knowledge& knowledge, std::vector<std::size_t> steps, Costs costs = {});

    /// @param sets  Their shares need not add up to 1; the minutes are for a share of 1.
    [[nodiscard]] Prospect of(const std::vector<FaultSet>& sets) const;

  private:
    struct Left;
    [[nodiscard]] double gain(std::size_t step, const Left& left) const;
    [[nodiscard]] double price(std::size_t step, double gain, double left) const;
    struct Choice {
        std::optional<std::size_t> step;  ///< Of `steps_`.
        double rate = 0;                  ///< The share that it cures a minute.
        double price = 0;
    };
    [[nodiscard]] Choice best(const Left& left) const;
    void take(std::size_t step, Left& left) const;

    const Knowledge& knowledge_;
    std::vector<std::size_t> steps_;
    Costs costs_;
    std::vector<std::vector<double>> cures_;  ///< By step of `steps_` and cause.
};

}  // namespace porchlight::doctor
