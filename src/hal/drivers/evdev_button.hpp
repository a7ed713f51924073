// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/button.hpp"
#include "hal/drivers/device_calls.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace porchlight::hal {

/// One key of an input device, as the kernel's gpio-keys driver makes of a board's button.
struct EvdevKey {
    std::string device = "event0";  ///< Its name under /dev/input.
    std::uint16_t code = 0;         ///< As in linux/input-event-codes.h, e.g. KEY_RESTART (408).
};

/// A button that the kernel serves as an input device. Thread-bound.
/// @source linux/input.h; Documentation/input/event-codes.rst
class EvdevButton final : public Button {
  public:
    /// @param calls Outlives the button.
    /// @error NotFound  No such device, or it has no such key.   @error PermissionDenied
    /// @error Unsupported  It is no input device.
    static Result<std::unique_ptr<EvdevButton>> create(DeviceCalls& calls, const EvdevKey& key);

    [[nodiscard]] Result<ButtonState> state() const override;
    [[nodiscard]] int fd() const override { return device_.get(); }
    Result<std::optional<ButtonEdge>> next_edge() override;

  private:
    struct Event {
        std::uint16_t type = 0;
        std::uint16_t code = 0;
        int value = 0;
        MonotonicTime at;
    };
    EvdevButton(DeviceCalls& calls, UniqueFd device, std::uint16_t code, std::string name)
        : calls_(calls), device_(std::move(device)), code_(code), name_(std::move(name)) {}

    /// The edge that this event completes.
    Result<std::optional<ButtonEdge>> take(const Event& event);

    DeviceCalls& calls_;
    UniqueFd device_;
    std::uint16_t code_;
    std::string name_;
    /// Read, but its report is not whole yet.
    std::optional<ButtonEdge> begun_;
    /// The kernel's line was full: what follows is not whole until its next report.
    bool lost_some_ = false;
};

}  // namespace porchlight::hal
