// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/gpio_button.hpp"

#include "hal/drivers/gpio_switch.hpp"

namespace porchlight::hal {

Result<std::unique_ptr<Button>> open_gpio_button(DeviceCalls& calls, const GpioPin& pin) {
    PL_TRY(GpioLine line, GpioLine::open_input(calls, pin, "button", kButtonSettles));
    return std::unique_ptr<Button>(std::make_unique<GpioSwitch<ButtonState>>(std::move(line)));
}

}  // namespace porchlight::hal
