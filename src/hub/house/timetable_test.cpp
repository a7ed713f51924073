// SPDX-License-Identifier: Apache-2.0
#include "hub/house/timetable.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using store::ModeBy;
using store::ModeRule;
using store::RuleMoment;

constexpr ModeId kHome{1};
constexpr ModeId kAway{2};
constexpr ModeId kNight{3};
constexpr std::uint8_t kEveryDay = 0b1111111;
constexpr std::uint8_t kWorkDays = 0b0011111;

UtcTime at(const char* text) {
    return *from_rfc3339(text);
}

std::string text(const std::optional<ModeMoment>& moment) {
    if (!moment) {
        return "never";
    }
    const std::string_view names[] = {"", "home", "away", "night"};
    return to_rfc3339(moment->at).substr(0, 16) + " " +
           std::string(names[static_cast<std::size_t>(moment->mode.value())]);
}

Timetable table(const char* zone, std::vector<ModeRule> rules,
                std::optional<store::Place> place = std::nullopt) {
    store::Schedule schedule;
    schedule.rules = std::move(rules);
    schedule.place = std::move(place);
    return {std::move(schedule), *TimeZone::find(zone)};
}

const std::vector<ModeRule> kUsual{{kAway, kWorkDays, RuleMoment::Clock, 8h},
                                   {kHome, kWorkDays, RuleMoment::Clock, 17h + 30min},
                                   {kNight, kEveryDay, RuleMoment::Clock, 22h + 30min},
                                   {kHome, kEveryDay, RuleMoment::Clock, 7h}};

TEST(Timetable, CountsInTheHomesTimeNotInUtc) {
    const Timetable berlin = table("Europe/Berlin", kUsual);
    // A Thursday; Berlin is an hour ahead of UTC in winter.
    EXPECT_EQ(text(berlin.last(at("2026-11-26T06:59:59Z"))), "2026-11-26T06:00 home");
    EXPECT_EQ(text(berlin.last(at("2026-11-26T07:00:00Z"))), "2026-11-26T07:00 away");
    EXPECT_EQ(text(berlin.next(at("2026-11-26T07:00:00Z"), kAway)), "2026-11-26T16:30 home");
    const Timetable apia = table("Pacific/Apia", kUsual);
    EXPECT_EQ(text(apia.last(at("2026-11-26T19:00:00Z"))), "2026-11-26T19:00 away") << "a Friday";
    EXPECT_EQ(text(apia.last(at("2026-11-27T19:00:00Z"))), "2026-11-27T18:00 home") << "a Saturday";
}

TEST(Timetable, LooksOverDaysWithoutARule) {
    const Timetable weekly = table("Etc/UTC", {{kAway, 0b1, RuleMoment::Clock, 0min}});
    EXPECT_EQ(text(weekly.last(at("2026-11-29T23:59:59Z"))), "2026-11-23T00:00 away");
    EXPECT_EQ(text(weekly.next(at("2026-11-23T00:00:00Z"), kHome)), "2026-11-30T00:00 away");
    EXPECT_EQ(text(weekly.next(at("2026-11-23T00:00:00Z"), kAway)), "never");
    EXPECT_EQ(text(table("Etc/UTC", {}).last(at("2026-11-23T00:00:00Z"))), "never");
}

TEST(Timetable, WhatChangesNothingIsNotTheNextChange) {
    const Timetable berlin = table("Europe/Berlin", kUsual);
    // A Saturday morning in Home: 07:00 says Home once more, 22:30 is the change.
    EXPECT_EQ(text(berlin.next(at("2026-11-28T05:00:00Z"), kHome)), "2026-11-28T21:30 night");
}

TEST(Timetable, OfTwoRulesForOneMomentTheLaterInTheListHolds) {
    const Timetable twice = table("Etc/UTC", {{kAway, kEveryDay, RuleMoment::Clock, 8h},
                                              {kHome, kEveryDay, RuleMoment::Clock, 8h}});
    EXPECT_EQ(text(twice.last(at("2026-11-26T08:00:00Z"))), "2026-11-26T08:00 home");
    EXPECT_EQ(text(twice.next(at("2026-11-26T07:00:00Z"), kHome)), "never");
    EXPECT_EQ(text(twice.next(at("2026-11-26T07:00:00Z"), kAway)), "2026-11-26T08:00 home");
}

TEST(Timetable, ATimeThatSummerTimeSkipsIsTakenWhenItIsSkipped) {
    const Timetable berlin =
        table("Europe/Berlin", {{kNight, kEveryDay, RuleMoment::Clock, 2h + 30min}});
    // On 29 March 2026 the clock goes from 01:59:59 to 03:00, which is 01:00 UTC.
    EXPECT_EQ(text(berlin.next(at("2026-03-28T12:00:00Z"), kHome)), "2026-03-29T01:00 night");
    EXPECT_EQ(text(berlin.next(at("2026-03-29T01:00:00Z"), kHome)), "2026-03-30T00:30 night");
}

TEST(Timetable, ATimeThatADayHasTwiceIsTakenOnce) {
    const Timetable berlin =
        table("Europe/Berlin", {{kNight, kEveryDay, RuleMoment::Clock, 2h + 30min}});
    // On 25 October 2026 02:30 comes at 00:30 and again at 01:30 UTC.
    EXPECT_EQ(text(berlin.next(at("2026-10-24T12:00:00Z"), kHome)), "2026-10-25T00:30 night");
    EXPECT_EQ(text(berlin.next(at("2026-10-25T00:30:00Z"), kHome)), "2026-10-26T01:30 night");
    EXPECT_EQ(berlin.day(std::chrono::local_days(std::chrono::year(2026) / 10 / 25)).moments.size(),
              1U);
}

