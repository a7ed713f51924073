// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/light_meaning.hpp"
#include "device/stage.hpp"
#include "light/codes.hpp"

namespace porchlight::device {

/// How a device of that kind shows a meaning. Cameras and doorbells share their codes; a hub has
/// two lights, and its own ways to say that it pairs and that all is well. NoInternet and
/// StorageFault are said by a hub alone: they need both of its lights.
[[nodiscard]] const light::Code& code_of(LightMeaning meaning, Kind kind);

}  // namespace porchlight::device
