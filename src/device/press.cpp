// SPDX-License-Identifier: Apache-2.0
#include "device/press.hpp"

#include <utility>

namespace porchlight::device {

PressPhase PressGrammar::phase_after(Microseconds held) const {
    if (held > stuck_after) {
        return PressPhase::Stuck;
    }
    if (held >= armed_from) {
        return PressPhase::Armed;
    }
    if (held >= soft_until) {
        return PressPhase::Warning;
    }
    return held >= ignored_below ? PressPhase::Soft : PressPhase::Short;
}

std::optional<Microseconds> PressGrammar::end_of(PressPhase phase) const {
    switch (phase) {
        case PressPhase::Short:
            return ignored_below;
        case PressPhase::Soft:
            return soft_until;
        case PressPhase::Warning:
            return armed_from;
        case PressPhase::Armed:
        case PressPhase::HeldAtBoot:
            return stuck_after + Microseconds(1);
        case PressPhase::Up:
        case PressPhase::Stuck:
            break;
    }
    return std::nullopt;
}

PressReader::PressReader(PressGrammar grammar, AtBoot button)
    : grammar_(grammar), phase_(button == AtBoot::Held ? PressPhase::HeldAtBoot : PressPhase::Up) {}

PressPhase PressReader::press(Microseconds now) {
    if (phase_ != PressPhase::Up) {
        return advance(now);
    }
    pressed_at_ = now;
    phase_ = grammar_.phase_after(Microseconds(0));
    return phase_;
}

PressPhase PressReader::reached(Microseconds now) const {
    if (phase_ == PressPhase::Up) {
        return PressPhase::Up;
    }
    const PressPhase by_time = grammar_.phase_after(now - pressed_at_);
    const bool is_cold_boot = phase_ == PressPhase::HeldAtBoot && by_time != PressPhase::Stuck;
    return is_cold_boot ? PressPhase::HeldAtBoot : by_time;
}

PressPhase PressReader::advance(Microseconds now) {
    phase_ = reached(now);
    return phase_;
}

PressPhase PressReader::release(Microseconds now) {
    const PressPhase by_time = reached(now);
    const PressPhase told = std::exchange(phase_, PressPhase::Up);
    const bool is_unseen = by_time == PressPhase::Armed && told != PressPhase::Armed;
    return is_unseen ? PressPhase::Warning : by_time;
}

std::optional<Microseconds> PressReader::next_change() const {
    const std::optional<Microseconds> end = grammar_.end_of(phase_);
    return end ? std::optional(pressed_at_ + *end) : std::nullopt;
}

}  // namespace porchlight::device
