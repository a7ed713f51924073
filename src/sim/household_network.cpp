// SPDX-License-Identifier: Apache-2.0
#include "sim/household.hpp"

#include <algorithm>

namespace porchlight::sim {

bool Household::is_ours(const Device& device) const {
    return registry_.owner_of(device.plan().serial) == kThisHome;
}

Device* Household::hub_of(const Device& device) const {
    const auto found = std::ranges::find_if(devices_, [&](const auto& other) {
        return other->behaviour().kind == device::Kind::Hub &&
               other->behaviour().needs_cloud == device.behaviour().needs_cloud &&
               (!device.behaviour().needs_cloud || other->model().maker == device.model().maker);
    });
    const bool has_none = device.behaviour().kind == device::Kind::Hub ||
                          (device.behaviour().needs_cloud && !device.behaviour().takes_hub_wifi);
    return has_none || found == devices_.end() ? nullptr : found->get();
}

bool Household::cloud_answers(const Device& device) const {
    const auto cloud = plan_.clouds.find(device.model().maker);
    return cloud == plan_.clouds.end() || cloud->second.is_up;
}

bool Household::hub_radio_reaches(const Device& hub, const Device& device) const {
    return holds(link_between(plan_.air, AirBand::HubRadio, 0, hub.plan().at, device.plan().at));
}

std::optional<WifiLogin> Household::login_of_hub(const Device& device) const {
    const Device* hub = device.behaviour().takes_hub_wifi ? hub_of(device) : nullptr;
    if (hub == nullptr || !device.life().memory.has_hub_key || !hub->is_in(device::kAwake) ||
        !is_ours(device) || !hub_radio_reaches(*hub, device)) {
        return std::nullopt;
    }
    const WifiLogin login = hub->station().login;
    return login.ssid.empty() ? std::nullopt : std::optional(login);
}

Admission Household::join(const Device& device) {
    if (device.plan().on_cable) {
        return router_.is_powered() ? Admission::Joined : Admission::NotFound;
    }
    return router_.admit(device.station(), plan_.air, now());
}

bool Household::keeps_wifi(const Device& device) const {
    return device.plan().on_cable ? router_.is_powered()
                                  : router_.keeps(device.station(), plan_.air, now());
}

bool Household::takes(const Device& hub, const Device& device) const {
    if (!hub.is_in(device::kOnline) || router_.is_in_conflict(hub.plan().serial)) {
        return false;
    }
    int place = 0;
    for (const auto& other : devices_) {
        if (other.get() == &device) {
            break;
        }
        place += hub_of(*other) == &hub ? 1 : 0;
    }
    const std::optional<int> most = hub.behaviour().most_cameras;
    return !most || place < *most;
}

bool Household::hub_answers(const Device& device) const {
    if (!is_ours(device) || !device.life().memory.has_hub_key ||
        router_.is_in_conflict(device.plan().serial)) {
        return false;
    }
    if (device.behaviour().needs_cloud && !device.behaviour().takes_hub_wifi) {
        return reaches_internet(device);
    }
    const Device* hub = hub_of(device);
    if (hub == nullptr) {
        return !device.behaviour().takes_hub_wifi;
    }
    return takes(*hub, device) &&
           (!device.behaviour().takes_hub_wifi || hub_radio_reaches(*hub, device));
}

bool Household::reaches_time(const Device& device) const {
    return plan_.line.reaches_world() && plan_.line.has_ntp && router_.is_up(now()) &&
           !router_.is_in_conflict(device.plan().serial);
}

bool Household::reaches_internet(const Device& device) const {
    const bool is_out = plan_.line.reaches_world() && router_.is_up(now()) &&
                        !router_.is_in_conflict(device.plan().serial);
    // A certificate is valid from and until a date: without the time no cloud is believed.
    return is_out && (!device.behaviour().needs_cloud ||
                      (cloud_answers(device) && (device.has_right_time() || reaches_time(device))));
}

Release Household::newest_release(const Device& device) const {
    const auto cloud = plan_.clouds.find(device.model().maker);
    return cloud == plan_.clouds.end() ? Release() : cloud->second.latest;
}

AirBand Household::band_of(const Device& device) const {
    if (!device.behaviour().hears_5ghz || !router_.plan().band5) {
        return AirBand::Wifi24;
    }
    const auto speed = [&](AirBand band) {
        return router_.link(plan_.air, band, device.plan().at).mbit;
    };
    return speed(AirBand::Wifi5) > speed(AirBand::Wifi24) ? AirBand::Wifi5 : AirBand::Wifi24;
}

Link Household::link_of(const Device& device) const {
    return router_.link(plan_.air, band_of(device), device.plan().at);
}

}  // namespace porchlight::sim
