// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/scene.hpp"

#include <string>
#include <string_view>

namespace porchlight::sources::scene {

/// What is true about the first `duration` seconds of a scene, in the form of the labelled test
/// videos: `{"video","fps","size","duration","events":[{"start","end","what"}],"quiet":[{"start",
/// "end","nuisance"}],"osd_box"}`. Events that overlap or follow within a second are one; quiet
/// time keeps half a second away from them and is cut where a nuisance begins or ends.
[[nodiscard]] std::string truth_json(const Scene& scene, std::string_view video, Seconds duration);

}  // namespace porchlight::sources::scene
