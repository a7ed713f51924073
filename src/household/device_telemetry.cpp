// SPDX-License-Identifier: Apache-2.0
#include "household/device_telemetry.hpp"

#include <algorithm>
#include <variant>

namespace porchlight::household {

namespace {

/// As far as the link carries such numbers. Source: device/telemetry.hpp
constexpr int kWeakest = -120;

void add_cells(const sim::Device& device, device::Telemetry& telemetry) {
    const auto* pack = std::get_if<sim::Pack>(&device.plan().supply);
    const auto one = device.cell_millivolts();
    if (pack != nullptr && one) {
        telemetry.battery =
            Millivolts(std::max(0, one->count() * static_cast<int>(pack->cells.size())));
    }
}

void add_network(const sim::Household& household, const sim::Device& device,
                 device::Telemetry& telemetry) {
    if (!device.is_in(device::kLinked)) {
        return;
    }
    if (device.plan().on_cable) {
        telemetry.band = device::Band::Wired;
        return;
    }
    telemetry.rssi = Dbm(std::max(kWeakest, household.link_of(device).rssi.count()));
    telemetry.band = device::Band::Ghz5;
    if (household.band_of(device) == sim::AirBand::Wifi24) {
        telemetry.band = device::Band::Ghz2;
        telemetry.channel = household.router().plan().channel24;
    }
}

}  // namespace

device::Telemetry telemetry_of(const sim::Household& household, const sim::Device& device) {
    device::Telemetry telemetry;
    telemetry.uptime = std::chrono::duration_cast<std::chrono::seconds>(device.up_time());
    add_cells(device, telemetry);
    add_network(household, device, telemetry);
    telemetry.temperature = household.warmth_of(device);
    telemetry.stage = device.life().stage;
    telemetry.light = device.light_means();
    return telemetry;
}

}  // namespace porchlight::household
