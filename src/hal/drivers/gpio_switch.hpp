// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/gpio_line.hpp"
#include "hal/switch.hpp"

#include <utility>

namespace porchlight::hal {

/// A switch on a GPIO line: the line's Active is the second of the two states. Thread-bound.
template <typename State>
class GpioSwitch final : public Switch<State> {
  public:
    using typename Switch<State>::Edge;

    explicit GpioSwitch(GpioLine line) : line_(std::move(line)) {}

    [[nodiscard]] Result<State> state() const override {
        PL_TRY(const GpioLevel level, line_.level());
        return static_cast<State>(level);
    }
    [[nodiscard]] int fd() const override { return line_.fd(); }
    Result<std::optional<Edge>> next_edge() override {
        PL_TRY(const std::optional<GpioEdge> edge, line_.next_edge());
        if (!edge) {
            return std::optional<Edge>();
        }
        return std::optional(Edge{static_cast<State>(edge->level), edge->at});
    }

  private:
    GpioLine line_;
};

}  // namespace porchlight::hal
