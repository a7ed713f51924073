// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/cameras.hpp"
#include "hub/motion_watch.hpp"
#include "hub/views.hpp"
#include "media/mask.hpp"
#include "store/types.hpp"

#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// What a camera's settings mean for the parts of its session.

/// What is to be covered; empty if nothing is.
[[nodiscard]] std::vector<media::Polygon> privacy_polygons(const store::CameraSettings& settings);

/// Whether the streams may go on as they are when one takes the place of the other.
[[nodiscard]] bool same_stream(const store::CameraSettings& a, const store::CameraSettings& b);

/// The stream that motion is looked for in while both come.
[[nodiscard]] LiveQuality preferred_stream(const store::CameraSettings& settings);

[[nodiscard]] MotionWatchSettings watch_settings(const store::CameraSettings& settings,
                                                 LiveQuality stream);

/// A sentence on what a camera's privacy zones cost here; nothing without such zones.
[[nodiscard]] std::optional<std::string> privacy_cost(const CameraView& view);

}  // namespace porchlight::hub
