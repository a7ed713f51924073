// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/event.hpp"

#include <array>
#include <chrono>
#include <cstdint>

namespace porchlight::device {

/// What a device has to do, in the order in which it is done. None deletes a clip, and none touches
/// the binding. Reports are kept until there is a hub to tell.
enum class Action : std::uint32_t {
    None = 0,
    StopRecording = 1U << 0U,  ///< Ends the clip properly: it is kept.
    StopLive = 1U << 1U,
    AbortUpdate = 1U << 2U,  ///< The running firmware is untouched.
    ClosePairing = 1U << 3U,

    ReportHang = 1U << 4U,
    ReportFirmware = 1U << 5U,  ///< It failed.
    ReportStuckButton = 1U << 6U,
    ReportBattery = 1U << 7U,
    ReportClimate = 1U << 8U,
    ReportStorage = 1U << 9U,
    ReportSlowReturn = 1U << 10U,

    ConfirmFirmware = 1U << 11U,   ///< The running firmware is good, if it was on trial.
    SwitchFirmware = 1U << 12U,    ///< Boot the other slot next, on trial.
    RollBackFirmware = 1U << 13U,  ///< Boot the other slot next, the one from before.
    EraseNextStep = 1U << 14U,     ///< Write `next_erase_step`, then say EraseStepDone.
    RestartServices = 1U << 15U,   ///< Radio and services, and only they.
    StartSelfTest = 1U << 16U,     ///< (Re)start from the beginning, with a self-test.
    OpenPairing = 1U << 17U,
    JoinWifi = 1U << 18U,  ///< Anew, if it is at it already.
    SeekHub = 1U << 19U,
    StartRecording = 1U << 20U,
    StartLive = 1U << 21U,
    BeginUpdate = 1U << 22U,
    CheckFirmware = 1U << 23U,  ///< Ask whether there is an update; one is then offered.
    Chime = 1U << 24U,          ///< Sound the chime, and report the ring.

    SetPairingTimer = 1U << 25U,
    SetRetryTimer = 1U << 26U,
    SetBackOnlineTimer = 1U << 27U,
    SetFirmwareTimer = 1U << 28U,
    SetIdentifyTimer = 1U << 29U,
    ReportDeferredUpdate = 1U << 30U,
};
[[nodiscard]] constexpr Action operator|(Action a, Action b) {
    return static_cast<Action>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
[[nodiscard]] constexpr bool has(Action all, Action one) {
    return (static_cast<std::uint32_t>(all) & static_cast<std::uint32_t>(one)) != 0;
}

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
