// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/action.hpp"
#include "device/life.hpp"

namespace porchlight::sim {

/// Where a device's ways lead out of the household: in real time, to a real hub. Strand-bound. It
/// is called while the household goes on: it may tell the device of events, and must not turn the
/// clock.
class Outside {
  public:
    Outside() = default;
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;
    Outside(Outside&&) = delete;
    Outside& operator=(Outside&&) = delete;
    virtual ~Outside() = default;

    /// The device's hub is out there: whoever is outside says whether it is found, lost or refuses
    /// the device. Else the hub of the household answers.
    [[nodiscard]] virtual bool has_hub() const = 0;
    /// The device has changed. @param actions What it does about it, the first first.
    virtual void on_life(const device::Life& before, device::Actions actions) = 0;
};

}  // namespace porchlight::sim
