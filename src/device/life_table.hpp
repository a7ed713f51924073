// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/action.hpp"
#include "device/event.hpp"
#include "device/life.hpp"
#include "device/stage.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace porchlight::device {

/// The stages of a device and every way from one to another. A test reads this drawing and compares
/// it with the table. `Seeing…` stands for Recording, Live, RecordingLive; `Online…` for these and
/// Online; `Linked…` for
/// these, SeekingHub and Updating; `Erasable…` for Linked… and Starting, Pairing, Asleep, Joining,
/// Failed; `Awake…` for Erasable… and Erasing, HalfErased; `Powered…` for Awake… and TooFlat.
/// A hub has neither battery, pictures nor another hub; only a doorbell is rung.
///
/// What the light says is what happens: with critical cells, or too hot or too cold, nothing is
/// recorded or shown live until that is over (the light's words for it are in light/codes.cpp). A
/// bell rings all the same, and an update that has begun is finished.
///
///   Unpowered      ── PowerApplied ──▶ Starting
///   HungUnpowered  ── PowerApplied ──▶ Hung  too soon: the charge held the hang
///   HungUnpowered  ── ChargeDrained ──▶ Unpowered
///   Powered…       ── PowerLost ──▶ Unpowered
///   Hung           ── PowerLost ──▶ HungUnpowered
///
///   Starting       ── SelfTestPassed [nothing known] ──▶ Pairing
///   Starting       ── SelfTestPassed [network known] ──▶ Joining
///   Starting       ── SelfTestPassed [half erased] ──▶ Erasing
///   Starting       ── SelfTestPassed [half erased, weak cells] ──▶ HalfErased
///   Starting       ── SelfTestFailed [proven firmware] ──▶ Failed  on trial: rolled back
///   Failed         ── RetryDue ──▶ Starting
///   Awake…         ── Froze ──▶ Hung
///   Hung           ── WatchdogBit [proven firmware] ──▶ Starting
///   Hung           ── WatchdogBit [firmware on trial] ──▶ Starting  rolled back
///
///   Pairing        ── CredentialsReceived ──▶ Joining
///   Pairing        ── PairingTimeUp ──▶ Asleep
///   Joining        ── WifiJoined [not a hub] ──▶ SeekingHub
///   Joining        ── WifiJoined [a hub] ──▶ Online
///   SeekingHub     ── HubFound ──▶ Online
///   Linked…        ── WifiLost ──▶ Joining
///   Online…        ── HubLost ──▶ SeekingHub
///   Updating       ── HubLost ──▶ SeekingHub
///   Online…        ── HubRefused ──▶ SeekingHub
///   Updating       ── HubRefused ──▶ SeekingHub
///   SeekingHub     ── CredentialsReceived ──▶ Joining  from a new owner, as long as it is refused
///
///   Online         ── MotionStarted [able to see] ──▶ Recording
///   Live           ── MotionStarted [able to see] ──▶ RecordingLive
///   Online         ── RingPressed [able to see] ──▶ Recording
///   Live           ── RingPressed [able to see] ──▶ RecordingLive
///   Recording      ── MotionEnded ──▶ Online
///   RecordingLive  ── MotionEnded ──▶ Live
///   Online         ── LiveStarted [able to see] ──▶ Live
///   Recording      ── LiveStarted [able to see] ──▶ RecordingLive
///   Live           ── LiveEnded ──▶ Online
///   RecordingLive  ── LiveEnded ──▶ Recording
///   Seeing…        ── BatteryCritical ──▶ Online
///   Seeing…        ── TooHot ──▶ Online
///   Seeing…        ── TooCold ──▶ Online
///
///   Online         ── UpdateOffered [safe to update] ──▶ Updating  5 minutes after joining, too
///   Updating       ── UpdateFinished ──▶ Starting  on trial, in the other slot
///   Updating       ── UpdateFailed ──▶ Online
///
///   Linked…        ── ButtonReleased [soft] ──▶ Joining
///   Asleep         ── ButtonReleased [soft] ──▶ Pairing
///   Failed         ── ButtonReleased [soft] ──▶ Starting
///   Erasable…      ── ButtonReleased [armed, cells suffice] ──▶ Erasing
///   Erasing        ── EraseStepDone [last step] ──▶ Starting
///   HalfErased     ── EraseStepDone [last step] ──▶ Starting
///   Erasing        ── BatteryCritical ──▶ HalfErased  one write may still be under way
///   HalfErased     ── BatteryGood ──▶ Erasing
///   HalfErased     ── BatteryLow ──▶ Erasing
///   Awake…         ── BatteryFlat ──▶ TooFlat
///   TooFlat        ── BatteryGood ──▶ Starting
///   TooFlat        ── BatteryLow ──▶ Starting

/// What must be true besides, when the event comes.
enum class Guard : std::uint8_t {
    Always,
    IsHub,
    IsNoHub,
    NothingKnown,     ///< Memory holds no network, and no erase is under way.
    NetworkKnown,     ///< It holds one, and no erase is under way.
    HalfErased,       ///< An erase is under way, and the cells suffice to go on.
    HalfErasedWeak,   ///< … and they do not.
    FirmwareProven,   ///< It has passed a self-test.
    FirmwareOnTrial,  ///< Not yet.
    SafeToUpdate,     ///< Cells good, temperature in range.
    UnsafeToUpdate,
    AbleToSee,  ///< Cells better than critical, temperature in range: it may record and show.
    CellsWeak,
    OutOfRange,       ///< Cells suffice, and it is too hot or too cold.
    UnableToSee,      ///< Either of the two.
    Soft,             ///< The press that is let go asks for a soft reset.
    ArmedSufficient,  ///< … for a factory reset, and the cells suffice for it.
    ArmedWeak,        ///< … and they do not.
    StepsRemain,      ///< The step that was written is not the last one.
    LastStep,
};
inline constexpr std::size_t kGuards = 20;
/// As the drawing has it; empty for Always.
[[nodiscard]] std::string_view name_of(Guard guard);
[[nodiscard]] bool holds(Guard guard, const Life& life);

/// What begins and ends with a stage (a recording, a live view, an update) is no row's business:
/// `next` adds it wherever a row leads in or out.
struct Row {
    Event event = Event::PowerApplied;
    StageSet in;
    Guard guard = Guard::Always;
    std::optional<Stage> to;  ///< Nothing: it stays.
    Actions actions;
};

/// The table, in the order of events. At most one row holds for each life and event.
[[nodiscard]] std::span<const Row> life_table();
/// The row that holds, if one does.
[[nodiscard]] const Row* find_row(const Life& life, Event event);
/// Whether a device of that kind can be told of the event in that stage.
[[nodiscard]] bool can_come(Kind kind, Stage stage, Event event);

}  // namespace porchlight::device
