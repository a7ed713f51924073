// SPDX-License-Identifier: Apache-2.0
#include "sim/router.hpp"

#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const WifiLogin kHome{"home", "lantern-street"};

Station station(Position at, WifiLogin login = kHome) {
    return {.serial = "S1", .at = at, .login = std::move(login)};
}

Air quiet_air() {
    return {.walls = {}, .microwaves = {}};
}

Router router_with(void (*change)(RouterPlan&)) {
    RouterPlan plan;
    change(plan);
    return Router(std::move(plan));
}

TEST(Router, AdmitsWhoKnowsItsPassword) {
    Router router({});
    EXPECT_EQ(router.admit(station({6, 4}), quiet_air(), seconds(0)), Admission::Joined);
    EXPECT_EQ(router.admit(station({6, 4}, {"home", "wrong"}), quiet_air(), seconds(0)),
              Admission::PasswordRefused);
    EXPECT_EQ(router.admit(station({6, 4}, {"other", "wrong"}), quiet_air(), seconds(0)),
              Admission::NotFound);
    EXPECT_EQ(router.admit(station({600, 4}), quiet_air(), seconds(0)), Admission::NotFound);
}

TEST(Router, LosesItsStationsWhenItsPasswordChanges) {
    Router router({});
    EXPECT_TRUE(router.keeps(station({6, 4}), quiet_air(), seconds(0)));
    router.settings().login.password = "another one";
    EXPECT_FALSE(router.keeps(station({6, 4}), quiet_air(), seconds(0)));
}

TEST(Router, SteersAwayAStrongStrangerWithout5GHzButNotAWeakOne) {
    Router router = router_with([](RouterPlan& plan) { plan.steers = true; });
    EXPECT_EQ(router.admit(station({6, 4}), quiet_air(), seconds(0)), Admission::Steered);
    EXPECT_EQ(router.admit(station({60, 4}), quiet_air(), seconds(0)), Admission::Joined);
    EXPECT_EQ(router.admit(station({6, 4}), quiet_air(), seconds(0)), Admission::Joined)
        << "it has been seen on 2.4 GHz";
}

TEST(Router, SteersNobodyWhile5GHzIsOff) {
    Router router = router_with([](RouterPlan& plan) {
        plan.band5 = false;
        plan.steers = true;
    });
    EXPECT_EQ(router.admit(station({6, 4}), quiet_air(), seconds(0)), Admission::Joined);
}

TEST(Router, ShowsWpa3AloneToNobodyWhoCannotSpeakIt) {
    Router router = router_with([](RouterPlan& plan) { plan.security = Security::Wpa3; });
    EXPECT_EQ(router.admit(station({6, 4}), quiet_air(), seconds(0)), Admission::NotFound);
    Station newer = station({6, 4});
    newer.speaks_wpa3 = true;
    EXPECT_EQ(router.admit(newer, quiet_air(), seconds(0)), Admission::Joined);
}

TEST(Router, IsUpAMinuteAfterItsPower) {
    Router router({});
    router.power_off();
    EXPECT_FALSE(router.is_up(seconds(10)));
    router.power_on(seconds(30));
    EXPECT_FALSE(router.is_up(seconds(89)));
    EXPECT_TRUE(router.is_up(seconds(90)));
}

TEST(Router, LosesItsStationsForAMomentWhenItChangesItsChannel) {
    Router router({});
    router.retune(11, hours(3));
    EXPECT_FALSE(router.is_up(hours(3) + seconds(1)));
    EXPECT_TRUE(router.is_up(hours(3) + seconds(10)));
}

TEST(Router, AnswersNobodyOnceItsMemoryIsFullUntilItStartsAnew) {
    Router router = router_with([](RouterPlan& plan) { plan.leaks_mb_an_hour = 4; });
    EXPECT_TRUE(router.is_up(hours(7)));
    EXPECT_FALSE(router.is_up(hours(9)));
    router.power_off();
    router.power_on(hours(10));
    EXPECT_TRUE(router.is_up(hours(11)));
    EXPECT_FALSE(router.is_up(hours(19)));
}

TEST(Dhcp, KeepsAnAddressAsLongAsItsLeaseIsRenewed) {
    Router router = router_with([](RouterPlan& plan) {
        plan.addresses = 1;
        plan.lease = hours(1);
    });
    const auto first = router.lease("S1", hours(0));
    ASSERT_TRUE(first);
    EXPECT_FALSE(router.lease("S2", hours(0)));
    EXPECT_EQ(router.lease("S1", hours(0) + seconds(1800)), first);
    EXPECT_FALSE(router.lease("S2", hours(1)));
    EXPECT_EQ(router.lease("S2", hours(3)), first);
}

TEST(Dhcp, SeesASquatterOnlyWhenItStartsAnew) {
    Router router({});
    const auto address = router.lease("S1", hours(0));
    ASSERT_TRUE(address);
    router.squat(*address);
    EXPECT_TRUE(router.is_in_conflict("S1"));
    router.power_off();
    router.power_on(hours(1));
    EXPECT_NE(router.lease("S1", hours(1)), address);
    EXPECT_FALSE(router.is_in_conflict("S1"));
}

}  // namespace
}  // namespace porchlight::sim
