// SPDX-License-Identifier: Apache-2.0
#include "camera/button_watch.hpp"

namespace porchlight::camera {

namespace {

using device::PressPhase;
using device::PressReader;

PressReader::AtBoot as_read(hal::ButtonState state) {
    return state == hal::ButtonState::Pressed ? PressReader::AtBoot::Held : PressReader::AtBoot::Up;
}

}  // namespace

ButtonWatch::ButtonWatch(device::PressGrammar grammar, hal::ButtonState at_boot,
                         MonotonicTime start)
    : grammar_(grammar),
      start_(start),
      reader_(grammar, as_read(at_boot)),
      told_(reader_.phase()) {}

std::optional<device::Event> ButtonWatch::at_boot() const {
    return told_ == PressPhase::Up ? std::nullopt : std::optional(device::event_of(told_));
}

std::vector<device::Event> ButtonWatch::take(const hal::ButtonEdge& edge) {
    const Microseconds at = edge.at - start_;
    std::vector<device::Event> events;
    if (edge.state == hal::ButtonState::Pressed) {
        if (told_ != PressPhase::Up) {
            reader_ = PressReader(grammar_, PressReader::AtBoot::Up);
        }
        told_ = reader_.press(at);
        events.push_back(device::event_of(told_));
        return events;
    }
    if (told_ == PressPhase::Up) {
        return events;
    }
    const PressPhase phase = reader_.release(at);
    if (phase != told_) {
        events.push_back(device::event_of(phase));
    }
    told_ = PressPhase::Up;
    last_release_ = edge.at;
    events.push_back(device::Event::ButtonReleased);
    return events;
}

std::optional<device::Event> ButtonWatch::advance(MonotonicTime now) {
    const PressPhase phase = reader_.advance(now - start_);
    if (phase == told_) {
        return std::nullopt;
    }
    told_ = phase;
    return device::event_of(phase);
}

std::optional<MonotonicTime> ButtonWatch::next_change() const {
    const auto next = reader_.next_change();
    return next ? std::optional(start_ + *next) : std::nullopt;
}

}  // namespace porchlight::camera
