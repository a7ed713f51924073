// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/doctor/evidence.hpp"
#include "hub/views.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace porchlight::hub {

/// What the hub's own try to get a camera's video shows: its port, its answer, and what the hub
/// says about it. A camera that sleeps, is paused or is being connected to tells nothing.
[[nodiscard]] EvidenceList evidence_of_stream(const CameraView& camera);

/// How another camera of the home is, beside one that has fallen silent.
struct Sibling {
    std::string name;
    /// Since when it has been silent too; nothing: it gives video.
    std::optional<std::chrono::seconds> silent_for;
};

/// Whether the other cameras have it too, and whether they fell silent in the same minute. Nothing
/// of a camera that is alone.
[[nodiscard]] EvidenceList evidence_of_siblings(std::chrono::seconds silent_for,
                                                const std::vector<Sibling>& others);

}  // namespace porchlight::hub
