// SPDX-License-Identifier: Apache-2.0
#include "recorder/event_life.hpp"

#include <array>

namespace porchlight::recorder {

namespace {

using enum EventState;
using enum EventInput;
using enum EventAction;

struct Row {
    EventState state;
    EventInput input;
    EventStep step;
};

constexpr std::array kTable{
    Row{Quiet, MotionStarted, {Moving, BeginEvent | StartClip}},
    Row{Moving, MotionEnded, {Trailing, EndEvent | StartPostRoll}},
    Row{Moving, VideoLost, {Interrupted, EndEvent | FinishClip}},
    Row{Moving, Stop, {Quiet, EndEvent | FinishClip}},
    Row{Trailing, MotionStarted, {Moving, ContinueEvent}},
    Row{Trailing, PostRollOver, {Quiet, FinishClip}},
    Row{Trailing, VideoLost, {Interrupted, FinishClip}},
    Row{Trailing, Stop, {Quiet, FinishClip}},
    Row{Interrupted, MotionStarted, {Moving, ContinueEvent | StartClip}},
    Row{Interrupted, VideoBack, {Trailing, EndEvent | StartClip | StartPostRoll}},
    Row{Interrupted, GaveUp, {Quiet, None}},
    Row{Interrupted, Stop, {Quiet, None}},
};

}  // namespace

EventStep next_step(EventState state, EventInput input) {
    for (const Row& row : kTable) {
        if (row.state == state && row.input == input) {
            return row.step;
        }
    }
    return {state, None};
}

}  // namespace porchlight::recorder
