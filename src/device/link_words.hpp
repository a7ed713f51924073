// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json_fields.hpp"
#include "device/link_message.hpp"

#include <array>
#include <utility>

/// Private to device/: the words that enums go by on the link.
namespace porchlight::wire {

template <>
struct Words<device::RebootReason> {
    using enum device::RebootReason;
    static constexpr std::array<std::pair<device::RebootReason, std::string_view>, 8> kWords{{
        {PowerOn, "power_on"},
        {SoftReset, "soft_reset"},
        {FactoryReset, "factory_reset"},
        {Watchdog, "watchdog"},
        {Update, "update"},
        {RolledBack, "rolled_back"},
        {Command, "command"},
        {Unknown, "unknown"},
    }};
};

template <>
struct Words<device::Band> {
    using enum device::Band;
    static constexpr std::array<std::pair<device::Band, std::string_view>, 4> kWords{
        {{Ghz2, "2.4_ghz"}, {Ghz5, "5_ghz"}, {Ghz6, "6_ghz"}, {Wired, "wired"}}};
};

template <>
struct Words<device::EnergyUse> {
    using enum device::EnergyUse;
    static constexpr std::array<std::pair<device::EnergyUse, std::string_view>, device::kEnergyUses>
        kWords{{
            {Standby, "standby"},
            {Radio, "radio"},
            {Recording, "recording"},
            {Live, "live"},
            {Infrared, "infrared"},
            {StatusLight, "status_light"},
            {MotionWake, "motion_wake"},
        }};
};

template <>
struct Words<device::Stage> {
    using enum device::Stage;
    static constexpr std::array<std::pair<device::Stage, std::string_view>, device::kStages> kWords{
        {
            {Unpowered, "unpowered"},
            {HungUnpowered, "hung_unpowered"},
            {Starting, "starting"},
            {Pairing, "pairing"},
            {Asleep, "asleep"},
            {Joining, "joining"},
            {SeekingHub, "seeking_hub"},
            {Online, "online"},
            {Recording, "recording"},
            {Live, "live"},
            {RecordingLive, "recording_live"},
            {Updating, "updating"},
            {Hung, "hung"},
            {Erasing, "erasing"},
            {HalfErased, "half_erased"},
            {TooFlat, "too_flat"},
            {Failed, "failed"},
        }};
};

template <>
struct Words<device::LightMeaning> {
    using enum device::LightMeaning;
    static constexpr std::array<std::pair<device::LightMeaning, std::string_view>,
                                device::kLightMeanings>
        kWords{{
            {Off, "off"},
            {Starting, "starting"},
            {Pairing, "pairing"},
            {JoiningWifi, "joining_wifi"},
            {SeekingHub, "seeking_hub"},
            {Online, "online"},
            {Recording, "recording"},
            {Live, "live"},
            {Updating, "updating"},
            {WifiPasswordRefused, "wifi_password_refused"},
            {NoWifi, "no_wifi"},
            {NoHub, "no_hub"},
            {NoInternet, "no_internet"},
            {TooHot, "too_hot"},
            {TooCold, "too_cold"},
            {BatteryLow, "battery_low"},
            {BatteryCritical, "battery_critical"},
            {StorageFault, "storage_fault"},
            {StuckButton, "stuck_button"},
            {SoftReset, "soft_reset"},
            {EraseWarning, "erase_warning"},
            {EraseArmed, "erase_armed"},
            {Erasing, "erasing"},
            {FirmwareFailed, "firmware_failed"},
            {Identify, "identify"},
            {HubRefuses, "hub_refuses"},
        }};
};

template <>
struct Words<device::GoodbyeReason> {
    using enum device::GoodbyeReason;
    static constexpr std::array<std::pair<device::GoodbyeReason, std::string_view>, 6> kWords{{
        {ShuttingDown, "shutting_down"},
        {NotRegistered, "not_registered"},
        {Replaced, "replaced"},
        {WrongVersion, "wrong_version"},
        {TooMany, "too_many"},
        {BadMessage, "bad_message"},
    }};
};

template <>
struct Words<device::EventReportKind> {
    using enum device::EventReportKind;
    static constexpr std::array<std::pair<device::EventReportKind, std::string_view>, 14> kWords{{
        {Motion, "motion"},
        {Ring, "ring"},
        {SoftReset, "soft_reset"},
        {FactoryReset, "factory_reset"},
        {StuckButton, "stuck_button"},
        {HubRefused, "hub_refused"},
        {PairingTriesUsedUp, "pairing_tries_used_up"},
        {Hang, "hang"},
        {FirmwareFailed, "firmware_failed"},
        {Battery, "battery"},
        {Climate, "climate"},
        {Storage, "storage"},
        {SlowReturn, "slow_return"},
        {UpdateDeferred, "update_deferred"},
    }};
};

template <>
struct Words<device::CommandOutcome> {
    using enum device::CommandOutcome;
    static constexpr std::array<std::pair<device::CommandOutcome, std::string_view>, 3> kWords{
        {{Done, "done"}, {Failed, "failed"}, {Unsupported, "unsupported"}}};
};

template <>
struct Words<device::DataKind> {
    using enum device::DataKind;
    static constexpr std::array<std::pair<device::DataKind, std::string_view>, 3> kWords{
        {{Clip, "clip"}, {Snapshot, "snapshot"}, {Firmware, "firmware"}}};
};

}  // namespace porchlight::wire