TEST(Timetable, FollowsTheSunOfTheHomesPlace) {
    const std::vector<ModeRule> rules{{kNight, kEveryDay, RuleMoment::Sunset, 30min},
                                      {kHome, kEveryDay, RuleMoment::Sunrise, -15min}};
    const Timetable london = table("Europe/London", rules, store::Place{"London", 51.473, -0.0017});
    // Sunset 15:55, sunrise 07:43 on 1 December (timeanddate.com), within a minute.
    const auto evening = london.next(at("2015-12-01T12:00:00Z"), kHome);
    EXPECT_LE(std::chrono::abs(evening->at - at("2015-12-01T16:25:00Z")), 1min) << text(evening);
    const auto morning = london.last(at("2015-12-01T12:00:00Z"));
    EXPECT_LE(std::chrono::abs(morning->at - at("2015-12-01T07:28:00Z")), 1min) << text(morning);
    EXPECT_EQ(evening->at.time_since_epoch() % 1min, 0us);
    // At the edge of the date line the evening is still that of the home's own day.
    const Timetable apia = table("Pacific/Apia", rules, store::Place{"Apia", -13.83, -171.76});
    const auto day = std::chrono::local_days(std::chrono::year(2026) / 11 / 26);
    for (const ModeMoment& moment : apia.day(day).moments) {
        EXPECT_EQ(apia.date_of(moment.at), day) << text(moment);
    }
}

TEST(Timetable, ADayWithoutSunsetHasNoMomentOfIt) {
    const Timetable tromso = table("Europe/Oslo", {{kNight, kEveryDay, RuleMoment::Sunset, 0min}},
                                   store::Place{"Tromsø", 69.65, 18.96});
    EXPECT_EQ(text(tromso.next(at("2026-06-21T12:00:00Z"), kHome)), "never");
    EXPECT_EQ(text(tromso.last(at("2026-12-21T12:00:00Z"))), "never");
    EXPECT_NE(text(tromso.next(at("2026-03-21T12:00:00Z"), kHome)), "never");
    EXPECT_EQ(
        text(table("Europe/Oslo", tromso.schedule().rules).next(at("2026-03-21T12:00:00Z"), kHome)),
        "never")
        << "nobody said where the home is";
}

class DueMode : public testing::Test {
  protected:
    std::string due(const char* now, std::optional<UtcTime> looked = std::nullopt) const {
        return text(due_mode(berlin_, in_use_, looked, at(now)));
    }
    Timetable berlin_ = table("Europe/Berlin", kUsual);
    /// By hand, on Wednesday at 23:00 of the home's time.
    store::ModeInUse in_use_{kHome, at("2026-11-25T22:00:00Z"), ModeBy::Person, {}};
};

TEST_F(DueMode, AChoiceByHandHoldsUntilTheNextMoment) {
    EXPECT_EQ(due("2026-11-26T05:59:59Z"), "never");
    EXPECT_EQ(due("2026-11-26T06:00:00Z"), "2026-11-26T06:00 home");
}

TEST_F(DueMode, WhatPassedWhileTheHubWasOffIsMadeGood) {
    EXPECT_EQ(due("2026-11-26T12:00:00Z"), "2026-11-26T07:00 away");
    in_use_.since = at("2026-11-26T11:00:00Z");
    EXPECT_EQ(due("2026-11-26T12:00:00Z"), "never") << "a person chose later";
}

TEST_F(DueMode, AfterTheClockWasSetBackWhatPassesBeforeItsEyesCounts) {
    in_use_.since = at("2026-12-24T12:00:00Z");
    EXPECT_EQ(due("2026-11-26T07:00:10Z"), "never") << "perhaps it is the clock that is wrong";
    EXPECT_EQ(due("2026-11-26T07:00:10Z", at("2026-11-26T06:59:50Z")), "2026-11-26T07:00 away");
    EXPECT_EQ(due("2026-11-26T07:00:30Z", at("2026-11-26T07:00:10Z")), "never");
}

TEST_F(DueMode, NewRulesChangeNothingBeforeTheirNextMoment) {
    store::Schedule changed = berlin_.schedule();
    changed.rules_since = at("2026-11-26T12:00:00Z");
    berlin_ = Timetable(changed, berlin_.zone());
    EXPECT_EQ(due("2026-11-26T16:29:59Z"), "never");
    EXPECT_EQ(due("2026-11-26T16:30:00Z"), "2026-11-26T16:30 home");
}

TEST_F(DueMode, APausedScheduleDoesNothing) {
    store::Schedule paused = berlin_.schedule();
    paused.is_on = false;
    berlin_ = Timetable(paused, berlin_.zone());
    EXPECT_EQ(due("2026-11-26T12:00:00Z"), "never");
}

TEST(TimeZone, IsNamedAsTheWorldNamesItOrRefused) {
    EXPECT_EQ(TimeZone::find("America/New_York")->name(), "America/New_York");
    EXPECT_FALSE(TimeZone::machine().name().empty());
    for (const char* wrong : {"Mars/Base", "../../etc/passwd", "/etc/localtime", "europe", " "}) {
        const auto found = TimeZone::find(wrong);
        ASSERT_FALSE(found) << wrong;
        EXPECT_EQ(found.error().code(), ErrorCode::InvalidArgument) << wrong;
    }
}

}  // namespace
}  // namespace porchlight::hub
