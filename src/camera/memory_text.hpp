// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/memory_file.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace porchlight::camera {

struct NumberedMemory {
    std::uint64_t number = 0;  ///< Counts versions.
    CameraMemory memory = {};
};

/// As it stands in a file: a line with the SHA-256 of the rest, and the rest in JSON.
[[nodiscard]] std::string to_text(const NumberedMemory& numbered);
/// Nothing when a single bit is not as it was written.
[[nodiscard]] std::optional<NumberedMemory> parse_memory(std::string_view text);

}  // namespace porchlight::camera
