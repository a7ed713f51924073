// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/evdev_button.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <linux/input.h>

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
    constexpr int kRepeated = 2;
    for (;;) {
        input_event event{};
        PL_TRY(const Arrival arrival, read_record(device_.get(), &event, sizeof(event), name_));
        if (arrival == Arrival::Nothing) {
            return std::optional<ButtonEdge>();
        }
        const bool is_report = event.type == EV_SYN && event.code == SYN_REPORT;
        if (event.type == EV_SYN && event.code == SYN_DROPPED) {
            lost_some_ = true;
        } else if (lost_some_ && is_report) {
            lost_some_ = false;
            PL_TRY(const ButtonState now, state());
            return std::optional(ButtonEdge{now, time_of(event)});
        } else if (!lost_some_ && event.type == EV_KEY && event.code == code_ &&
                   event.value != kRepeated) {
            return std::optional(ButtonEdge{
                event.value != 0 ? ButtonState::Pressed : ButtonState::Released, time_of(event)});
        }
    }
}

}  // namespace porchlight::hal
