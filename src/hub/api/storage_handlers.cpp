// SPDX-License-Identifier: Apache-2.0
#include "hub/api/clip_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/storage_reach.hpp"

#include <algorithm>
#include <functional>

namespace porchlight::hub::api {

namespace {

/// Empty for a camera that was removed and left clips.
std::string name_of(const Services* hub, CameraId id) {
    const auto camera = hub->cameras->find(id);
    return camera ? camera->settings.name : std::string();
}

Reply<StorageUse> show_storage(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                               Nothing /*body*/) {
    const UtcTime now = hub->clock->utc_now();
    auto summing = hub->store->camera_usage(now - StorageReach::kLookBack);
    PL_CO_TRY(const auto usage, co_await std::move(summing));
    PL_CO_TRY(const auto homes, co_await hub->store->homes());
    const auto home = std::ranges::find(homes, hub->home, &store::Home::id);
    StorageUse use;
    use.storage = hub->recordings->storage();
    const StorageReach reach = reach_of(usage, Bytes(use.storage.limit_bytes),
                                        home == homes.end() ? std::nullopt : home->keep_for, now);
    use.reach_days = reach.days;
    use.reach_by_age = reach.is_by_age;
    use.bytes_per_day = reach.bytes_per_day;
    for (std::size_t i = 0; i < usage.size(); ++i) {
        use.cameras.push_back({usage[i].camera, name_of(hub, usage[i].camera), usage[i].clips,
                               usage[i].size.count(), usage[i].pinned.count(), reach.by_camera[i]});
    }
    std::ranges::sort(use.cameras, std::greater(), &CameraStorage::bytes);
    co_return use;
}

}  // namespace

void add_storage_routes(RouteTable& table, const Services* hub) {
    table.add(hub,
              {http::Method::Get, "/api/v1/storage", Access::Viewer,
               "What clips take, camera by camera, and how far back they will reach"},
              show_storage);
}

}  // namespace porchlight::hub::api
