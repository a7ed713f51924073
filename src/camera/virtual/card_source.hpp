// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "sources/source.hpp"

#include <memory>

namespace porchlight::camera {

/// A sheet of paper with a QR code, held before a virtual camera's lens: 720p, 5 frames a second, a
/// key frame each second. @param clock Outlives it.
/// @error Unsupported, InvalidArgument  From `run`, when it cannot be drawn or coded.
[[nodiscard]] std::unique_ptr<sources::Source> make_card_source(Secret text, const Clock& clock);

/// The same, of something black.
[[nodiscard]] std::unique_ptr<sources::Source> make_cover_source(const Clock& clock);

}  // namespace porchlight::camera
