// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

namespace porchlight::doctor {

/// Whether conditions hold for a camera of which not every trait is known.
enum class Holds : std::uint8_t { No, Maybe, Yes };

[[nodiscard]] Holds holds(const Conditions& conditions, const CameraCase& camera);

/// How common a cause is for this camera, 0 if it cannot be.
[[nodiscard]] double prior(const Cause& cause, const CameraCase& camera);

}  // namespace porchlight::doctor
