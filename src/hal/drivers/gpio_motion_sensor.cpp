// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/gpio_motion_sensor.hpp"

#include "hal/drivers/gpio_switch.hpp"

namespace porchlight::hal {

Result<std::unique_ptr<MotionSensor>> open_gpio_motion_sensor(DeviceCalls& calls,
                                                              const GpioPin& pin) {
    // The sensor's own electronics do not bounce.
    constexpr std::chrono::microseconds kNone{0};
    PL_TRY(GpioLine line, GpioLine::open_input(calls, pin, "motion sensor", kNone));
    return std::unique_ptr<MotionSensor>(
        std::make_unique<GpioSwitch<MotionState>>(std::move(line)));
}

}  // namespace porchlight::hal
