// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/ascii.hpp"

#include <string_view>

namespace porchlight::camera {

/// Cuts the first line off `text`. @return What follows `word` in it; empty if it does not begin
/// so.
[[nodiscard]] inline std::string_view take_value(std::string_view& text, std::string_view word) {
    const std::string_view line = net::take_until(text, '\n');
    return line.starts_with(word) ? line.substr(word.size()) : std::string_view();
}

}  // namespace porchlight::camera
