// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/gpio_line.hpp"
#include "hal/motion_sensor.hpp"

#include <memory>

namespace porchlight::hal {

/// A PIR sensor on a GPIO line; Active is motion. @param calls Outlives the sensor.
/// @error As GpioLine::open_input.
Result<std::unique_ptr<MotionSensor>> open_gpio_motion_sensor(DeviceCalls& calls,
                                                              const GpioPin& pin);

}  // namespace porchlight::hal
