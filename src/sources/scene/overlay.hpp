// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/picture.hpp"

#include <string_view>

namespace porchlight::sources::scene {

/// Where draw_text draws, in pixels: for those who leave the clock out of a comparison.
struct TextArea {
    int left = 0, top = 0, width = 0, height = 0;
};

/// Burns a line of text into the upper left corner, white with a dark border, as cameras do.
/// Knows capital letters, digits, space and - : . / ; anything else is left blank.
TextArea draw_text(YuvPicture& picture, std::string_view text);

}  // namespace porchlight::sources::scene
