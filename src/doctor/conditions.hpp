// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

namespace porchlight::doctor {

/// Whether conditions hold for a camera of which not every trait is known.
enum class Holds : std::uint8_t { No, Maybe, Yes };

[[nodiscard]] Holds holds(const Conditions& conditions, const CameraCase& camera);

/// Whether some camera can fulfil both.
[[nodiscard]] bool can_hold_together(const Conditions& a, const Conditions& b);

/// Gives each trait that nobody has told what it usually is, and a few what they always are.
void add_usual_traits(const Knowledge& knowledge, CameraCase& camera);

/// How common a cause is for this camera, 0 if it cannot be.
[[nodiscard]] double prior(const Cause& cause, const CameraCase& camera);

}  // namespace porchlight::doctor
