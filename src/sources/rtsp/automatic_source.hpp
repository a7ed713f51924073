// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/rtsp/rtsp_source.hpp"

#include <memory>

namespace porchlight::sources {

enum class RtspClient : std::uint8_t { Automatic, Own, Compatibility };

/// An RTSP camera through the client that its owner chose. Automatic: our own; when that cannot get
/// along with the camera (Unsupported or Corrupt before the first frame) libavformat, which is then
/// kept for as long as it works, and the description says so and why.
/// @param clock Outlives the source.
[[nodiscard]] std::unique_ptr<Source> make_camera_source(RtspSettings settings, RtspClient client,
                                                         const Clock& clock);

/// Automatic over any two sources. `make_rtsp_source` and `make_libav_source` in the product.
[[nodiscard]] std::unique_ptr<Source> make_fallback_source(std::unique_ptr<Source> own,
                                                           std::unique_ptr<Source> other);

}  // namespace porchlight::sources
