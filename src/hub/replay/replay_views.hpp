// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/motion_zones.hpp"
#include "store/types.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::hub {

enum class ReplayState : std::uint8_t {
    None,     ///< None was begun since the hub started.
    Waiting,  ///< Another camera's turn.
    Running,
    Done,
    Cancelled,  ///< What was found until then stays.
};

/// One clip, and how often the detector would have begun an event in it.
struct ReplayClip {
    ClipId clip;
    UtcTime start;
    UtcTime end;
    bool thumbnail = false;
    int tried = 0;  ///< With the settings that are tried.
    int saved = 0;  ///< With those that are saved.
};

/// What was not recorded cannot be counted.
struct NotRecorded {
    store::GapReason reason = store::GapReason::CameraUnreachable;
    double seconds = 0;
};

/// "How often would it have alerted?": the detector run again over what was recorded of a camera.
struct ReplayView {
    CameraId camera;
    ReplayState state = ReplayState::None;
    TriedSettings tried;
    UtcTime from;
    UtcTime to;
    double done = 0;          ///< 0 to 1.
    double looked_s = 0;      ///< Seconds of video that were looked at, newest first.
    double whole_s = 0;       ///< Seconds of video that there are.
    double all_time_s = 0;    ///< Of `whole_s`, what was recorded whatever moved.
    int tried_times = 0;      ///< Events in what was looked at, with the settings being tried.
    int saved_times = 0;      ///< The same with those that are saved.
    int recorded_events = 0;  ///< What the hub noted down in that time.
    int unreadable = 0;       ///< Clips whose file could not be read.
    std::vector<ReplayClip> clips;  ///< Newest first; of continuous recording those with events.
    int more_clips = 0;             ///< That are not in `clips`.
    std::vector<NotRecorded> not_recorded;
};

}  // namespace porchlight::hub
