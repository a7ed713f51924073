// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/press.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace porchlight::device {

/// Everything that can happen to a device.
enum class Event : std::uint8_t {
    PowerApplied,
    PowerLost,
    ChargeDrained,  ///< Without power for `kChargeDrains`, or the button was pressed meanwhile.

    SelfTestPassed,
    SelfTestFailed,
    Froze,        ///< The firmware hangs. Nobody tells the device; simulators do.
    WatchdogBit,  ///< The hardware watchdog restarts it.

    CredentialsReceived,  ///< An owner with the pairing code gave network, password and hub key.
    PairingTimeUp,
    WifiJoined,
    WifiPasswordRefused,
    WifiNotFound,
    WifiLost,
    HubFound,
    HubNotFound,  ///< No hub answers.
    HubRefused,   ///< A hub answers and does not take it: its owner deleted it, or another home has
                  ///< it.
    HubLost,
    RetryDue,
    BackOnlineLate,
    InternetLost,
    InternetBack,

    MotionStarted,
    MotionEnded,  ///< Nothing moves any more, and a ring has had its time.
    RingPressed,
    LiveStarted,
    LiveEnded,

    FirmwareCheckDue,
    UpdateOffered,
    UpdateFinished,
    UpdateFailed,

    ButtonShort,  ///< These six are the phases of a `PressReader`, as they are reached.
    ButtonSoft,
    ButtonWarning,
    ButtonArmed,
    ButtonStuck,
    ButtonHeldAtBoot,
    ButtonReleased,
    EraseStepDone,  ///< What EraseNextStep asked for is in flash.

    BatteryGood,
    BatteryLow,
    BatteryCritical,
    BatteryFlat,
    TemperatureGood,
    TooHot,
    TooCold,
    StorageGood,
    StorageFailed,
    IdentifyAsked,
    IdentifyOver,
};
inline constexpr std::size_t kEvents = 49;

[[nodiscard]] std::string_view name_of(Event event);

/// The event that tells of that phase; for Up, the release.
[[nodiscard]] constexpr Event event_of(PressPhase phase) {
    switch (phase) {
        case PressPhase::Up:
            return Event::ButtonReleased;
        case PressPhase::Short:
            return Event::ButtonShort;
        case PressPhase::Soft:
            return Event::ButtonSoft;
        case PressPhase::Warning:
            return Event::ButtonWarning;
        case PressPhase::Armed:
            return Event::ButtonArmed;
        case PressPhase::Stuck:
            return Event::ButtonStuck;
        case PressPhase::HeldAtBoot:
            return Event::ButtonHeldAtBoot;
    }
    return Event::ButtonReleased;
}

}  // namespace porchlight::device
