// SPDX-License-Identifier: Apache-2.0
#include "sim/device.hpp"

namespace porchlight::sim {

using device::Event;
using std::chrono::seconds;

Microseconds Device::since_power() const {
    return house_.agenda().now() - powered_at_;
}

std::optional<Microseconds> Device::button_held() const {
    return is_down_ ? std::optional(house_.agenda().now() - pressed_at_) : std::nullopt;
}

void Device::press() {
    if (!plan_.contact_is_good || is_down_) {
        return;
    }
    is_down_ = true;
    pressed_at_ = house_.agenda().now();
    if (!reader_) {
        // Nothing reads it; it only lets the rest of the charge flow off.
        constexpr Microseconds kDrains = seconds(1);
        house_.agenda().in(kDrains, [this] {
            if (is_down_) {
                tell(Event::ChargeDrained);
            }
        });
        return;
    }
    tell(device::event_of(reader_->press(since_power())));
    follow_press();
}

void Device::release() {
    if (!is_down_) {
        return;
    }
    is_down_ = false;
    house_.agenda().cancel(press_ticket_);
    if (reader_) {
        reader_->release(since_power());
        tell(Event::ButtonReleased);
    }
}

void Device::follow_press() {
    house_.agenda().cancel(press_ticket_);
    const auto next = reader_ ? reader_->next_change() : std::nullopt;
    if (!next) {
        return;
    }
    press_ticket_ = house_.agenda().at(powered_at_ + *next, [this] {
        if (reader_) {
            tell(device::event_of(reader_->advance(since_power())));
            follow_press();
        }
    });
}

}  // namespace porchlight::sim
