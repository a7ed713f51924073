// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/model_words.hpp"

/// The words of a light: how it blinks, which one it is, what it means.
namespace porchlight::device::model {

/// Unknown: the sources say that it blinks, but not how fast.
enum class Rhythm : std::uint8_t { Known, Unknown };
template <>
inline constexpr std::array kWords<Rhythm> = std::to_array<std::string_view>({"known", "unknown"});

enum class Led : std::uint8_t { Front, Top, Button, Lamp };
template <>
inline constexpr std::array kWords<Led> =
    std::to_array<std::string_view>({"front", "top", "button", "lamp"});

/// Where one of our own devices means it too, the word is that of `LightMeaning`.
enum class CodeMeaning : std::uint8_t {
    Starting,
    SelfTest,
    Pairing,
    JoiningWifi,
    SeekingHub,
    Online,
    Recording,
    Live,
    Motion,
    DoorbellPressed,
    Updating,
    NetworkTrouble,
    WifiPasswordRefused,
    NoWifi,
    NoHub,
    HubRefuses,
    NoInternet,
    NoCloud,
    TooHot,
    TooCold,
    TooHotOrCold,
    BatteryLow,
    BatteryCritical,
    StorageFault,
    StuckButton,
    SoftReset,
    EraseWarning,
    EraseArmed,
    Erasing,
    ResetAccepted,
    Resetting,
    SetupFailed,
    SoftwareFault,
    FirmwareFailed,
    Hung,
    Identify,
    InfraredLamp
};
template <>
inline constexpr std::array kWords<CodeMeaning> =
    std::to_array<std::string_view>({"starting",
                                     "self_test",
                                     "pairing",
                                     "joining_wifi",
                                     "seeking_hub",
                                     "online",
                                     "recording",
                                     "live",
                                     "motion",
                                     "doorbell_pressed",
                                     "updating",
                                     "network_trouble",
                                     "wifi_password_refused",
                                     "no_wifi",
                                     "no_hub",
                                     "hub_refuses",
                                     "no_internet",
                                     "no_cloud",
                                     "too_hot",
                                     "too_cold",
                                     "too_hot_or_cold",
                                     "battery_low",
                                     "battery_critical",
                                     "storage_fault",
                                     "stuck_button",
                                     "soft_reset",
                                     "erase_warning",
                                     "erase_armed",
                                     "erasing",
                                     "reset_accepted",
                                     "resetting",
                                     "setup_failed",
                                     "software_fault",
                                     "firmware_failed",
                                     "hung",
                                     "identify",
                                     "infrared_lamp"});

static_assert(word(Led::Lamp) == "lamp" && word(CodeMeaning::InfraredLamp) == "infrared_lamp");

}  // namespace porchlight::device::model
