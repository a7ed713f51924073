// SPDX-License-Identifier: Apache-2.0
#include "household/hub_links.hpp"

#include "household/device_folder.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::household {

Result<std::unique_ptr<HubLinks>> HubLinks::create(const DeviceLink::Parts& parts,
                                                   const std::string& state) {
    std::unique_ptr<HubLinks> all(new HubLinks);
    for (const auto& device : parts.household->devices()) {
        if (!is_for_real_hubs(device->model())) {
            continue;
        }
        PL_TRY(const std::string folder, make_folder(state, device->name()));
        PL_TRY(auto link, DeviceLink::create(parts, *device, folder));
        all->links_.push_back(std::move(link));
    }
    return all;
}

std::optional<HubView> HubLinks::view_of(const sim::Device& device) const {
    const auto found =
        std::ranges::find_if(links_, [&](const auto& link) { return &link->device() == &device; });
    return found == links_.end() ? std::nullopt : std::optional((*found)->view());
}

rt::Task<> HubLinks::stop() {
    for (const auto& link : links_) {
        auto stopping = link->stop();
        PL_CO_TRY_VOID(co_await std::move(stopping));
    }
    co_return Result<>();
}

}  // namespace porchlight::household
