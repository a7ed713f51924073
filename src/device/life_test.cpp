// SPDX-License-Identifier: Apache-2.0
#include "device/life.hpp"

#include "device/binding.hpp"
#include "device/life_for_test.hpp"
#include "device/life_table.hpp"

#include <gtest/gtest.h>

namespace porchlight::device {
namespace {

using enum Event;

Told paired(Kind kind = Kind::Camera) {
    Told device(kind);
    device.tell({PowerApplied, SelfTestPassed, CredentialsReceived, WifiJoined, HubFound});
    return device;
}

TEST(Life, ANewCameraPairsJoinsAndIsOnline) {
    Told camera(Kind::Camera);
    EXPECT_EQ(camera.light(), LightMeaning::Off);
    EXPECT_TRUE(has(camera.tell({PowerApplied}), Action::StartSelfTest));
    EXPECT_EQ(camera.light(), LightMeaning::Starting);
    EXPECT_TRUE(has(camera.tell({SelfTestPassed}), Action::OpenPairing));
    EXPECT_EQ(camera.light(), LightMeaning::Pairing);
    EXPECT_TRUE(has(camera.tell({CredentialsReceived}), Action::JoinWifi));
    EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
    EXPECT_TRUE(is_paired(camera.memory()));
    EXPECT_TRUE(has(camera.tell({WifiJoined}), Action::SeekHub));
    EXPECT_EQ(camera.light(), LightMeaning::SeekingHub);
    camera.tell({HubFound});
    EXPECT_EQ(camera.light(), LightMeaning::Online);
}

TEST(Life, AHubIsOnlineOnceItHasANetwork) {
    Told hub(Kind::Hub);
    hub.tell({PowerApplied, SelfTestPassed, CredentialsReceived, WifiJoined});
    EXPECT_EQ(hub.stage(), Stage::Online);
    hub.tell({MotionStarted});
    EXPECT_EQ(hub.stage(), Stage::Online);
}

TEST(Life, APairingThatNobodyTookIsOpenedAgainByASoftPressOrNewPower) {
    Told camera(Kind::Camera);
    EXPECT_TRUE(
        has(camera.tell({PowerApplied, SelfTestPassed, PairingTimeUp}), Action::ClosePairing));
    EXPECT_EQ(camera.stage(), Stage::Asleep);
    EXPECT_EQ(camera.light(), LightMeaning::Off);
    Told other = camera;
    EXPECT_TRUE(has(camera.press(PressPhase::Soft), Action::OpenPairing));
    EXPECT_EQ(camera.stage(), Stage::Pairing);
    other.tell({PowerLost, PowerApplied, SelfTestPassed});
    EXPECT_EQ(other.stage(), Stage::Pairing);
}

TEST(Life, EachReasonForNotBeingOnlineHasItsOwnLight) {
    Told camera = paired();
    camera.tell({WifiLost});
    EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
    camera.tell({WifiNotFound});
    EXPECT_EQ(camera.light(), LightMeaning::NoNetwork);
    camera.tell({RetryDue});
    EXPECT_EQ(camera.light(), LightMeaning::NoNetwork);
    camera.tell({WifiPasswordRefused});
    EXPECT_EQ(camera.light(), LightMeaning::WifiPasswordRefused);
    camera.tell({WifiJoined});
    EXPECT_EQ(camera.light(), LightMeaning::SeekingHub);
    camera.tell({HubNotFound});
    EXPECT_EQ(camera.light(), LightMeaning::NoHub);
    camera.tell({HubFound, InternetLost});
    EXPECT_EQ(camera.light(), LightMeaning::NoInternet);
    EXPECT_EQ(camera.stage(), Stage::Online);
    camera.tell({InternetBack});
    EXPECT_EQ(camera.light(), LightMeaning::Online);
}

TEST(Life, ANewWifiPasswordNeedsNoReset) {
    Told camera = paired();
    EXPECT_TRUE(has(camera.tell({WifiLost, WifiPasswordRefused}), Action::OpenPairing));
    const Action actions = camera.tell({CredentialsReceived});
    EXPECT_TRUE(has(actions, Action::JoinWifi));
    EXPECT_TRUE(has(actions, Action::ClosePairing));
    EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
}

TEST(Life, ASlowReturnIsReportedAndATimerThatIsStaleIsNot) {
    Told camera = paired();
    EXPECT_TRUE(has(camera.tell({HubLost}), Action::SetBackOnlineTimer));
    EXPECT_TRUE(has(camera.tell({BackOnlineLate}), Action::ReportSlowReturn));
    EXPECT_EQ(camera.tell({HubFound, BackOnlineLate}), Action::None);
}

// Presses.

TEST(Life, ASoftPressRestartsServicesAndForgetsNothing) {
    Told camera = paired();
    const Memory before = camera.memory();
    camera.tell({ButtonShort, ButtonSoft});
    EXPECT_EQ(camera.light(), LightMeaning::SoftReset);
    EXPECT_TRUE(has(camera.tell({ButtonReleased}), Action::RestartServices));
    EXPECT_EQ(camera.memory(), before);
    camera.tell({WifiJoined, HubFound});
    EXPECT_EQ(camera.stage(), Stage::Online);
}

TEST(Life, ShortPressesAndTheDeadBandAndStuckButtonsDoNothing) {
    for (const PressPhase phase : {PressPhase::Short, PressPhase::Warning, PressPhase::Stuck}) {
        Told camera = paired();
        const Life before = camera.life();
        EXPECT_EQ(camera.press(phase), Action::None);
        EXPECT_EQ(camera.life(), before);
    }
}

TEST(Life, TheDeadBandWarnsAndTheArmedButtonIsArmedRed) {
    Told camera = paired();
    camera.tell({ButtonShort, ButtonSoft, ButtonWarning});
    EXPECT_EQ(camera.light(), LightMeaning::EraseWarning);
    camera.tell({ButtonArmed});
    EXPECT_EQ(camera.light(), LightMeaning::EraseArmed);
}

TEST(Life, AStuckButtonIsShownAndReportedOnceAndErasesNothing) {
    Told camera = paired();
    camera.tell({ButtonShort, ButtonSoft, ButtonWarning, ButtonArmed});
    EXPECT_TRUE(has(camera.tell({ButtonStuck}), Action::ReportStuckButton));
    EXPECT_EQ(camera.light(), LightMeaning::StuckButton);
    EXPECT_EQ(camera.tell({ButtonStuck}), Action::None);
    EXPECT_EQ(camera.tell({ButtonReleased}), Action::None);
    EXPECT_TRUE(is_paired(camera.memory()));
}

TEST(Life, AFactoryResetClearsMemoryStepByStepAndEndsInPairing) {
    Told camera = paired();
    EXPECT_TRUE(has(camera.press(PressPhase::Armed), Action::EraseNextStep));
    EXPECT_EQ(camera.light(), LightMeaning::Erasing);
    EXPECT_TRUE(is_paired(camera.memory()));
    int steps = 0;
    while (camera.stage() == Stage::Erasing) {
        camera.tell({EraseStepDone});
        ++steps;
    }
    EXPECT_EQ(steps, 6);
    EXPECT_EQ(camera.memory(), Memory{});
    camera.tell({SelfTestPassed});
    EXPECT_EQ(camera.stage(), Stage::Pairing);
}

TEST(Life, ASecondHandCameraIsErasedByItsButtonAndStillBelongsToItsOwner) {
    const HomeId seller(1);
    const HomeId buyer(2);
    const Binding binding = change({}, {.event = BindingEvent::Claim, .by = seller}).binding;
    Told camera = paired();
    camera.press(PressPhase::Armed);
    camera.tell(
        {EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone});
    EXPECT_FALSE(is_paired(camera.memory()));
    const BindingRequest claim{.event = BindingEvent::Claim, .by = buyer};
    EXPECT_EQ(change(binding, claim).answer, BindingAnswer::AlreadyRegistered);
}

TEST(Life, AResetWhileRecordingFinishesTheClipFirst) {
    for (const PressPhase phase : {PressPhase::Soft, PressPhase::Armed}) {
        Told camera = paired();
        EXPECT_TRUE(has(camera.tell({MotionStarted}), Action::StartRecording));
        const Action actions = camera.press(phase);
        EXPECT_TRUE(has(actions, Action::StopRecording));
        EXPECT_FALSE(has(actions, Action::StopLive));
    }
}

TEST(Life, AnArmedPressFromBeforeARestartErasesNothing) {
    Told camera = paired();
    camera.tell({ButtonShort, ButtonSoft, ButtonWarning, ButtonArmed, Froze, WatchdogBit});
    EXPECT_EQ(camera.light(), LightMeaning::Starting);
    EXPECT_EQ(camera.tell({ButtonHeldAtBoot, ButtonReleased}), Action::None);
    EXPECT_TRUE(is_paired(camera.memory()));
}

// Power.

TEST(Life, AHungCameraKeepsItsLightAndNeedsItsChargeDrained) {
    Told camera(Kind::Camera);
    camera.tell({PowerApplied, Froze});
    EXPECT_EQ(camera.light(), LightMeaning::Starting);
    camera.tell({ButtonShort, ButtonSoft, ButtonArmed, ButtonReleased});
    EXPECT_EQ(camera.stage(), Stage::Hung);

    camera.tell({PowerLost});
    EXPECT_EQ(camera.light(), LightMeaning::Off);
    camera.tell({PowerApplied});
    EXPECT_EQ(camera.stage(), Stage::Hung) << "unplugged too shortly";
    EXPECT_EQ(camera.light(), LightMeaning::Starting);

    camera.tell({PowerLost, ChargeDrained, PowerApplied, ButtonHeldAtBoot});
    EXPECT_EQ(camera.stage(), Stage::Starting);
    camera.tell({ButtonReleased, SelfTestPassed});
    EXPECT_EQ(camera.stage(), Stage::Pairing);
}

TEST(Life, TheWaitThatPeopleAreTaughtDrainsEveryDevice) {
    for (const Kind kind : kKinds) {
        EXPECT_GT(taught_wait(kind), kChargeDrains);
    }
}

TEST(Life, AFactoryResetCutOffByItsCellsGoesOnAtTheNextBoot) {
    for (int steps = 0; steps <= 5; ++steps) {
        Told camera = paired();
        camera.press(PressPhase::Armed);
        for (int i = 0; i < steps; ++i) {
            camera.tell({EraseStepDone});
        }
        camera.tell({PowerLost, PowerApplied, SelfTestPassed});
        if (steps == 0) {
            EXPECT_EQ(camera.stage(), Stage::Joining) << "not even the mark was written";
            EXPECT_TRUE(is_paired(camera.memory()));
            continue;
        }
        EXPECT_EQ(camera.light(), LightMeaning::Erasing);
        for (int i = steps; i < 6; ++i) {
            camera.tell({EraseStepDone});
        }
        EXPECT_EQ(camera.memory(), Memory{});
        EXPECT_EQ(camera.stage(), Stage::Starting);
    }
}

TEST(Life, CellsThatGrowTooWeakPauseAFactoryResetUntilBetterOnesCome) {
    Told camera = paired();
    camera.press(PressPhase::Armed);
    camera.tell({EraseStepDone, EraseStepDone, BatteryCritical});
    EXPECT_EQ(camera.stage(), Stage::HalfErased);
    EXPECT_EQ(camera.light(), LightMeaning::BatteryCritical);
    EXPECT_FALSE(camera.memory().has_hub_key);
    EXPECT_TRUE(camera.memory().has_wifi_credentials);

    camera.tell({EraseStepDone});  // was under way
    EXPECT_EQ(camera.stage(), Stage::HalfErased);
    EXPECT_FALSE(camera.memory().has_wifi_credentials);

    Told with_new_cells = camera;
    EXPECT_TRUE(has(camera.tell({BatteryLow}), Action::EraseNextStep));
    EXPECT_EQ(camera.stage(), Stage::Erasing);
    with_new_cells.tell({PowerLost, PowerApplied, BatteryCritical, SelfTestPassed});
    EXPECT_EQ(with_new_cells.stage(), Stage::HalfErased) << "no better than the old ones";
    with_new_cells.tell({PowerLost, PowerApplied, SelfTestPassed});
    EXPECT_EQ(with_new_cells.stage(), Stage::Erasing);
}

TEST(Life, CellsTooWeakForAFactoryResetAreSaidBeforeItBegins) {
    Told camera = paired();
    camera.tell({BatteryCritical, ButtonShort, ButtonSoft, ButtonWarning});
    EXPECT_EQ(camera.light(), LightMeaning::BatteryCritical);
    camera.tell({ButtonArmed});
    EXPECT_EQ(camera.light(), LightMeaning::BatteryCritical);
    EXPECT_TRUE(has(camera.tell({ButtonReleased}), Action::ReportBattery));
    EXPECT_EQ(camera.stage(), Stage::Online);
    EXPECT_EQ(camera.memory(), paired_memory());
}

TEST(Life, ADoorbellTooFlatIsDarkThoughItIsOffline) {
    Told doorbell = paired(Kind::Doorbell);
    doorbell.tell({WifiLost, WifiNotFound});
    EXPECT_EQ(doorbell.light(), LightMeaning::NoNetwork);
    doorbell.tell({BatteryFlat});
    EXPECT_EQ(doorbell.light(), LightMeaning::Off);
    doorbell.tell({BatteryCritical});
    EXPECT_EQ(doorbell.light(), LightMeaning::Off) << "a resting cell is no better cell";
    doorbell.tell({PowerLost, PowerApplied, SelfTestPassed, WifiNotFound});
    EXPECT_EQ(doorbell.light(), LightMeaning::NoNetwork) << "new cells, and the code is seen";
}

// Work.

TEST(Life, RecordingAndLiveBeginAndEndByThemselves) {
    Told camera = paired();
    EXPECT_TRUE(has(camera.tell({MotionStarted}), Action::StartRecording));
    EXPECT_EQ(camera.light(), LightMeaning::Recording);
    EXPECT_EQ(camera.tell({LiveStarted}), Action::StartLive);
    EXPECT_EQ(camera.light(), LightMeaning::Live);
    EXPECT_EQ(camera.tell({MotionEnded}), Action::StopRecording);
    EXPECT_EQ(camera.light(), LightMeaning::Live);
    EXPECT_EQ(camera.tell({LiveEnded}), Action::StopLive);
    EXPECT_EQ(camera.light(), LightMeaning::Online);
}

TEST(Life, ARingIsRecordedAndChimesOfflineToo) {
    Told doorbell = paired(Kind::Doorbell);
    EXPECT_EQ(doorbell.tell({RingPressed}), Action::Chime | Action::StartRecording);
    EXPECT_EQ(doorbell.tell({RingPressed}), Action::Chime);
    EXPECT_EQ(doorbell.tell({WifiLost, RingPressed}), Action::Chime);
    EXPECT_EQ(next(paired(Kind::Camera).life(), RingPressed).answer, Answer::CannotCome);
}

TEST(Life, CriticalCellsEndLiveViewsAndRefuseNewOnesButGoOnRecording) {
    Told camera = paired();
    camera.tell({MotionStarted, LiveStarted});
    EXPECT_TRUE(has(camera.tell({BatteryCritical}), Action::StopLive));
    EXPECT_EQ(camera.stage(), Stage::Recording);
    EXPECT_EQ(camera.tell({LiveStarted}), Action::ReportBattery);
    EXPECT_EQ(camera.stage(), Stage::Recording);
}

// Firmware.

TEST(Life, SomeMinutesAfterAFactoryResetTheFirmwareMayUpdateItself) {
    Told camera = paired();
    camera.press(PressPhase::Armed);
    while (camera.stage() == Stage::Erasing) {
        camera.tell({EraseStepDone});
    }
    camera.tell({SelfTestPassed, CredentialsReceived, WifiJoined});
    EXPECT_TRUE(has(camera.tell({HubFound}), Action::SetFirmwareTimer));
    EXPECT_TRUE(has(camera.tell({FirmwareCheckDue}), Action::CheckFirmware));
    EXPECT_TRUE(has(camera.tell({UpdateOffered}), Action::BeginUpdate));
    EXPECT_EQ(camera.light(), LightMeaning::Updating);
    EXPECT_TRUE(has(camera.tell({UpdateFinished}), Action::SwitchFirmware));
    EXPECT_EQ(camera.memory().firmware, (Firmware{.running = FirmwareSlot::B, .on_trial = true}));
    camera.tell({SelfTestPassed, WifiJoined, HubFound});
    EXPECT_EQ(camera.memory().firmware, (Firmware{.running = FirmwareSlot::B, .on_trial = false}));
    EXPECT_EQ(camera.light(), LightMeaning::Online);
}

TEST(Life, NewFirmwareThatFailsOrHangsIsRolledBack) {
    for (const Event fault : {SelfTestFailed, Froze}) {
        Told camera = paired();
        camera.tell({UpdateOffered, UpdateFinished, fault});
        if (fault == Froze) {
            camera.tell({WatchdogBit});
        }
        EXPECT_EQ(camera.memory().firmware,
                  (Firmware{.running = FirmwareSlot::A, .on_trial = false}));
        camera.tell({SelfTestPassed, WifiJoined, HubFound});
        EXPECT_EQ(camera.stage(), Stage::Online);
    }
}

TEST(Life, ProvenFirmwareThatFailsItsSelfTestIsSaidSoAndTriedAgain) {
    Told camera = paired();
    camera.tell({PowerLost, PowerApplied, SelfTestFailed});
    EXPECT_EQ(camera.light(), LightMeaning::FirmwareFailed);
    EXPECT_TRUE(has(camera.tell({RetryDue}), Action::StartSelfTest));
    camera.tell({SelfTestPassed, WifiJoined, HubFound});
    EXPECT_EQ(camera.light(), LightMeaning::Online);
}

TEST(Life, AnUpdateThatFailsLeavesTheOldFirmwareRunningAndShown) {
    Told camera = paired();
    camera.tell({UpdateOffered, UpdateFailed});
    EXPECT_EQ(camera.memory().firmware, Firmware{});
    EXPECT_EQ(camera.light(), LightMeaning::FirmwareFailed);
    camera.tell({UpdateOffered});
    EXPECT_EQ(camera.light(), LightMeaning::Updating);
    EXPECT_TRUE(has(camera.tell({HubLost}), Action::AbortUpdate));
}

TEST(Life, NoUpdateWithPoorCellsOutOfRangeOrWhileSomethingIsSeen) {
    for (const Event poor : {BatteryLow, BatteryCritical, TooHot, TooCold}) {
        Told camera = paired();
        EXPECT_EQ(camera.tell({poor, UpdateOffered}), Action::ReportDeferredUpdate);
        EXPECT_EQ(camera.stage(), Stage::Online);
    }
    for (const Event busy : {MotionStarted, LiveStarted}) {
        Told camera = paired();
        EXPECT_EQ(camera.tell({busy, UpdateOffered}), Action::SetFirmwareTimer);
    }
}

// The light, and the conditions.

TEST(LightMeaning, WhatNeedsAHandComesBeforeWhatIsGoingOn) {
    Told camera = paired();
    camera.tell({BatteryLow, InternetLost});
    EXPECT_EQ(camera.light(), LightMeaning::BatteryLow);
    camera.tell({StorageFailed});
    EXPECT_EQ(camera.light(), LightMeaning::StorageFault);
    camera.tell({LiveStarted});
    EXPECT_EQ(camera.light(), LightMeaning::Live) << "who is watched sees it";
    camera.tell({BatteryCritical});
    EXPECT_EQ(camera.light(), LightMeaning::BatteryCritical);
    camera.tell({TooCold});
    EXPECT_EQ(camera.light(), LightMeaning::TooCold);
    camera.tell({TooHot});
    EXPECT_EQ(camera.light(), LightMeaning::TooHot);
    camera.tell({IdentifyAsked});
    EXPECT_EQ(camera.light(), LightMeaning::Identify);
    camera.tell({ButtonShort, ButtonSoft});
    EXPECT_EQ(camera.light(), LightMeaning::SoftReset);
    camera.tell({ButtonReleased, IdentifyOver, TemperatureGood, BatteryGood, StorageGood});
    EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
}

TEST(LightMeaning, AsleepIsDarkUntilAHandIsOnTheButton) {
    Told asleep(Kind::Camera);
    asleep.tell({PowerApplied, SelfTestPassed, PairingTimeUp, TooHot});
    EXPECT_EQ(asleep.light(), LightMeaning::Off);
    asleep.tell({ButtonShort, ButtonSoft, ButtonWarning});
    EXPECT_EQ(asleep.light(), LightMeaning::EraseWarning);
}

TEST(Conditions, ABatteryFallsAtOnceAndRisesOnlyByMoreThanItRecoversAtRest) {
    const BatteryThresholds cells = BatteryThresholds::lithium_aa();
    const auto at = [&](Battery before, int millivolts) {
        return battery_at(cells, before, Millivolts(millivolts));
    };
    EXPECT_EQ(at(Battery::Good, 1400), Battery::Good);
    EXPECT_EQ(at(Battery::Good, 1399), Battery::Low);
    EXPECT_EQ(at(Battery::Low, 1449), Battery::Low);
    EXPECT_EQ(at(Battery::Low, 1450), Battery::Good);
    EXPECT_EQ(at(Battery::Good, 1249), Battery::Critical);
    EXPECT_EQ(at(Battery::Critical, 1299), Battery::Critical);
    EXPECT_EQ(at(Battery::Critical, 1300), Battery::Low);
    EXPECT_EQ(at(Battery::Critical, 1099), Battery::Flat);
    EXPECT_EQ(at(Battery::Flat, 1149), Battery::Flat);
    EXPECT_EQ(at(Battery::Flat, 1150), Battery::Critical);
    EXPECT_EQ(at(Battery::Flat, 1600), Battery::Good);
}

TEST(Conditions, TheRatedRangeIncludesItsEndsAndIsReenteredTwoDegreesInside) {
    const ClimateRange range = ClimateRange::outdoor();
    const auto at = [&](Climate before, double degrees) {
        return climate_at(range, before, Celsius(degrees));
    };
    EXPECT_EQ(at(Climate::Good, 45), Climate::Good);
    EXPECT_EQ(at(Climate::Good, 45.1), Climate::TooHot);
    EXPECT_EQ(at(Climate::TooHot, 43.1), Climate::TooHot);
    EXPECT_EQ(at(Climate::TooHot, 43), Climate::Good);
    EXPECT_EQ(at(Climate::Good, -20), Climate::Good);
    EXPECT_EQ(at(Climate::Good, -20.1), Climate::TooCold);
    EXPECT_EQ(at(Climate::TooCold, -18.1), Climate::TooCold);
    EXPECT_EQ(at(Climate::TooCold, -18), Climate::Good);
    EXPECT_EQ(at(Climate::TooHot, -30), Climate::TooCold);
}

TEST(Timers, EachIsSetBySomethingAndItsEndMeansSomething) {
    for (const TimerRule& timer : kTimers) {
        EXPECT_GT(timer.duration, std::chrono::seconds(0));
        const bool is_condition = timer.due == IdentifyOver;
        bool is_set = is_condition;
        bool means_something = is_condition;
        for (const Row& row : life_table()) {
            is_set |= has(row.actions, timer.set_by);
            means_something |= row.event == timer.due;
        }
        EXPECT_TRUE(is_set && means_something) << name_of(timer.due);
    }
}

}  // namespace
}  // namespace porchlight::device
