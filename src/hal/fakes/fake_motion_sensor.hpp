// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/fakes/fake_switch.hpp"
#include "hal/motion_sensor.hpp"

namespace porchlight::hal {

/// A sensor before which nobody walks. Thread-bound.
class FakeMotionSensor final : public FakeSwitch<MotionState> {
  public:
    using FakeSwitch::FakeSwitch;
};

}  // namespace porchlight::hal
