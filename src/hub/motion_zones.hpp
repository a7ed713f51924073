// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/trial.hpp"
#include "store/types.hpp"

#include <chrono>
#include <vector>

namespace porchlight::hub {

/// What of a camera's settings may be tried on its picture before it is saved.
struct TriedSettings {
    int sensitivity = 5;                        ///< 1 to 9.
    std::chrono::milliseconds min_motion{300};  ///< Shorter motion is no event.
    std::vector<store::Zone> zones;
    friend bool operator==(const TriedSettings&, const TriedSettings&) = default;
};

/// The saved ones.
[[nodiscard]] TriedSettings tried_of(const store::CameraSettings& settings);

/// As the detector wants them. Zones that the API let through are well formed; one that is not
/// counts for nothing.
[[nodiscard]] motion::Zones motion_zones(const std::vector<store::Zone>& zones);
[[nodiscard]] motion::TrialSettings trial_settings(const TriedSettings& tried);

}  // namespace porchlight::hub
