// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/switch.hpp"

#include <cstdint>

namespace porchlight::hal {

enum class MotionState : std::uint8_t { Still, Moving };

/// A sensor of warm bodies that move (PIR). It needs up to a minute after power-on before it can be
/// trusted, and keeps saying Moving for a while after the last motion: that is the sensor's own
/// setting.
using MotionSensor = Switch<MotionState>;
using MotionEdge = MotionSensor::Edge;

}  // namespace porchlight::hal
