// SPDX-License-Identifier: Apache-2.0
#include "motion/detection.hpp"

#include <algorithm>
#include <cstddef>

namespace porchlight::motion {
namespace {

using State = DetectionTracker::State;
using Input = DetectionTracker::Input;
using Action = DetectionTracker::Action;
using Step = DetectionTracker::Step;

constexpr std::size_t kInputs = 4;
using Row = std::array<Step, kInputs>;

constexpr Step to(State next, Action action) {
    return {next, action};
}

// Rows: Idle, Rising, Active, Fading. Columns: Motion, LastedMotion, Pause, PauseOver.
constexpr std::array<Row, 4> kTable{{
    {{to(State::Rising, Action::Begin), to(State::Active, Action::Start),
      to(State::Idle, Action::None), to(State::Idle, Action::None)}},
    {{to(State::Rising, Action::Extend), to(State::Active, Action::Start),
      to(State::Rising, Action::None), to(State::Idle, Action::Forget)}},
    {{to(State::Active, Action::Extend), to(State::Active, Action::Extend),
      to(State::Fading, Action::None), to(State::Idle, Action::End)}},
    {{to(State::Active, Action::Extend), to(State::Active, Action::Extend),
      to(State::Fading, Action::None), to(State::Idle, Action::End)}},
}};

MediaDuration ticks(std::chrono::milliseconds span) {
    return std::chrono::duration_cast<MediaDuration>(span);
}

}  // namespace

Step DetectionTracker::step(State state, Input input) {
    return kTable.at(static_cast<std::size_t>(state)).at(static_cast<std::size_t>(input));
}

Input DetectionTracker::classify(const Observation& observation) const {
    if (state_ == State::Idle) {
        if (!observation.is_motion) {
            return Input::Pause;
        }
        const MediaTime start = std::max(observation.since, earliest_);
        return observation.time - start >= ticks(settings_.minimum_duration) ? Input::LastedMotion
                                                                             : Input::Motion;
    }
    if (!observation.is_motion) {
        const bool over = observation.time - current_.end > ticks(settings_.retrigger);
        return over ? Input::PauseOver : Input::Pause;
    }
    const bool lasted = observation.time - current_.start >= ticks(settings_.minimum_duration);
    return lasted ? Input::LastedMotion : Input::Motion;
}

std::optional<Change> DetectionTracker::observe(const Observation& observation) {
    const Input input = classify(observation);
    const State before = state_;
    const Step taken = step(before, input);
    state_ = taken.next;
    if (taken.action == Action::Start && before == State::Idle) {
        static_cast<void>(act(Action::Begin, observation));
    }
    return act(taken.action, observation);
}

std::optional<Change> DetectionTracker::act(Action action, const Observation& observation) {
    switch (action) {
        case Action::Begin:
            current_ = {std::max(observation.since, earliest_), observation.time,
                        observation.score};
            return std::nullopt;
        case Action::Extend:
            current_.end = observation.time;
            current_.peak = std::max(current_.peak, observation.score);
            return std::nullopt;
        case Action::Start:
            static_cast<void>(act(Action::Extend, observation));
            return Change{Change::Kind::Started, current_};
        case Action::End:
            earliest_ = current_.end;
            return Change{Change::Kind::Ended, current_};
        case Action::None:
        case Action::Forget:
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Change> DetectionTracker::finish() {
    const bool open = state_ == State::Active || state_ == State::Fading;
    state_ = State::Idle;
    return open ? std::optional(Change{Change::Kind::Ended, current_}) : std::nullopt;
}

}  // namespace porchlight::motion
