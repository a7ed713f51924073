// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace porchlight {

/// This program's version, e.g. "0.1.0".
[[nodiscard]] std::string_view version();

}  // namespace porchlight
