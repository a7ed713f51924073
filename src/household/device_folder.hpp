// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/plan.hpp"

#include <string>

/// Where a household's devices keep what they remember in life: `<state>/<name>/`, as the camera
/// program keeps it (docs/design/camera.md). Blocks on the disk.
namespace porchlight::household {

/// Whether a real hub of ours takes it in: our own cameras and doorbells.
[[nodiscard]] bool is_for_real_hubs(const device::model::Model& model);

/// The folder of a device; in its name all but letters and digits is written as "%20".
[[nodiscard]] std::string folder_of(const std::string& state, const std::string& device);
/// The same, made if it is missing; nobody else may look into it. @error by errno.
Result<std::string> make_folder(const std::string& state, const std::string& device);

/// Devices that have kept a memory there begin with it, whatever their plan says: the network and
/// whether they know a hub. An erase that was cut off is finished. @error by errno: it cannot be.
Result<> recall(sim::HouseholdPlan& plan, const std::string& state);

}  // namespace porchlight::household
