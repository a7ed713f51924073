// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/silence_watch.hpp"

#include "base/error.hpp"
#include "hub/sleep_watch.hpp"

#include <algorithm>

namespace porchlight::hub {

namespace {

/// A stream that stops is noticed only after a while; longer than that nobody waits for a frame.
constexpr std::chrono::seconds kNoticed{15};

bool is_refusal(const Problem& problem) {
    return problem.code == to_string(ErrorCode::PermissionDenied) ||
           problem.code == to_string(ErrorCode::NotFound) ||
           problem.code == to_string(ErrorCode::Unsupported);
}

}  // namespace

std::chrono::seconds SilenceWatch::grace(const Now& now) const {
    if (now.problem && is_refusal(*now.problem)) {
        return kRefused;
    }
    if (now.is_expected) {
        return kExpected;
    }
    if (!has_worked_) {
        return kFirst;
    }
    // One that slept has no problem of its own: it is missed by its link alone.
    return now.problem ? kGrace : SleepWatch::kGrace;
}

SilenceWatch::State SilenceWatch::look(const Now& now) {
    switch (now.state) {
        case CameraState::Live:
        case CameraState::Asleep:
            has_worked_ = true;
            [[fallthrough]];
        case CameraState::Paused:
            since_.reset();
            return State::Well;
        case CameraState::Connecting:
        case CameraState::Retrying:
            break;
    }
    if (!since_) {
        since_ = now.at - std::min(now.frame_ago.value_or(std::chrono::seconds(0)), kNoticed);
    }
    return now.at - *since_ >= grace(now) ? State::Silent : State::Pause;
}

}  // namespace porchlight::hub
