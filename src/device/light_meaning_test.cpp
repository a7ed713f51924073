// SPDX-License-Identifier: Apache-2.0
#include "device/light_meaning.hpp"

#include "device/life_for_test.hpp"

#include <gtest/gtest.h>

namespace porchlight::device {
namespace {

using enum Event;

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

}  // namespace
}  // namespace porchlight::device
