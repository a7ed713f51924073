// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

/// Base 64 with padding (RFC 4648 section 4).
[[nodiscard]] std::string to_base64(std::span<const std::uint8_t> bytes);
/// Padding may be missing, as cameras' SDP often lacks it. @error Corrupt  A character outside the
/// alphabet.
Result<std::vector<std::uint8_t>> from_base64(std::string_view text);

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
/// Either case. @error Corrupt  Odd length or a character that is not a hexadecimal digit.
Result<std::vector<std::uint8_t>> from_hex(std::string_view text);

}  // namespace porchlight
