// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "sources/source.hpp"

#include <memory>
#include <string>

namespace porchlight::sources {

/// A video file as a camera: plays in real time, over and over, on one time line that goes on from
/// round to round.
/// @param path Any container that libavformat reads, with H.264 or H.265 inside.   @param clock
/// Outlives the source.
[[nodiscard]] std::unique_ptr<Source> make_file_source(std::string path, const Clock& clock);

}  // namespace porchlight::sources
