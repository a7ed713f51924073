// SPDX-License-Identifier: Apache-2.0
#include "hub/house/sun.hpp"

#include "base/clock.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

sys_seconds at(const char* text) {
    return std::chrono::time_point_cast<std::chrono::seconds>(*from_rfc3339(text));
}

struct Published {
    const char* where;
    double latitude;
    double longitude;
    const char* noon;  ///< Of the local day, about.
    const char* rise;
    const char* set;
    std::chrono::seconds within;
};

/// The figures of Golden and of 35 degrees south are those of NREL's Solar Position Algorithm
/// (technical report TP-560-34302, and pvlib's tests), of Kyiv those of SunCalc's tests, of London
/// those of the Astral project's tests, which are timeanddate.com's to the minute.
TEST(SunDay, RisesAndSetsWhenTheAlmanacsSay) {
    for (const Published& day : {
             Published{"Golden in winter", 39.742476, -105.1786, "2015-01-02T19:00:00Z",
                       "2015-01-02T14:21:55Z", "2015-01-02T23:47:43Z", 45s},
             Published{"35 S in winter", -35, 0, "1996-07-05T12:00:00Z", "1996-07-05T07:08:15Z",
                       "1996-07-05T17:01:04Z", 45s},
             Published{"35 S in summer", -35, 0, "2004-12-04T12:00:00Z", "2004-12-04T04:38:57Z",
                       "2004-12-04T19:02:02Z", 45s},
             Published{"near Kyiv", 50.5, 30.5, "2013-03-05T10:00:00Z", "2013-03-05T04:34:56Z",
                       "2013-03-05T15:46:57Z", 90s},
             Published{"London", 51.473, -0.0017, "2015-12-01T12:00:00Z", "2015-12-01T07:43:00Z",
                       "2015-12-01T15:55:00Z", 60s},
         }) {
        const SunDay sun = sun_day(at(day.noon), day.latitude, day.longitude);
        ASSERT_EQ(sun.kind, SunDay::Kind::Usual) << day.where;
        EXPECT_LE(std::chrono::abs(*sun.rise - at(day.rise)), day.within)
            << day.where << " rises " << to_rfc3339(*sun.rise);
        EXPECT_LE(std::chrono::abs(*sun.set - at(day.set)), day.within)
            << day.where << " sets " << to_rfc3339(*sun.set);
    }
}

TEST(SunDay, NeitherRisesNorSetsInThePolarDayAndNight) {
    const double tromso = 69.65;
    const SunDay summer = sun_day(at("2026-06-21T11:00:00Z"), tromso, 18.96);
    EXPECT_EQ(summer.kind, SunDay::Kind::AlwaysUp);
    EXPECT_FALSE(summer.rise || summer.set);
    EXPECT_EQ(sun_day(at("2026-12-21T11:00:00Z"), tromso, 18.96).kind, SunDay::Kind::AlwaysDown);
    EXPECT_EQ(sun_day(at("2026-03-20T11:00:00Z"), tromso, 18.96).kind, SunDay::Kind::Usual);
    // On the other side of the earth it is the other way round.
    EXPECT_EQ(sun_day(at("2026-12-21T07:00:00Z"), -77.85, 166.67).kind, SunDay::Kind::AlwaysUp);
    EXPECT_EQ(sun_day(at("2026-06-21T12:00:00Z"), -90, 0).kind, SunDay::Kind::AlwaysDown);
    EXPECT_EQ(sun_day(at("2026-06-21T12:00:00Z"), 90, 0).kind, SunDay::Kind::AlwaysUp);
}

TEST(SunDay, LastsHalfADayAtTheEquatorAndIsTheOneAroundTheNoonThatWasAsked) {
    for (int longitude = -180; longitude <= 180; longitude += 15) {
        const sys_seconds asked = sys_days(std::chrono::year(2026) / 9 / 23) + 3h;
        const SunDay sun = sun_day(asked, 0, longitude);
        EXPECT_LE(std::chrono::abs(sun.noon - asked), 12h + 20min) << longitude;
        EXPECT_LE(std::chrono::abs(*sun.set - *sun.rise - 12h), 10min) << longitude;
        EXPECT_LE(std::chrono::abs((*sun.set - sun.noon) - (sun.noon - *sun.rise)), 2min)
            << longitude;
    }
}

}  // namespace
}  // namespace porchlight::hub
