// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "household/device_link.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::household {

/// The ways of a household's own cameras and doorbells to a real hub. Strand-bound. Must be stopped
/// before it is destroyed, and destroyed on the strand.
class HubLinks {
  public:
    /// Call before the household goes on for the first time.
    /// @param state Where devices keep what they remember (device_folder.hpp).
    /// @error As DeviceLink::create.
    static Result<std::unique_ptr<HubLinks>> create(const DeviceLink::Parts& parts,
                                                    const std::string& state);

    [[nodiscard]] std::optional<HubView> view_of(const sim::Device& device) const;
    rt::Task<> stop();

  private:
    HubLinks() = default;

    std::vector<std::unique_ptr<DeviceLink>> links_;
};

}  // namespace porchlight::household
