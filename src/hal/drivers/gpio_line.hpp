// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hal/drivers/device_calls.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace porchlight::hal {

/// Active is "lamp lit", "button pressed", "motion seen", whatever the voltage.
enum class GpioLevel : std::uint8_t { Inactive, Active };
enum class GpioPolarity : std::uint8_t { ActiveHigh, ActiveLow };
enum class GpioBias : std::uint8_t { AsIs, PullUp, PullDown, Off };

/// Where a line is on the board.
struct GpioPin {
    std::string chip = "gpiochip0";  ///< Its name under /dev.
    unsigned line = 0;               ///< Its offset on that chip.
    GpioPolarity polarity = GpioPolarity::ActiveHigh;
    GpioBias bias = GpioBias::AsIs;
};

struct GpioEdge {
    GpioLevel level = GpioLevel::Inactive;
    MonotonicTime at;  ///< By the kernel, when it happened.
};

/// One line of a GPIO chip, ours alone while this lives. Thread-bound; never blocks.
/// @source The kernel's GPIO character device, ABI version 2 (linux/gpio.h, Linux 5.10).
class GpioLine {
  public:
    /// Takes a line as an output, Inactive at first. @param use Names it in errors and in the
    /// kernel's list, e.g. "light"; at most 20 characters.
    /// @error NotFound  No such chip or line.   @error PermissionDenied   @error AlreadyExists Some
    /// other program has the line.   @error Unsupported  The kernel is older than 5.10, or the chip
    /// cannot do this.
    static Result<GpioLine> open_output(DeviceCalls& calls, const GpioPin& pin,
                                        const std::string& use);
    /// Takes a line as an input with edges. @param settle Shorter changes are no edges (bouncing
    /// contacts); 0 for none.   @error As above.
    static Result<GpioLine> open_input(DeviceCalls& calls, const GpioPin& pin,
                                       const std::string& use, std::chrono::microseconds settle);

    /// @error NotFound  The chip was unplugged.   @error Unavailable
    [[nodiscard]] Result<GpioLevel> level() const;
    /// Of an output. @error As `level`.
    Result<> set(GpioLevel level);
    /// Of an input: readable while an edge waits or when the chip is gone.
    [[nodiscard]] int fd() const { return line_.get(); }
    /// Of an input: the oldest edge. @error NotFound, Corrupt, Unavailable
    Result<std::optional<GpioEdge>> next_edge();

  private:
    GpioLine(DeviceCalls& calls, UniqueFd line, std::string name)
        : calls_(&calls), line_(std::move(line)), name_(std::move(name)) {}
    static Result<GpioLine> open(DeviceCalls& calls, const GpioPin& pin, const std::string& use,
                                 std::uint64_t flags, std::chrono::microseconds settle);

    DeviceCalls* calls_;
    UniqueFd line_;
    std::string name_;
};

}  // namespace porchlight::hal
