// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/frame.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace porchlight::motion {

/// What the picture changed for, when it was no object.
enum class Cause : std::uint8_t {
    None,         ///< Nothing changed, or it is motion.
    Learning,     ///< The first pictures; the background is not known yet.
    LightChange,  ///< The light of the whole picture or a soft-edged part of it.
    Shake,        ///< The camera moved.
    Unrest,       ///< Changed where things always change: leaves, water, a flickering lamp.
    Flicker,      ///< Came and went too fast or too wildly: rain, snow, insects, noise.
    Clock,        ///< The camera's own clock or text.
    Settled,      ///< Something that came and now stands still, or left a trace.
};

/// "light change", "rain or insects" and so on, for people.
[[nodiscard]] std::string_view to_string(Cause cause);

/// A rectangle as shares (0..1) of the picture's width and height.
struct Area {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// Something that is followed and may yet turn out to be nothing.
struct Candidate {
    Area area;
    double nearness = 0;  ///< To being believed, 0 to 1; see nearness() in objects.hpp.
};

/// What the detector says about one picture.
struct Observation {
    MediaTime time;
    double score = 0;        ///< 0 nothing .. 1 surely an object.
    bool is_motion = false;  ///< At least one proven object moves, or stood still only just now.
    /// When the objects of this motion came into sight; earlier than `time`, as an object has to
    /// prove itself first. `time` when there is no motion.
    MediaTime since;
    std::vector<Area> areas;  ///< One for each moving object.
    CellMask cells;           ///< Where they are; empty without motion.
    Cause cause = Cause::None;
    /// Share (0..1) of the picture that changed, whatever the cause.
    double changed = 0;
};

}  // namespace porchlight::motion
