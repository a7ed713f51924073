// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/stage.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The short words of spec/models/*.toml. Each enum stands beside its words, in the same order;
/// spec/models/README.md says what they mean.
namespace porchlight::device::model {

/// The words of an enum.
template <typename E>
inline constexpr std::array<std::string_view, 0> kWords{};

template <typename E>
[[nodiscard]] constexpr std::string_view word(E value) {
    return kWords<E>[static_cast<std::size_t>(value)];
}

enum class Certainty : std::uint8_t { Official, Community, Article, Memory, Ours };
template <>
inline constexpr std::array kWords<Certainty> =
    std::to_array<std::string_view>({"official", "community", "article", "memory", "ours"});

template <>
inline constexpr std::array kWords<Kind> =
    std::to_array<std::string_view>({"camera", "doorbell", "hub"});

/// Its shape in our drawings: one that stands for its kind, no maker's likeness. Block: a square
/// case on cells. Stand: a round or square head on a foot. PanTilt: a head that turns on a base.
/// Bullet: a long case on an arm. Doorbell: upright, with a bell. Module: a small square box that
/// joins cameras. Box: a flat one with sockets. Board: a bare circuit board in an open case.
enum class Form : std::uint8_t { Block, Stand, PanTilt, Bullet, Doorbell, Module, Box, Board };
template <>
inline constexpr std::array kWords<Form> = std::to_array<std::string_view>(
    {"block", "stand", "pan_tilt", "bullet", "doorbell", "module", "box", "board"});

enum class PowerClass : std::uint8_t { Battery, Wired, Either };
template <>
inline constexpr std::array kWords<PowerClass> =
    std::to_array<std::string_view>({"battery", "wired", "either"});

enum class Band : std::uint8_t { Wifi24, Wifi5, HubRadio, Bluetooth, Cable };
template <>
inline constexpr std::array kWords<Band> =
    std::to_array<std::string_view>({"wifi_2.4", "wifi_5", "hub_radio", "bluetooth", "cable"});

/// Through what it reaches the home network. Hub: it takes the network from its hub.
enum class Connects : std::uint8_t { Hub, Wifi, Network };
template <>
inline constexpr std::array kWords<Connects> =
    std::to_array<std::string_view>({"hub", "wifi", "network"});

enum class SensorKind : std::uint8_t { Heat, Pixels, HeatOrPixels };
template <>
inline constexpr std::array kWords<SensorKind> =
    std::to_array<std::string_view>({"heat", "pixels", "heat_or_pixels"});

enum class Place : std::uint8_t {
    BatteryBay,
    Underside,
    Back,
    Side,
    BehindPlate,
    Top,
    Base,
    Varies
};
template <>
inline constexpr std::array kWords<Place> = std::to_array<std::string_view>(
    {"battery_bay", "underside", "back", "side", "behind_plate", "top", "base", "varies"});

enum class ToolKind : std::uint8_t {
    None,
    Pin,
    Paperclip,
    SimEjector,
    OpeningTool,
    Coin,
    ReleaseKey,
    Finger
};
template <>
inline constexpr std::array kWords<ToolKind> = std::to_array<std::string_view>(
    {"none", "pin", "paperclip", "sim_ejector", "opening_tool", "coin", "release_key", "finger"});

enum class ToolUse : std::uint8_t { Press, Open };
template <>
inline constexpr std::array kWords<ToolUse> = std::to_array<std::string_view>({"press", "open"});

enum class Gesture : std::uint8_t { Click, Hold };
template <>
inline constexpr std::array kWords<Gesture> = std::to_array<std::string_view>({"click", "hold"});

/// While the button is held there is power, or none, or none at first and then it returns.
enum class ButtonPower : std::uint8_t { On, Off, Restored };
template <>
inline constexpr std::array kWords<ButtonPower> =
    std::to_array<std::string_view>({"on", "off", "restored"});

enum class Effect : std::uint8_t {
    Nothing,
    Warns,
    WifiRestart,
    SoftReset,
    FactoryReset,
    Drains,
    ColdBoot,
    Reported,
    Unbinds
};
template <>
inline constexpr std::array kWords<Effect> = std::to_array<std::string_view>(
    {"nothing", "warns", "wifi_restart", "soft_reset", "factory_reset", "drains", "cold_boot",
     "reported", "unbinds"});

/// What is gone afterwards. Clips are not among them: a reset never deletes clips.
enum class Erased : std::uint8_t { Wifi, Settings, Pairing, DriveLink, Binding };
template <>
inline constexpr std::array kWords<Erased> =
    std::to_array<std::string_view>({"wifi", "settings", "pairing", "drive_link", "binding"});

enum class How : std::uint8_t { BatteriesOut, Unplug, AppDelete, AppRestart, Web };
template <>
inline constexpr std::array kWords<How> = std::to_array<std::string_view>(
    {"batteries_out", "unplug", "app_delete", "app_restart", "web_page"});

enum class WaitFor : std::uint8_t {
    WithoutPower,
    BackOnline,
    StillOffline,
    ResetDone,
    PairingStuck,
    LeaveAlone
};
template <>
inline constexpr std::array kWords<WaitFor> =
    std::to_array<std::string_view>({"without_power", "back_online", "still_offline", "reset_done",
                                     "pairing_stuck", "leave_alone"});

enum class LimitKind : std::uint8_t {
    Note,
    ClipDefaultS,
    ClipLongestS,
    RetriggerDefaultS,
    RetriggerShortestS,
    RetriggerLongestS,
    Sensitivity,
    ActivityZones,
    PrivacyZones,
    CamerasPerHub,
    LiveLongestS,
    DriveLargestGb,
    DriveFreeMb,
    StreamsAtOnce
};
template <>
inline constexpr std::array kWords<LimitKind> = std::to_array<std::string_view>(
    {"note", "clip_default_s", "clip_longest_s", "retrigger_default_s", "retrigger_shortest_s",
     "retrigger_longest_s", "sensitivity", "activity_zones", "privacy_zones", "cameras_per_hub",
     "live_longest_s", "drive_largest_gb", "drive_free_mb", "streams_at_once"});

enum class Ability : std::uint8_t { Stream, ImportDrive, Advise, Manage };
template <>
inline constexpr std::array kWords<Ability> =
    std::to_array<std::string_view>({"stream", "import_drive", "advise", "manage"});

enum class State : std::uint8_t { Works, Planned };
template <>
inline constexpr std::array kWords<State> = std::to_array<std::string_view>({"works", "planned"});

// The last of each: with a word too few or too many before it, this does not compile.
static_assert(word(Certainty::Ours) == "ours" && word(Kind::Hub) == "hub");
static_assert(word(Form::Board) == "board");
static_assert(word(PowerClass::Either) == "either" && word(Band::Cable) == "cable");
static_assert(word(Connects::Network) == "network" && word(Place::Varies) == "varies");
static_assert(word(SensorKind::HeatOrPixels) == "heat_or_pixels" && word(ToolUse::Open) == "open");
static_assert(word(ToolKind::Finger) == "finger" && word(ButtonPower::Restored) == "restored");
static_assert(word(Effect::Unbinds) == "unbinds" && word(Erased::Binding) == "binding");
static_assert(word(How::Web) == "web_page" && word(WaitFor::LeaveAlone) == "leave_alone");
static_assert(word(LimitKind::StreamsAtOnce) == "streams_at_once");
static_assert(word(Ability::Manage) == "manage" && word(State::Planned) == "planned");

}  // namespace porchlight::device::model
