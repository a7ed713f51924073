// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/button.hpp"
#include "hal/fakes/fake_switch.hpp"

namespace porchlight::hal {

/// A button without a finger. Thread-bound.
class FakeButton final : public FakeSwitch<ButtonState> {
  public:
    using FakeSwitch::FakeSwitch;
    void press() { set(ButtonState::Pressed); }
    void release() { set(ButtonState::Released); }
};

}  // namespace porchlight::hal
