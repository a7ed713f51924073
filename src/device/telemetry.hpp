// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bit_rate.hpp"
#include "base/clock.hpp"
#include "base/energy.hpp"
#include "base/units.hpp"
#include "device/energy.hpp"
#include "device/light_meaning.hpp"
#include "device/stage.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace porchlight::device {

/// Why the device last started.
enum class RebootReason : std::uint8_t {
    PowerOn,  ///< Power came back after it was gone.
    SoftReset,
    FactoryReset,
    Watchdog,  ///< The firmware hung.
    Update,
    RolledBack,  ///< The new firmware failed its trial.
    Command,     ///< The hub asked for it.
    Unknown,
};

enum class Band : std::uint8_t { Ghz2, Ghz5, Ghz6, Wired };

/// What a device knows of itself at one moment. A device leaves out what it cannot measure; nothing
/// here is ever guessed, and no field carries over from an earlier telemetry.
///
/// Sent when the link opens, then every `Welcome::telemetry_every`, and at once when the stage, the
/// light or the cells' condition change.
struct Telemetry {
    /// The device's wall clock: many have none until the hub tells them the time, and some are
    /// wrong. The hub orders telemetry by its own clock and keeps this beside it.
    std::optional<UtcTime> at = std::nullopt;
    std::chrono::seconds uptime{};  ///< Since the last start; always known.
    RebootReason reboot = RebootReason::Unknown;

    std::optional<Millivolts> battery = std::nullopt;  ///< At the terminals, under load. 0 to 60 V.
    std::optional<MilliwattHours> energy_used =
        std::nullopt;  ///< Since new cells went in, by its own ledger.
    /// What it went into and how long the rest lasts; some know the sum only.
    std::optional<EnergyAccount> energy = std::nullopt;
    std::optional<int> battery_percent = std::nullopt;  ///< 0 to 100, as its gauge estimates.

    std::optional<Dbm> rssi = std::nullopt;                ///< Of the access point, -120 to 20.
    std::optional<KilobitsPerSecond> rate = std::nullopt;  ///< At which it sends, 0 to 100 Gbit/s.
    std::optional<Band> band = std::nullopt;
    std::optional<int> channel = std::nullopt;          ///< 1 to 233.
    std::optional<Celsius> temperature = std::nullopt;  ///< Of the board, -80 to 150.

    std::string firmware;                               ///< "1.2.0"; at most 40 bytes.
    std::optional<Bytes> storage_used = std::nullopt;   ///< Of its own ring of clips.
    std::optional<Bytes> storage_total = std::nullopt;  ///< 0: the card is gone.

    /// How long ago the button was last let go; unset: not since the last start.
    std::optional<std::chrono::seconds> since_press = std::nullopt;
    std::optional<bool> night_lamp = std::nullopt;  ///< Whether it shines; unset: there is none.
    Stage stage = Stage::Online;
    LightMeaning light = LightMeaning::Online;

    bool operator==(const Telemetry&) const = default;
};

}  // namespace porchlight::device
