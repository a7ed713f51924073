// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

namespace porchlight::hub::api {

/// Runs both until one ends, and ends the other. @return What the first one said.
rt::Task<> first_of(rt::Task<> one, rt::Task<> other);

}  // namespace porchlight::hub::api
