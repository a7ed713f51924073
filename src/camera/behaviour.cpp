// SPDX-License-Identifier: Apache-2.0
#include "camera/behaviour.hpp"

#include <algorithm>

namespace porchlight::camera {

namespace {

bool is_timer(device::Action action) {
    return std::ranges::any_of(
        device::kTimers, [&](const device::TimerRule& timer) { return timer.set_by == action; });
}

}  // namespace

void Behaviour::tell(device::Event event, MonotonicTime now) {
    waiting_.push_back(event);
    if (is_busy_) {
        return;
    }
    is_busy_ = true;
    while (!waiting_.empty()) {
        const device::Event next = waiting_.front();
        waiting_.pop_front();
        live_through(next, now);
    }
    is_busy_ = false;
}

void Behaviour::live_through(device::Event event, MonotonicTime now) {
    const device::Outcome outcome = device::next(life_, event);
    if (outcome.answer != device::Answer::Changed) {
        return;
    }
    life_ = outcome.life;
    set_timers(outcome.actions, now);
    for (std::size_t i = 0; i < device::kActions; ++i) {
        const auto action = static_cast<device::Action>(i);
        if (outcome.actions.contains(action) && !is_timer(action)) {
            limbs_.act(action);
        }
    }
    limbs_.on_life(life_);
}

void Behaviour::set_timers(device::Actions actions, MonotonicTime now) {
    if (actions.contains(device::Action::StartSelfTest)) {
        due_ = {};
    }
    for (std::size_t i = 0; i < due_.size(); ++i) {
        if (actions.contains(device::kTimers.at(i).set_by)) {
            due_.at(i) = now + device::kTimers.at(i).duration;
        }
    }
}

void Behaviour::advance(MonotonicTime now) {
    for (std::size_t i = 0; i < due_.size(); ++i) {
        auto& due = due_.at(i);
        if (due && *due <= now) {
            due.reset();
            tell(device::kTimers.at(i).due, now);
        }
    }
}

std::optional<MonotonicTime> Behaviour::next_change() const {
    std::optional<MonotonicTime> first;
    for (const auto& due : due_) {
        if (due && (!first || *due < *first)) {
            first = due;
        }
    }
    return first;
}

}  // namespace porchlight::camera
