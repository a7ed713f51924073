// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

/// Base 64 in the alphabet that needs no escaping in addresses, without padding (RFC 4648 section
/// 5).
[[nodiscard]] std::string to_base64url(std::span<const std::uint8_t> bytes);
/// With or without padding. @error Corrupt  A character outside the alphabet.
Result<std::vector<std::uint8_t>> from_base64url(std::string_view text);

}  // namespace porchlight
