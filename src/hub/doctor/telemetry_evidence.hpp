// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/devices/health_ledger.hpp"
#include "hub/doctor/evidence.hpp"
#include "store/device_types.hpp"

namespace porchlight::hub {

/// What a paired device has told of itself.
struct DeviceReport {
    HealthView health;
    /// Since when its video has been away; nothing while it comes.
    std::optional<std::chrono::seconds> silent_for;
    /// Of the last day, for its restarts.
    store::TelemetrySeries day;
};

/// Reads a device's own words. A camera that is not connected has no signal and no voltage: that
/// its link is down is the answer, and of its last words only what was amiss then counts. "Good",
/// and "its link is up", are never taken from what it said before its video stopped; words that
/// were older than `HealthLedger::kFresh` when it fell silent, or are older than a day now, count
/// for nothing.
/// @source github.com/home-assistant/core/issues/111279: the last good battery of a dead camera.
[[nodiscard]] EvidenceList evidence_of(const DeviceReport& report);

/// Its power, radio and kind, as far as it has told them, and that it is one of ours.
[[nodiscard]] std::vector<TraitName> traits_of(const DeviceReport& report, std::string_view model);

}  // namespace porchlight::hub
