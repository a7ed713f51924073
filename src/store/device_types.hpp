// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/serial.hpp"
#include "base/units.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::store {

/// As device/binding.hpp has them; it is the one that says how they follow each other.
enum class BindingKind : std::uint8_t { Unbound, Bound, Offered, Contested };

/// A device that has shown itself to this store's hubs, and whose it is.
struct Device {
    Serial serial;
    std::string model;       ///< A name of spec/models/.
    std::string public_key;  ///< Its Ed25519 key in 64 hexadecimal digits.
    std::string name;        ///< What its owner calls it; may be empty.
    UtcTime first_seen;
    BindingKind binding = BindingKind::Unbound;
    HomeId owner;                                        ///< None if unbound.
    HomeId other;                                        ///< Offered to, or contested by.
    std::optional<UtcTime> contest_ends = std::nullopt;  ///< If contested.
    std::int64_t version = 0;                            ///< Grows with each change.
};

/// What the owner wants of a device, and how far it has got.
struct DesiredSettings {
    std::int64_t revision = 0;  ///< 0: nobody has ever chosen anything.
    std::string settings;       ///< JSON of device/link_message.hpp.
    std::int64_t applied = 0;   ///< The newest revision that the device has answered for.
    std::optional<std::string> problem = std::nullopt;  ///< Why that one could not be applied.
};

enum class CommandState : std::uint8_t {
    Waiting,  ///< Until the device says what came of it, over all restarts.
    Done,
    Failed,
    Unsupported,
    Expired,  ///< It was away for too long.
};
struct DeviceCommand {
    std::int64_t id = 0;
    Serial serial;
    std::string action;  ///< JSON of device/link_message.hpp.
    UtcTime created;
    CommandState state = CommandState::Waiting;
    std::optional<UtcTime> finished = std::nullopt;
    std::string sentence;  ///< Why not, for the owner.
};

/// One telemetry as it is kept, by the hub's clock. About 60 bytes each on the disk.
struct TelemetrySample {
    Serial serial;
    UtcTime at;
    std::optional<int> battery_mv = std::nullopt;
    std::optional<int> battery_percent = std::nullopt;
    std::optional<double> energy_mwh = std::nullopt;
    std::optional<int> rssi_dbm = std::nullopt;
    std::optional<int> channel = std::nullopt;
    std::optional<double> temperature_c = std::nullopt;
    std::optional<std::int64_t> storage_used = std::nullopt;  ///< Bytes.
    std::int64_t uptime_s = 0;
};
/// An hour of them.
struct TelemetryHour {
    UtcTime start;
    int samples = 0;
    std::optional<int> battery_mv_least = std::nullopt;
    std::optional<int> battery_mv_most = std::nullopt;
    std::optional<double> energy_mwh = std::nullopt;  ///< The most, which is the last.
    std::optional<int> rssi_dbm_least = std::nullopt;
    std::optional<double> rssi_dbm_mean = std::nullopt;
    std::optional<double> temperature_c_least = std::nullopt;
    std::optional<double> temperature_c_most = std::nullopt;
    int starts = 0;  ///< How often the device began anew, as far as its uptime shows.
};
/// What is kept of a device's telemetry, by number and not by time, so that a wall clock that jumps
/// wipes nothing. With these limits, 5,760 samples (48 h of one each 30 s) and 9,600 hours (400
/// days): about 1.2 MB for each device.
struct TelemetryLimits {
    int samples = 5760;
    int hours = 9600;
};
struct TelemetrySeries {
    std::vector<TelemetryHour> hours;      ///< Oldest first; they end where the samples begin.
    std::vector<TelemetrySample> samples;  ///< Oldest first.
};

/// When a device was last heard, and what it said. What state that makes it is worked out when it
/// is asked for (hub/health_ledger.hpp), so that no stored "online" can be shown long after.
struct DeviceHealth {
    Serial serial;
    std::optional<UtcTime> last_seen = std::nullopt;  ///< By the hub's clock.
    std::string telemetry;  ///< The last one, JSON of device/telemetry.hpp; empty: none yet.
    std::string address;    ///< Where it was last connected from.
};

}  // namespace porchlight::store
