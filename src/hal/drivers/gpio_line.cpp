// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/gpio_line.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/gpio.h>

namespace porchlight::hal {
namespace {

std::string name_of(const GpioPin& pin, const std::string& use) {
    return "the " + use + " (line " + std::to_string(pin.line) + " of " + pin.chip + ")";
}

std::uint64_t flags_of(const GpioPin& pin) {
    std::uint64_t flags =
        pin.polarity == GpioPolarity::ActiveLow ? GPIO_V2_LINE_FLAG_ACTIVE_LOW : 0;
    switch (pin.bias) {
        case GpioBias::AsIs:
            break;
        case GpioBias::PullUp:
            flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_UP;
            break;
        case GpioBias::PullDown:
            flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN;
            break;
        case GpioBias::Off:
            flags |= GPIO_V2_LINE_FLAG_BIAS_DISABLED;
            break;
    }
    return flags;
}

Error request_error(int error_number, const std::string& name) {
    switch (error_number) {
        case EBUSY:
            return {ErrorCode::AlreadyExists, name + " is in use by another program or driver"};
        case EINVAL:
            return {ErrorCode::NotFound, name + " is not there, or cannot be used this way"};
        case ENOTTY:
        case ENXIO:
        case EOPNOTSUPP:
            return {ErrorCode::Unsupported,
                    name + " cannot be driven: it needs Linux 5.10 and a GPIO chip"};
        default:
            return errno_error(error_number, "cannot use " + name);
    }
}

Error line_error(int error_number, const std::string& name) {
    if (error_number == ENODEV) {
        return {ErrorCode::NotFound, name + " was unplugged"};
    }
    return errno_error(error_number, name + " does not answer");
}

}  // namespace

Result<GpioLine> GpioLine::open_output(DeviceCalls& calls, const GpioPin& pin,
                                       const std::string& use) {
    return open(calls, pin, use, GPIO_V2_LINE_FLAG_OUTPUT, std::chrono::microseconds(0));
}

Result<GpioLine> GpioLine::open_input(DeviceCalls& calls, const GpioPin& pin,
                                      const std::string& use, std::chrono::microseconds settle) {
    constexpr std::uint64_t kFlags =
        GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
    return open(calls, pin, use, kFlags, settle);
}

Result<GpioLine> GpioLine::open(DeviceCalls& calls, const GpioPin& pin, const std::string& use,
                                std::uint64_t flags, std::chrono::microseconds settle) {
    PL_TRY_VOID(check_device_name(pin.chip, "GPIO chip"));
    const std::string name = name_of(pin, use);
    auto chip = calls.open("/dev/" + pin.chip, O_RDONLY);
    if (!chip) {
        return chip.error().wrap(name + " cannot be used");
    }
    gpio_v2_line_request request{};
    request.offsets[0] = pin.line;
    request.num_lines = 1;
    const std::string consumer = "porchlight " + use;
    std::copy_n(consumer.data(), std::min(consumer.size(), sizeof(request.consumer) - 1),
                request.consumer);
    request.config.flags = flags | flags_of(pin);
    if (settle.count() > 0) {
        request.config.num_attrs = 1;
        request.config.attrs[0].mask = 1;
        request.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
        request.config.attrs[0].attr.debounce_period_us = static_cast<__u32>(settle.count());
    }
    const int result = calls.control(chip->get(), GPIO_V2_GET_LINE_IOCTL, &request);
    if (result < 0) {
        return request_error(-result, name);
    }
    UniqueFd line(request.fd);
    PL_TRY_VOID(set_non_blocking(line.get()));
    return GpioLine(calls, std::move(line), name);
}

Result<GpioLevel> GpioLine::level() const {
    gpio_v2_line_values values{};
    values.mask = 1;
    const int result = calls_->control(line_.get(), GPIO_V2_LINE_GET_VALUES_IOCTL, &values);
    if (result < 0) {
        return line_error(-result, name_);
    }
    return (values.bits & 1U) != 0 ? GpioLevel::Active : GpioLevel::Inactive;
}

Result<> GpioLine::set(GpioLevel level) {
    gpio_v2_line_values values{};
    values.mask = 1;
    values.bits = level == GpioLevel::Active ? 1 : 0;
    const int result = calls_->control(line_.get(), GPIO_V2_LINE_SET_VALUES_IOCTL, &values);
    if (result < 0) {
        return line_error(-result, name_);
    }
    return {};
}

Result<std::optional<GpioEdge>> GpioLine::next_edge() {
    gpio_v2_line_event event{};
    PL_TRY(const Arrival arrival, read_record(line_.get(), &event, sizeof(event), name_));
    if (arrival == Arrival::Nothing) {
        return std::optional<GpioEdge>();
    }
    if (event.id != GPIO_V2_LINE_EVENT_RISING_EDGE && event.id != GPIO_V2_LINE_EVENT_FALLING_EDGE) {
        return Error(ErrorCode::Corrupt, name_ + " sent an edge of an unknown kind");
    }
    // Rising is "became active": the kernel has applied the polarity already.
    const bool active = event.id == GPIO_V2_LINE_EVENT_RISING_EDGE;
    const std::chrono::nanoseconds since_start(static_cast<std::int64_t>(event.timestamp_ns));
    return std::optional(
        GpioEdge{active ? GpioLevel::Active : GpioLevel::Inactive,
                 MonotonicTime(std::chrono::duration_cast<Microseconds>(since_start))});
}

}  // namespace porchlight::hal
