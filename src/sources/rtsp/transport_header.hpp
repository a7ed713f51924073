// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace porchlight::sources::rtsp {

/// A parameter "name=4-5" of a Transport header; "name=4" means 4 and 5. Empty when missing or not
/// numbers up to 65535. @source RFC 2326 section 12.39.
[[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> number_pair(
    std::string_view transport, std::string_view name);

}  // namespace porchlight::sources::rtsp
