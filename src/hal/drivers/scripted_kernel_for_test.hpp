// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hal/drivers/device_calls.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/input.h>
#include <map>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace porchlight::hal {

/// Answers as the kernel's GPIO and input devices do, through real descriptors: each open line or
/// device is one end of a socket pair, whose other end sends the kernel's records.
class ScriptedKernel final : public DeviceCalls {
  public:
    static constexpr unsigned kLines = 8;

    struct Line {
        int fd = -1;  // the program's end
        UniqueFd kernel;
        gpio_v2_line_request request{};
        bool active = false;  // after the polarity
        bool gone = false;
    };
    struct Keyboard {
        int fd = -1;
        UniqueFd kernel;
        std::array<bool, KEY_MAX + 1> held{};
        bool monotonic = false;
        bool gone = false;
    };

    explicit ScriptedKernel(const Clock& clock) : clock_(clock) {}

    Result<UniqueFd> open(const std::string& path, int /*flags*/) override {
        if (path == "/dev/gpiochip0") {
            return open_file("/dev/null", O_RDONLY);
        }
        if (path == "/dev/input/event0") {
            return connect(keyboard.kernel, keyboard.fd);
        }
        return errno_error(ENOENT, "cannot open " + path);
    }

    int control(int fd, std::uint64_t request, void* argument) override {
        if (request == GPIO_V2_GET_LINE_IOCTL) {
            return take_line(*static_cast<gpio_v2_line_request*>(argument));
        }
        for (auto& [number, line] : lines) {
            if (line.fd == fd) {
                return control_line(line, request, *static_cast<gpio_v2_line_values*>(argument));
            }
        }
        return fd == keyboard.fd ? control_keyboard(request, argument) : -ENOTTY;
    }

    int wait(int fd, std::int16_t events, std::chrono::milliseconds limit) override {
        return KernelDeviceCalls().wait(fd, events, limit);
    }

    /// The world outside changes an input.
    void drive(unsigned number, bool active) {
        Line& line = lines[number];
        line.active = active;
        gpio_v2_line_event event{};
        event.id = active ? GPIO_V2_LINE_EVENT_RISING_EDGE : GPIO_V2_LINE_EVENT_FALLING_EDGE;
        event.offset = number;
        event.timestamp_ns =
            static_cast<__u64>(clock_.monotonic_now().time_since_epoch().count()) * 1000U;
        send(line.kernel, &event, sizeof(event));
    }
    void send_to_line(unsigned number, const std::string& bytes) {
        send(lines[number].kernel, bytes.data(), bytes.size());
    }
    void key(std::uint16_t code, int value) {
        keyboard.held.at(code) = value != 0;
        send_event(EV_KEY, code, value);
        send_event(EV_SYN, SYN_REPORT, 0);
    }
    void send_event(std::uint16_t type, std::uint16_t code, int value) {
        input_event event{};
        const auto now = clock_.monotonic_now().time_since_epoch().count();
        event.input_event_sec = now / 1'000'000;
        event.input_event_usec = now % 1'000'000;
        event.type = type;
        event.code = code;
        event.value = value;
        send(keyboard.kernel, &event, sizeof(event));
    }
    void unplug() {
        for (auto& [number, line] : lines) {
            line.gone = true;
            line.kernel.reset();
        }
        keyboard.gone = true;
        keyboard.kernel.reset();
    }
    void plug_in() {
        for (auto& [number, line] : lines) {
            line.gone = false;
        }
    }

    std::map<unsigned, Line> lines;
    Keyboard keyboard;

  private:
    static Result<UniqueFd> connect(UniqueFd& kernel, int& fd) {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            return errno_error(errno, "cannot make a socket pair");
        }
        kernel = UniqueFd(ends[0]);
        fd = ends[1];
        return UniqueFd(ends[1]);
    }

    static void send(const UniqueFd& kernel, const void* record, std::size_t size) {
        PL_CHECK(::send(kernel.get(), record, size, MSG_NOSIGNAL) == static_cast<ssize_t>(size),
                 "a scripted device is not open");
    }

    int take_line(gpio_v2_line_request& request) {
        if (request.num_lines != 1 || request.offsets[0] >= kLines) {
            return -EINVAL;
        }
        Line& line = lines[request.offsets[0]];
        if (line.fd >= 0) {
            return -EBUSY;
        }
        auto ours = connect(line.kernel, line.fd);
        if (!ours) {
            return -EMFILE;
        }
        request.fd = ::fcntl(ours->get(), F_DUPFD_CLOEXEC, 0);
        line.fd = request.fd;
        line.request = request;
        return 0;
    }

    static int control_line(Line& line, std::uint64_t request, gpio_v2_line_values& values) {
        if (line.gone) {
            return -ENODEV;
        }
        if (request == GPIO_V2_LINE_GET_VALUES_IOCTL) {
            values.bits = line.active ? values.mask : 0;
            return 0;
        }
        if (request != GPIO_V2_LINE_SET_VALUES_IOCTL) {
            return -ENOTTY;
        }
        if ((line.request.config.flags & GPIO_V2_LINE_FLAG_OUTPUT) == 0) {
            return -EPERM;
        }
        line.active = (values.bits & values.mask) != 0;
        return 0;
    }

    int control_keyboard(std::uint64_t request, void* argument) {
        constexpr std::size_t kBytes = KEY_MAX / 8 + 1;
        auto* const bits = static_cast<std::uint8_t*>(argument);
        if (keyboard.gone) {
            return -ENODEV;
        }
        if (request == EVIOCSCLOCKID) {
            keyboard.monotonic = *static_cast<int*>(argument) == CLOCK_MONOTONIC;
            return 0;
        }
        if (request == EVIOCGBIT(EV_KEY, kBytes)) {
            bits[KEY_RESTART / 8] = 1U << (KEY_RESTART % 8U);
            return kBytes;
        }
        if (request != EVIOCGKEY(kBytes)) {
            return -EINVAL;
        }
        for (std::size_t code = 0; code < keyboard.held.size(); ++code) {
            bits[code / 8] = static_cast<std::uint8_t>(
                bits[code / 8] | (static_cast<unsigned>(keyboard.held[code]) << (code % 8)));
        }
        return kBytes;
    }

    const Clock& clock_;
};

}  // namespace porchlight::hal
