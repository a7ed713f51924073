// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/button.hpp"
#include "hal/drivers/gpio_line.hpp"

#include <memory>

namespace porchlight::hal {

/// How long the contacts of a button bounce at most.
inline constexpr std::chrono::milliseconds kButtonSettles{10};

/// A button on a GPIO line; Active is pressed. @param calls Outlives the button.
/// @error As GpioLine::open_input.
Result<std::unique_ptr<Button>> open_gpio_button(DeviceCalls& calls, const GpioPin& pin);

}  // namespace porchlight::hal
