// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/event.hpp"
#include "device/set_of.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace porchlight::device {

/// What a device has to do, in the order in which it is done. None deletes a clip, and none touches
/// the binding. Reports are kept until there is a hub to tell.
enum class Action : std::uint8_t {
    StopRecording,  ///< Ends the clip properly: it is kept.
    StopLive,
    AbortUpdate,  ///< The running firmware is untouched.
    ClosePairing,

    ReportHang,
    ReportFirmware,  ///< It failed.
    ReportStuckButton,
    ReportBattery,
    ReportClimate,
    ReportStorage,
    ReportSlowReturn,

    ConfirmFirmware,   ///< The running firmware is good, if it was on trial.
    SwitchFirmware,    ///< Boot the other slot next, on trial.
    RollBackFirmware,  ///< Boot the other slot next, the one from before.
    EraseNextStep,     ///< Write `next_erase_step`, then say EraseStepDone.
    RestartServices,   ///< Radio and services, and only they.
    StartSelfTest,     ///< (Re)start from the beginning, with a self-test.
    OpenPairing,
    JoinWifi,  ///< Anew, if it is at it already.
    SeekHub,
    StartRecording,
    StartLive,
    BeginUpdate,
    CheckFirmware,  ///< Ask whether there is an update; one is then offered.
    Chime,          ///< Sound the chime, and report the ring.

    SetPairingTimer,
    SetRetryTimer,
    SetBackOnlineTimer,
    SetFirmwareTimer,
    SetIdentifyTimer,
    ReportDeferredUpdate,
};
inline constexpr std::size_t kActions = 31;
static_assert(static_cast<std::size_t>(Action::ReportDeferredUpdate) + 1 == kActions);
using Actions = SetOf<Action>;

/// A timer that is set again starts anew. None is ever cancelled: one that no longer matters is
/// ignored when it is due. After a restart all are gone. Sources: origin articles C10 (15 minutes),
/// C26 (180 s) and 002:L221 (5 minutes); the others are ours.
struct TimerRule {
    Action set_by;
    std::chrono::seconds duration;
    Event due;
};
inline constexpr std::array kTimers{
    TimerRule{Action::SetPairingTimer, std::chrono::minutes(15), Event::PairingTimeUp},
    TimerRule{Action::SetRetryTimer, std::chrono::seconds(20), Event::RetryDue},
    TimerRule{Action::SetBackOnlineTimer, std::chrono::seconds(180), Event::BackOnlineLate},
    TimerRule{Action::SetFirmwareTimer, std::chrono::minutes(5), Event::FirmwareCheckDue},
    TimerRule{Action::SetIdentifyTimer, std::chrono::seconds(30), Event::IdentifyOver},
};

}  // namespace porchlight::device
