// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "light/colour.hpp"

#include <algorithm>
#include <string>

namespace porchlight::hal {

[[nodiscard]] inline bool share_a_colour(light::ColourSet a, light::ColourSet b) {
    return std::any_of(light::kColours.begin(), light::kColours.end(),
                       [&](light::Colour c) { return a.contains(c) && b.contains(c); });
}

/// @error InvalidArgument  One of `lit` is not among `colours`; the sentence names it.
[[nodiscard]] inline Result<> check_lit(light::ColourSet lit, light::ColourSet colours) {
    for (const light::Colour colour : light::kColours) {
        if (lit.contains(colour) && !colours.contains(colour)) {
            return Error(ErrorCode::InvalidArgument,
                         "This light cannot show " + std::string(light::to_string(colour)) + ".");
        }
    }
    return {};
}

}  // namespace porchlight::hal
