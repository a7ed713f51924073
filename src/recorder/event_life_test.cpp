// SPDX-License-Identifier: Apache-2.0
#include "recorder/event_life.hpp"

#include <gtest/gtest.h>

#include <array>

namespace porchlight::recorder {
namespace {

using enum EventState;
using enum EventInput;

constexpr std::array kStates{Quiet, Moving, Trailing, Interrupted};
constexpr std::array kInputs{MotionStarted, MotionEnded, PostRollOver, VideoLost,
                             VideoBack,     GaveUp,      Stop};

/// True while a clip is being written in that state.
bool writes(EventState state) {
    return state == Moving || state == Trailing;
}

TEST(EventLife, EveryStepStartsAndFinishesClipsJustWhenTheStateSaysThatOneIsWritten) {
    for (const EventState state : kStates) {
        for (const EventInput input : kInputs) {
            const EventStep step = next_step(state, input);
            EXPECT_EQ(has(step.actions, EventAction::StartClip),
                      !writes(state) && writes(step.state));
            EXPECT_EQ(has(step.actions, EventAction::FinishClip),
                      writes(state) && !writes(step.state));
        }
    }
}

TEST(EventLife, AnEventThatIsMovingHasNoEndAndEveryOtherHas) {
    for (const EventState state : kStates) {
        for (const EventInput input : kInputs) {
            const EventStep step = next_step(state, input);
            const bool starts = step.state == Moving && state != Moving;
            EXPECT_EQ(has(step.actions, EventAction::BeginEvent), starts && state == Quiet);
            EXPECT_EQ(has(step.actions, EventAction::ContinueEvent), starts && state != Quiet);
            if (state == Moving && step.state != Moving) {
                EXPECT_TRUE(has(step.actions, EventAction::EndEvent));
            }
        }
    }
}

TEST(EventLife, StopEndsEverythingFromAnyState) {
    for (const EventState state : kStates) {
        EXPECT_EQ(next_step(state, Stop).state, Quiet);
    }
}

TEST(EventLife, PostRollBeginsWheneverTrailingDoes) {
    for (const EventState state : kStates) {
        for (const EventInput input : kInputs) {
            const EventStep step = next_step(state, input);
            EXPECT_EQ(has(step.actions, EventAction::StartPostRoll),
                      step.state == Trailing && state != Trailing);
        }
    }
}

}  // namespace
}  // namespace porchlight::recorder
