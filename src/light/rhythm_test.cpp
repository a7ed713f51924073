// SPDX-License-Identifier: Apache-2.0
#include "light/rhythm.hpp"

#include <gtest/gtest.h>

namespace porchlight::light {
namespace {
}
}  // namespace porchlight::light
