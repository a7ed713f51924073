// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/conditions.hpp"
#include "device/event.hpp"

namespace porchlight::device {

/// What the life is told when a measurement has changed a condition.
[[nodiscard]] Event event_of(Battery battery);
[[nodiscard]] Event event_of(Climate climate);

}  // namespace porchlight::device
