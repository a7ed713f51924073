// SPDX-License-Identifier: Apache-2.0
#include "device/conditions.hpp"

#include <gtest/gtest.h>

namespace porchlight::device {
namespace {

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

}  // namespace
}  // namespace porchlight::device
