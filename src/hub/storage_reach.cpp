// SPDX-License-Identifier: Apache-2.0
#include "hub/storage_reach.hpp"

#include <algorithm>
#include <numeric>

namespace porchlight::hub {

StorageReach reach_of(const std::vector<store::CameraUsage>& usage, Bytes room,
                      std::optional<std::chrono::days> keep_for, UtcTime now) {
    using Days = std::chrono::duration<double, std::chrono::days::period>;
    StorageReach reach;
    if (usage.empty()) {
        return reach;
    }
    const UtcTime since = now - StorageReach::kLookBack;
    const UtcTime first =
        std::ranges::min(usage, {}, &store::CameraUsage::oldest_start).oldest_start;
    const Microseconds seen = now - std::max(since, first);
    Bytes pinned;
    for (const store::CameraUsage& camera : usage) {
        // A camera that is new is not spread over the days before it came.
        const Microseconds its = now - std::max(since, camera.oldest_start);
        const Days span = std::max<Microseconds>(its, StorageReach::kLeastSeen);
        reach.by_camera.push_back(static_cast<double>(camera.recent.count()) / span.count());
        pinned += camera.pinned;
    }
    reach.bytes_per_day = std::accumulate(reach.by_camera.begin(), reach.by_camera.end(), 0.0);
    if (seen < StorageReach::kLeastSeen || reach.bytes_per_day <= 0) {
        return reach;
    }
    const auto left = std::max<std::int64_t>(room.count() - pinned.count(), 0);
    reach.days = static_cast<double>(left) / reach.bytes_per_day;
    if (keep_for && static_cast<double>(keep_for->count()) < *reach.days) {
        reach.days = static_cast<double>(keep_for->count());
        reach.is_by_age = true;
    }
    return reach;
}

}  // namespace porchlight::hub
