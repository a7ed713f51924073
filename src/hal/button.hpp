// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/switch.hpp"

#include <cstdint>

namespace porchlight::hal {

enum class ButtonState : std::uint8_t { Released, Pressed };

/// The camera's button. What a press of some length means is not decided here.
using Button = Switch<ButtonState>;
using ButtonEdge = Button::Edge;

}  // namespace porchlight::hal
