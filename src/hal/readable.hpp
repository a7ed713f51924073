// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

namespace porchlight::hal {

/// Suspends the running coroutine until there is something to read from a descriptor, or it has
/// failed: try, and see. The descriptor stays open meanwhile and stays the caller's.
/// @error Cancelled   @error Exhausted  Too many descriptors are open.
rt::Task<> wait_readable(int fd);

}  // namespace porchlight::hal
