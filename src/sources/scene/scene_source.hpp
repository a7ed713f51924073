// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "sources/scene/scene_options.hpp"
#include "sources/scene/timetable.hpp"
#include "sources/source.hpp"

#include <memory>

namespace porchlight::sources {

/// A synthetic camera: draws the scene in real time on a thread of its own and sends it as H.264, a
/// key frame every 2 s.
/// @param start The moment at which the scene's timetable begins. Two sources with the same options
/// but for the size, and the same start, are the main and the sub-stream of one camera.
/// @param clock Outlives the source. Its wall clock is what the overlay shows and what decides on
/// day and night.
/// @param visitors May be null. Their moments count from `start`.
[[nodiscard]] std::unique_ptr<Source> make_scene_source(
    scene::SceneOptions options, const Clock& clock, MonotonicTime start,
    std::shared_ptr<const scene::Visitors> visitors = nullptr);

/// The same camera's sub-stream: half as wide and high, down to 320 pixels across.
[[nodiscard]] scene::SceneOptions sub_stream_of(scene::SceneOptions options);

}  // namespace porchlight::sources
