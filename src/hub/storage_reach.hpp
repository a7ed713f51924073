// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/units.hpp"
#include "store/store.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace porchlight::hub {

/// How far back clips will reach when everything goes on as of late.
struct StorageReach {
    /// Of `kLookBack`, or as long as there have been clips.
    static constexpr std::chrono::days kLookBack{7};
    /// Before so much time has been seen, a rate would be a guess.
    static constexpr std::chrono::hours kLeastSeen{1};

    /// Days; nothing when too little is known, or nothing is recorded.
    std::optional<double> days;
    /// The owner's limit in days ends it, and not the room.
    bool is_by_age = false;
    double bytes_per_day = 0;
    /// Of each camera, in the order of `usage`.
    std::vector<double> by_camera;
};

/// @param usage Of all cameras, with `recent` since `now` less kLookBack.
/// @param room  What clips may take together.   @param keep_for The owner's limit, if any.
[[nodiscard]] StorageReach reach_of(const std::vector<store::CameraUsage>& usage, Bytes room,
                                    std::optional<std::chrono::days> keep_for, UtcTime now);

}  // namespace porchlight::hub
