// SPDX-License-Identifier: Apache-2.0
#include "hub/alerts/alert_rules.hpp"

#include <gtest/gtest.h>

#include <set>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using store::AlertKind;
using store::AlertRule;
using enum AlertVerdict;

constexpr CameraId kPorch{1};
constexpr CameraId kYard{2};

class AlertGateTest : public testing::Test {
  protected:
    AlertVerdict decide(const AlertRule& rule, CameraId camera = kPorch) {
        return gate_.decide(rule, camera, now_);
    }
    static AlertRule motion() { return alert_rule({}, AlertKind::Motion, kPorch); }
    static AlertRule ring() { return alert_rule({}, AlertKind::Ring, kPorch); }

    AlertGate gate_;
    AlertGate::Moment now_{MonotonicTime(1000s), 12h};
};

TEST_F(AlertGateTest, AWindyTreeIsToldOnceAMinuteAtEachCamera) {
    EXPECT_EQ(decide(motion()), Told);
    int told = 0;
    for (int second = 0; second < 60; ++second) {
        told += decide(motion()) == Nothing ? 0 : 1;
        now_.at += 1s;
    }
    EXPECT_EQ(told, 0);
    EXPECT_EQ(decide(motion(), kYard), Told) << "another camera rests by itself";
    EXPECT_EQ(decide(motion()), Told);
}

TEST_F(AlertGateTest, WhoRingsIsToldOnceThoughTheyMove) {
    AlertRule restless = motion();
    restless.rest = 0s;
    EXPECT_EQ(decide(ring()), Told);
    EXPECT_EQ(decide(restless), Nothing);
    EXPECT_EQ(decide(restless, kYard), Told);
    now_.at += AlertGate::kRingHidesMotion;
    EXPECT_EQ(decide(restless), Told);
    EXPECT_EQ(decide(ring()), Told) << "but whoever moved may ring";
}

TEST_F(AlertGateTest, WhatIsSwitchedOffComesToNothingAndStartsNoRest) {
    AlertRule off = motion();
    off.is_on = false;
    EXPECT_EQ(decide(off), Nothing);
    EXPECT_EQ(decide(motion()), Told);
}

TEST_F(AlertGateTest, InQuietHoursItIsListedAndRestsLikewise) {
    AlertRule rule = motion();
    rule.quiet = store::QuietHours{22h, 7h};
    now_.local = 23h;
    EXPECT_EQ(decide(rule), Listed);
    EXPECT_EQ(decide(rule), Nothing);
    now_.at += 60s;
    now_.local = 7h;
    EXPECT_EQ(decide(rule), Told);
}

TEST(QuietHours, MayGoOverMidnightAndMayBeTheWholeDay) {
    const store::QuietHours night{22h, 7h};
    for (const auto& [local, is_quiet] : {std::pair<std::chrono::minutes, bool>{21h + 59min, false},
                                          {22h, true},
                                          {0min, true},
                                          {6h + 59min, true},
                                          {7h, false},
                                          {12h, false}}) {
        EXPECT_EQ(is_within(night, local), is_quiet) << local.count();
    }
    const store::QuietHours lunch{12h, 13h};
    EXPECT_FALSE(is_within(lunch, 11h + 59min));
    EXPECT_TRUE(is_within(lunch, 12h));
    EXPECT_FALSE(is_within(lunch, 13h));
    for (const auto local : {0min, 479min, 480min, 1439min}) {
        EXPECT_TRUE(is_within({8h, 8h}, local)) << local.count();
    }
}

TEST(AlertRules, ACamerasOwnRuleGoesBeforeTheHomesAndThatBeforeTheUsual) {
    const AlertRule all{AlertKind::Motion, {}, true, std::nullopt, 5s, 0s};
    const AlertRule own{AlertKind::Motion, kPorch, false, std::nullopt, 7s, 0s};
    EXPECT_EQ(alert_rule({own, all}, AlertKind::Motion, kPorch), own);
    EXPECT_EQ(alert_rule({own, all}, AlertKind::Motion, kYard), all);
    EXPECT_EQ(alert_rule({own}, AlertKind::Motion, kYard).rest, 60s);
    EXPECT_EQ(alert_rule({own, all}, AlertKind::Silent, kPorch).after, 5min);
    EXPECT_EQ(alert_rule({own}, AlertKind::Motion, CameraId()).rest, 60s);
}

TEST(AlertRules, EveryKindHasAUsualOneAndATitle) {
    std::set<std::string> titles;
    for (const AlertRule& rule : usual_alert_rules()) {
        EXPECT_TRUE(rule.is_on);
        store::Alert alert;
        alert.kind = rule.kind;
        alert.place = "Porch";
        titles.insert(alert_title(alert));
    }
    EXPECT_EQ(titles.size(), 7U);
}

device::Telemetry cells(std::optional<int> percent, std::optional<double> days) {
    device::Telemetry telemetry;
    telemetry.battery_percent = percent;
    if (days) {
        telemetry.energy.emplace().days_left = days;
    }
    return telemetry;
}

TEST(CellState, CellsThatWaverAreNeitherLowNorFine) {
    EXPECT_EQ(cell_state(cells(15, {})), CellState::Low);
    EXPECT_EQ(cell_state(cells(16, {})), std::nullopt);
    EXPECT_EQ(cell_state(cells(25, {})), CellState::Fine);
    EXPECT_EQ(cell_state(cells(90, 14)), CellState::Low) << "they are drained fast";
    EXPECT_EQ(cell_state(cells(90, 20)), std::nullopt);
    EXPECT_EQ(cell_state(cells({}, 21)), CellState::Fine);
    EXPECT_EQ(cell_state(cells({}, {})), std::nullopt);
    EXPECT_EQ(cells_left(cells(12, {})), "12 % is left.");
    EXPECT_EQ(cells_left(cells(12, 9.8)), "About 9 days are left.");
    EXPECT_EQ(cells_left(cells(12, 1.2)), "About 1 day is left.");
}

TEST(WhoMaySeeAnAlert, ViewersSeeWhatTheCamerasSeeAndNobodyOthersSignIns) {
    using store::Role;
    constexpr UserId ann{5};
    constexpr UserId ben{6};
    store::Alert alert;
    for (const AlertKind kind : {AlertKind::Motion, AlertKind::Ring}) {
        alert.kind = kind;
        EXPECT_TRUE(may_see_alert(alert, ben, Role::Viewer));
    }
    for (const AlertKind kind :
         {AlertKind::Silent, AlertKind::Battery, AlertKind::Storage, AlertKind::Ownership}) {
        alert.kind = kind;
        EXPECT_FALSE(may_see_alert(alert, ben, Role::Viewer));
        EXPECT_TRUE(may_see_alert(alert, ben, Role::Member));
    }
    alert.kind = AlertKind::SignIn;
    alert.user = ann;
    EXPECT_FALSE(may_see_alert(alert, ben, Role::Member));
    EXPECT_TRUE(may_see_alert(alert, ben, Role::Owner));
    EXPECT_TRUE(may_see_alert(alert, ann, Role::Viewer));
}

}  // namespace
}  // namespace porchlight::hub
