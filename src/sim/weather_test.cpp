// SPDX-License-Identifier: Apache-2.0
#include "sim/weather.hpp"

#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

using std::chrono::hours;

constexpr UtcTime kMidnight = std::chrono::sys_days(std::chrono::year(2026) / 7 / 18);
constexpr Weather kSummer{.coldest = 20, .warmest = 36, .sunshine = 1, .sunrise = 5, .sunset = 21};

TEST(Weather, IsWarmestAtThreeInTheAfternoon) {
    EXPECT_NEAR(kSummer.outdoors(kMidnight + hours(15)).degrees(), 36, .01);
    EXPECT_NEAR(kSummer.outdoors(kMidnight + hours(3)).degrees(), 20, .01);
}

TEST(Weather, IsDarkFromSunsetToSunrise) {
    EXPECT_TRUE(kSummer.is_dark(kMidnight + hours(4)));
    EXPECT_FALSE(kSummer.is_dark(kMidnight + hours(6)));
    EXPECT_TRUE(kSummer.is_dark(kMidnight + hours(22)));
}

TEST(Warmth, OfACameraInStillSunIsFarAboveTheAir) {
    const UtcTime noon = kMidnight + hours(13);
    const double air = kSummer.outdoors(noon).degrees();
    const Warmth still{.in_full_sun = true, .is_ventilated = false};
    const Warmth airy{.in_full_sun = true, .is_ventilated = true};
    EXPECT_NEAR(inside(still, kSummer, noon).degrees() - air, 25, 1);
    EXPECT_NEAR(inside(airy, kSummer, noon).degrees() - air, 12.5, 1);
    EXPECT_NEAR(inside({}, kSummer, noon).degrees(), air, .01);
}

TEST(Warmth, OfACameraIndoorsDoesNotAskTheWeather) {
    EXPECT_NEAR(inside({.is_outdoors = false}, kSummer, kMidnight).degrees(), 21, .01);
}

}  // namespace
}  // namespace porchlight::sim
