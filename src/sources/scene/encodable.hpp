// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/picture.hpp"
#include "sources/scene/picture.hpp"

namespace porchlight::sources::scene {

/// A copy of a scene's picture for the encoder, shown at `pts`.
[[nodiscard]] media::Picture encodable(const YuvPicture& picture, MediaTime pts);

}  // namespace porchlight::sources::scene
