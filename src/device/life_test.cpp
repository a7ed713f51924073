// SPDX-License-Identifier: Apache-2.0
#include "device/life.hpp"

#include "device/binding.hpp"
#include "device/life_for_test.hpp"
#include "device/life_table.hpp"

#include <gtest/gtest.h>

namespace porchlight::device {
namespace {

using enum Event;

TEST(Life, ANewCameraPairsJoinsAndIsOnline) {
    Told camera(Kind::Camera);
    EXPECT_EQ(camera.light(), LightMeaning::Off);
    EXPECT_TRUE(camera.tell({PowerApplied}).contains(Action::StartSelfTest));
    EXPECT_EQ(camera.light(), LightMeaning::Starting);
    EXPECT_TRUE(camera.tell({SelfTestPassed}).contains(Action::OpenPairing));
    EXPECT_EQ(camera.light(), LightMeaning::Pairing);
    EXPECT_TRUE(camera.tell({CredentialsReceived}).contains(Action::JoinWifi));
    EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
    EXPECT_TRUE(is_paired(camera.memory()));
    EXPECT_TRUE(camera.tell({WifiJoined}).contains(Action::SeekHub));
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
        camera.tell({PowerApplied, SelfTestPassed, PairingTimeUp}).contains(Action::ClosePairing));
    EXPECT_EQ(camera.stage(), Stage::Asleep);
    EXPECT_EQ(camera.light(), LightMeaning::Off);
    Told other = camera;
    EXPECT_TRUE(camera.press(PressPhase::Soft).contains(Action::OpenPairing));
    EXPECT_EQ(camera.stage(), Stage::Pairing);
    other.tell({PowerLost, PowerApplied, SelfTestPassed});
    EXPECT_EQ(other.stage(), Stage::Pairing);
}

TEST(Life, EachReasonForNotBeingOnlineHasItsOwnLight) {
    Told camera = paired();
    camera.tell({WifiLost});
    EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
    camera.tell({WifiNotFound});
    EXPECT_EQ(camera.light(), LightMeaning::NoWifi);
    camera.tell({RetryDue});
    EXPECT_EQ(camera.light(), LightMeaning::NoWifi);
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
    EXPECT_TRUE(camera.tell({WifiLost, WifiPasswordRefused}).contains(Action::OpenPairing));
    const Actions actions = camera.tell({CredentialsReceived});
    EXPECT_TRUE(actions.contains(Action::JoinWifi));
    EXPECT_TRUE(actions.contains(Action::ClosePairing));
    EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
}

TEST(Life, ASlowReturnIsReportedAndATimerThatIsStaleIsNot) {
    Told camera = paired();
    EXPECT_TRUE(camera.tell({HubLost}).contains(Action::SetBackOnlineTimer));
    EXPECT_TRUE(camera.tell({BackOnlineLate}).contains(Action::ReportSlowReturn));
    EXPECT_EQ(camera.tell({HubFound, BackOnlineLate}), Actions{});
}

TEST(Life, AskedAgainItIdentifiesItselfForLonger) {
    Told camera = paired();
    camera.tell({IdentifyAsked});
    const Outcome again = next(camera.life(), IdentifyAsked);
    EXPECT_EQ(again.answer, Answer::Changed);
    EXPECT_EQ(again.actions, Actions{Action::SetIdentifyTimer});
    camera.tell({IdentifyOver});
    EXPECT_EQ(camera.light(), LightMeaning::Online);
}

// Presses.

TEST(Life, ASoftPressRestartsServicesAndForgetsNothing) {
    Told camera = paired();
    const Memory before = camera.memory();
    camera.tell({ButtonShort, ButtonSoft});
    EXPECT_EQ(camera.light(), LightMeaning::SoftReset);
    EXPECT_TRUE(camera.tell({ButtonReleased}).contains(Action::RestartServices));
    EXPECT_EQ(camera.memory(), before);
    camera.tell({WifiJoined, HubFound});
    EXPECT_EQ(camera.stage(), Stage::Online);
}

TEST(Life, ShortPressesAndTheDeadBandAndStuckButtonsDoNothing) {
    for (const PressPhase phase : {PressPhase::Short, PressPhase::Warning, PressPhase::Stuck}) {
        Told camera = paired();
        const Life before = camera.life();
        EXPECT_EQ(camera.press(phase), Actions{});
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
    EXPECT_TRUE(camera.tell({ButtonStuck}).contains(Action::ReportStuckButton));
    EXPECT_EQ(camera.light(), LightMeaning::StuckButton);
    EXPECT_EQ(camera.tell({ButtonStuck}), Actions{});
    EXPECT_EQ(camera.tell({ButtonReleased}), Actions{});
    EXPECT_TRUE(is_paired(camera.memory()));
}

TEST(Life, AFactoryResetClearsMemoryStepByStepAndEndsInPairing) {
    Told camera = paired();
    EXPECT_TRUE(camera.press(PressPhase::Armed).contains(Action::EraseNextStep));
    EXPECT_EQ(camera.light(), LightMeaning::Erasing);
    EXPECT_TRUE(is_paired(camera.memory()));
    int steps = 0;
    for (; camera.stage() == Stage::Erasing && steps < 10; ++steps) {
        camera.tell({EraseStepDone});
    }
    EXPECT_EQ(steps, 6);
    EXPECT_EQ(camera.memory(), Memory{});
    camera.tell({SelfTestPassed});
    EXPECT_EQ(camera.stage(), Stage::Pairing);
}

TEST(Life, ASecondHandCameraIsErasedByItsButtonAndStillBelongsToItsOwner) {
    const HomeId seller(1);
    const HomeId buyer(2);
    const Binding binding =
        change({}, {.event = BindingEvent::Claim, .by = seller, .to = {}, .at = {}}).binding;
    Told camera = paired();
    camera.press(PressPhase::Armed);
    camera.tell(
        {EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone});
    EXPECT_FALSE(is_paired(camera.memory()));
    const BindingRequest claim{.event = BindingEvent::Claim, .by = buyer, .to = {}, .at = {}};
    EXPECT_EQ(change(binding, claim).answer, BindingAnswer::AlreadyRegistered);
}

TEST(Life, AResetWhileRecordingFinishesTheClipFirst) {
    for (const PressPhase phase : {PressPhase::Soft, PressPhase::Armed}) {
        Told camera = paired();
        EXPECT_TRUE(camera.tell({MotionStarted}).contains(Action::StartRecording));
        const Actions actions = camera.press(phase);
        EXPECT_TRUE(actions.contains(Action::StopRecording));
        EXPECT_FALSE(actions.contains(Action::StopLive));
    }
}

TEST(Life, AnArmedPressFromBeforeARestartErasesNothing) {
    Told camera = paired();
    camera.tell({ButtonShort, ButtonSoft, ButtonWarning, ButtonArmed, Froze, WatchdogBit});
    EXPECT_EQ(camera.light(), LightMeaning::Starting);
    EXPECT_EQ(camera.tell({ButtonHeldAtBoot, ButtonReleased}), Actions{});
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
    EXPECT_TRUE(camera.tell({BatteryLow}).contains(Action::EraseNextStep));
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
    EXPECT_TRUE(camera.tell({ButtonReleased}).contains(Action::ReportBattery));
    EXPECT_EQ(camera.stage(), Stage::Online);
    EXPECT_EQ(camera.memory(), paired_memory());
}

TEST(Life, ADoorbellTooFlatIsDarkThoughItIsOffline) {
    Told doorbell = paired(Kind::Doorbell);
    doorbell.tell({WifiLost, WifiNotFound});
    EXPECT_EQ(doorbell.light(), LightMeaning::NoWifi);
    doorbell.tell({BatteryFlat});
    EXPECT_EQ(doorbell.light(), LightMeaning::Off);
    doorbell.tell({BatteryCritical});
    EXPECT_EQ(doorbell.light(), LightMeaning::Off) << "a resting cell is no better cell";
    doorbell.tell({PowerLost, PowerApplied, SelfTestPassed, WifiNotFound});
    EXPECT_EQ(doorbell.light(), LightMeaning::NoWifi) << "new cells, and the code is seen";
}

// Work.

TEST(Life, RecordingAndLiveBeginAndEndByThemselves) {
    Told camera = paired();
    EXPECT_TRUE(camera.tell({MotionStarted}).contains(Action::StartRecording));
    EXPECT_EQ(camera.light(), LightMeaning::Recording);
    EXPECT_EQ(camera.tell({LiveStarted}), Actions{Action::StartLive});
    EXPECT_EQ(camera.light(), LightMeaning::Live);
    EXPECT_EQ(camera.tell({MotionEnded}), Actions{Action::StopRecording});
    EXPECT_EQ(camera.light(), LightMeaning::Live);
    EXPECT_EQ(camera.tell({LiveEnded}), Actions{Action::StopLive});
    EXPECT_EQ(camera.light(), LightMeaning::Online);
}

TEST(Life, ARingIsRecordedAndChimesOfflineToo) {
    Told doorbell = paired(Kind::Doorbell);
    EXPECT_EQ(doorbell.tell({RingPressed}), Actions({Action::Chime, Action::StartRecording}));
    EXPECT_EQ(doorbell.tell({RingPressed}), Actions{Action::Chime});
    EXPECT_EQ(doorbell.tell({WifiLost, RingPressed}), Actions{Action::Chime});
    EXPECT_EQ(next(paired(Kind::Camera).life(), RingPressed).answer, Answer::CannotCome);
}

TEST(Life, WhatTheLightSaysHasStoppedHasStopped) {
    for (const Event stop : {BatteryCritical, TooHot, TooCold}) {
        Told camera = paired();
        camera.tell({MotionStarted, LiveStarted});
        const Actions actions = camera.tell({stop});
        EXPECT_TRUE(actions.contains(Action::StopRecording)) << name_of(stop);
        EXPECT_TRUE(actions.contains(Action::StopLive)) << name_of(stop);
        EXPECT_EQ(camera.stage(), Stage::Online);
        EXPECT_EQ(camera.tell({MotionStarted}), Actions{}) << name_of(stop);
        const Action said = stop == BatteryCritical ? Action::ReportBattery : Action::ReportClimate;
        EXPECT_EQ(camera.tell({LiveStarted}), Actions{said}) << "or who asks would wait for ever";
        camera.tell({BatteryLow, TemperatureGood});
        EXPECT_TRUE(camera.tell({MotionStarted}).contains(Action::StartRecording));
    }
}

TEST(Life, ABellRingsWhateverTheCellsAndTheWeather) {
    for (const Event stop : {BatteryCritical, TooHot, TooCold}) {
        Told doorbell = paired(Kind::Doorbell);
        EXPECT_EQ(doorbell.tell({stop, RingPressed}), Actions{Action::Chime}) << name_of(stop);
    }
}

TEST(Life, WhatMovesIsKeptByTheHubAndByTheCameraWhileTheHubIsAway) {
    Told camera(Kind::Camera);
    camera.tell({PowerApplied, SelfTestPassed});
    EXPECT_EQ(keeper_of(camera.life()), Keeper::Nobody) << "it has no home yet";
    camera.tell({CredentialsReceived, WifiJoined});
    EXPECT_EQ(keeper_of(camera.life()), Keeper::Itself);
    camera.tell({HubFound});
    EXPECT_EQ(keeper_of(camera.life()), Keeper::Hub);
    camera.tell({WifiLost});
    EXPECT_EQ(keeper_of(camera.life()), Keeper::Itself);
    camera.tell({TooHot});
    EXPECT_EQ(keeper_of(camera.life()), Keeper::Nobody);
    camera.tell({TemperatureGood, BatteryCritical});
    EXPECT_EQ(keeper_of(camera.life()), Keeper::Nobody);
    EXPECT_EQ(keeper_of(paired(Kind::Hub).life()), Keeper::Nobody);
}

TEST(Life, ACameraThatItsHubRefusesSaysSoAndMayBeAddedAgainWithoutAReset) {
    for (const bool is_online : {true, false}) {
        Told camera = paired();
        if (!is_online) {
            camera.tell({HubLost});
        }
        EXPECT_TRUE(camera.tell({HubRefused}).contains(Action::OpenPairing));
        EXPECT_EQ(camera.stage(), Stage::SeekingHub);
        EXPECT_EQ(camera.light(), LightMeaning::HubRefuses);
        EXPECT_EQ(camera.memory(), paired_memory()) << "the hub may be wrong";
        EXPECT_TRUE(camera.tell({RetryDue}).contains(Action::SeekHub));
        EXPECT_EQ(camera.light(), LightMeaning::HubRefuses);
        Told taken_back = camera;
        EXPECT_TRUE(taken_back.tell({HubFound}).contains(Action::ClosePairing));
        EXPECT_EQ(taken_back.light(), LightMeaning::Online);
        camera.tell({CredentialsReceived});
        EXPECT_EQ(camera.light(), LightMeaning::JoiningWifi);
    }
}

TEST(Life, ARefusalEndsARecordingProperly) {
    Told camera = paired();
    EXPECT_TRUE(camera.tell({MotionStarted, HubRefused}).contains(Action::StopRecording));
}

// Firmware.

TEST(Life, SomeMinutesAfterAFactoryResetTheFirmwareMayUpdateItself) {
    Told camera = paired();
    camera.press(PressPhase::Armed);
    camera.tell(
        {EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone, EraseStepDone});
    camera.tell({SelfTestPassed, CredentialsReceived, WifiJoined});
    EXPECT_TRUE(camera.tell({HubFound}).contains(Action::SetFirmwareTimer));
    EXPECT_TRUE(camera.tell({FirmwareCheckDue}).contains(Action::CheckFirmware));
    EXPECT_TRUE(camera.tell({UpdateOffered}).contains(Action::BeginUpdate));
    EXPECT_EQ(camera.light(), LightMeaning::Updating);
    EXPECT_TRUE(camera.tell({UpdateFinished}).contains(Action::SwitchFirmware));
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
    EXPECT_TRUE(camera.tell({RetryDue}).contains(Action::StartSelfTest));
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
    EXPECT_TRUE(camera.tell({HubLost}).contains(Action::AbortUpdate));
}

TEST(Life, NoUpdateWithPoorCellsOutOfRangeOrWhileSomethingIsSeen) {
    for (const Event poor : {BatteryLow, BatteryCritical, TooHot, TooCold}) {
        Told camera = paired();
        EXPECT_EQ(camera.tell({poor, UpdateOffered}), Actions{Action::ReportDeferredUpdate});
        EXPECT_EQ(camera.stage(), Stage::Online);
    }
    for (const Event busy : {MotionStarted, LiveStarted}) {
        Told camera = paired();
        EXPECT_EQ(camera.tell({busy, UpdateOffered}), Actions{Action::SetFirmwareTimer});
    }
}

TEST(Timers, EachIsSetBySomethingAndItsEndMeansSomething) {
    for (const TimerRule& timer : kTimers) {
        EXPECT_GT(timer.duration, std::chrono::seconds(0));
        const bool is_condition = timer.due == IdentifyOver;
        bool is_set = is_condition;
        bool means_something = is_condition;
        for (const Row& row : life_table()) {
            is_set |= row.actions.contains(timer.set_by);
            means_something |= row.event == timer.due;
        }
        EXPECT_TRUE(is_set && means_something) << name_of(timer.due);
    }
}

}  // namespace
}  // namespace porchlight::device
