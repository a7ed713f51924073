// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/evdev_button.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <linux/input.h>
#include <utility>

namespace porchlight::hal {
namespace {

constexpr std::size_t kKeyBytes = KEY_MAX / 8 + 1;
using KeyBits = std::array<std::uint8_t, kKeyBytes>;

bool has_bit(const KeyBits& bits, std::uint16_t code) {
    return code <= KEY_MAX && ((bits.at(code / 8U) >> (code % 8U)) & 1U) != 0;
}

MonotonicTime time_of(const input_event& event) {
    return MonotonicTime(std::chrono::seconds(event.input_event_sec) +
                         Microseconds(event.input_event_usec));
}

Error device_error(int error_number, const std::string& name) {
    if (error_number == ENODEV) {
        return {ErrorCode::NotFound, name + " was unplugged"};
    }
    if (error_number == ENOTTY) {
        return {ErrorCode::Unsupported, name + " is no input device"};
    }
    return errno_error(error_number, name + " does not answer");
}

}  // namespace

Result<std::unique_ptr<EvdevButton>> EvdevButton::create(DeviceCalls& calls, const EvdevKey& key) {
    PL_TRY_VOID(check_device_name(key.device, "button's input device"));
    const std::string name =
        "the button (key " + std::to_string(key.code) + " of " + key.device + ")";
    auto device = calls.open("/dev/input/" + key.device, O_RDONLY | O_NONBLOCK);
    if (!device) {
        return device.error().wrap(name + " cannot be used");
    }
    PL_TRY_VOID(set_non_blocking(device->get()));
    KeyBits keys{};
    int result = calls.control(device->get(), EVIOCGBIT(EV_KEY, kKeyBytes), keys.data());
    // Without this its times would be those of the wall clock.
    int clock = CLOCK_MONOTONIC;
    if (result >= 0) {
        result = calls.control(device->get(), EVIOCSCLOCKID, &clock);
    }
    if (result < 0) {
        return device_error(-result, name);
    }
    if (!has_bit(keys, key.code)) {
        return Error(ErrorCode::NotFound, name + " is not there: the device has no such key");
    }
    return std::unique_ptr<EvdevButton>(new EvdevButton(calls, *std::move(device), key.code, name));
}

Result<ButtonState> EvdevButton::state() const {
    KeyBits held{};
    const int result = calls_.control(device_.get(), EVIOCGKEY(kKeyBytes), held.data());
    if (result < 0) {
        return device_error(-result, name_);
    }
    return has_bit(held, code_) ? ButtonState::Pressed : ButtonState::Released;
}

Result<std::optional<ButtonEdge>> EvdevButton::next_edge() {
    for (;;) {
        input_event event{};
        PL_TRY(const Arrival arrival, read_record(device_.get(), &event, sizeof(event), name_));
        if (arrival == Arrival::Nothing) {
            return std::optional<ButtonEdge>();
        }
        PL_TRY(const std::optional<ButtonEdge> edge,
               take({event.type, event.code, event.value, time_of(event)}));
        if (edge) {
            return edge;
        }
    }
}

Result<std::optional<ButtonEdge>> EvdevButton::take(const Event& event) {
    constexpr int kRepeated = 2;
    if (event.type == EV_SYN && event.code == SYN_DROPPED) {
        lost_some_ = true;
        begun_.reset();
    } else if (event.type == EV_KEY && event.code == code_ && event.value != kRepeated) {
        const bool pressed = event.value != 0;
        begun_ = {pressed ? ButtonState::Pressed : ButtonState::Released, event.at};
    } else if (event.type == EV_SYN && event.code == SYN_REPORT) {
        if (std::exchange(lost_some_, false)) {
            PL_TRY(const ButtonState now, state());
            begun_ = {now, event.at};
        }
        return std::exchange(begun_, std::nullopt);
    }
    return std::optional<ButtonEdge>();
}

}  // namespace porchlight::hal
