// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "device/event.hpp"
#include "device/press.hpp"
#include "hal/button.hpp"

#include <optional>
#include <vector>

namespace porchlight::camera {

/// Turns a button's edges into what a device is told of a press. The caller sets one timer, for
/// `next_change()`, and then calls `advance()`. Strand-bound, pure.
class ButtonWatch {
  public:
    /// @param at_boot How the button was when the device got its power, `start`.
    ButtonWatch(device::PressGrammar grammar, hal::ButtonState at_boot, MonotonicTime start);

    /// What the device is told at its start: that the button is held, if it is.
    [[nodiscard]] std::optional<device::Event> at_boot() const;
    /// In the order in which it is to be told. A press whose end was lost means nothing; the new
    /// one counts from its own beginning.
    std::vector<device::Event> take(const hal::ButtonEdge& edge);
    /// A phase that a held button has reached by now.
    std::optional<device::Event> advance(MonotonicTime now);
    [[nodiscard]] std::optional<MonotonicTime> next_change() const;
    /// When the button was let go last; none since the start.
    [[nodiscard]] std::optional<MonotonicTime> last_release() const { return last_release_; }

  private:
    device::PressGrammar grammar_;
    MonotonicTime start_;
    device::PressReader reader_;
    device::PressPhase told_;
    std::optional<MonotonicTime> last_release_;
};

}  // namespace porchlight::camera
