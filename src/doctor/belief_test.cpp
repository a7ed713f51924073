// SPDX-License-Identifier: Apache-2.0
#include "doctor/belief.hpp"

#include "doctor/home_for_test.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace porchlight::doctor {
namespace {

class BeliefTest : public ::testing::Test {
  protected:
    [[nodiscard]] double of(const Case& home, std::string_view id) const {
        return believe(knowledge_, home).of(cause(knowledge_, id));
    }
    [[nodiscard]] CameraCase camera(const std::vector<std::string_view>& seen) const {
        return battery_camera(knowledge_, seen);
    }
    [[nodiscard]] std::string_view first(const Case& home) const {
        const Belief belief = believe(knowledge_, home);
        return knowledge_.causes[belief.ranked(knowledge_.causes.size()).front()].id;
    }

    Knowledge knowledge_ = small_knowledge();
};

TEST_F(BeliefTest, TheSharesOfAllSetsAddUpToOne) {
    const Belief belief = believe(knowledge_, {{camera({"app_says=offline"})}, {}, {}});
    double all = 0;
    for (const FaultSet& set : belief.sets) {
        all += set.share;
    }
    EXPECT_NEAR(all, 1, 1e-12);
    EXPECT_TRUE(std::ranges::is_sorted(belief.sets, std::greater(), &FaultSet::share));
}

TEST_F(BeliefTest, WhatOneSeesSpeaksForItsCause) {
    EXPECT_EQ(first({{camera({"app_says=offline", "cells=low"})}, {}, {}}), "power.battery_low");
    EXPECT_EQ(first({{camera({"app_says=offline", "light=updating", "cells=ok"})}, {}, {}}),
              "device.firmware_updating");
    const Case no_internet{
        {camera({"app_says=offline", "cells=ok"})}, {finding(knowledge_, "internet=fails")}, {}};
    EXPECT_GT(of(no_internet, "internet.outage") + of(no_internet, "router.hung"), 0.8);
}

TEST_F(BeliefTest, NothingIsWrongWhereAllWorks) {
    const Belief belief =
        believe(knowledge_, {{camera({"app_says=online", "cells=ok", "light=off"})}, {}, {}});
    EXPECT_GT(belief.healthy(), 0.9);
}

TEST_F(BeliefTest, OtherCamerasTellTheHomesCauseFromTheCameras) {
    const CameraCase offline = camera({"app_says=offline"});
    const Case alone{{offline}, {}, {}};
    const Case all_of_them{{offline, offline, offline}, {}, {}};
    const Case only_this{
        {offline, camera({"app_says=online"}), camera({"app_says=online"})}, {}, {}};
    EXPECT_GT(of(all_of_them, "router.hung"), 2 * of(alone, "router.hung"));
    EXPECT_LT(of(only_this, "router.hung"), of(alone, "router.hung") / 4);
    EXPECT_GT(of(only_this, "device.firmware_hung"), of(alone, "device.firmware_hung"));
}

TEST_F(BeliefTest, AServiceIsDownWithWhatItNeedsAndOnlyWhereItNeedsIt) {
    CameraCase local = camera({"app_says=offline"});
    local.traits[1] = 1;
    EXPECT_LT(of({{local}, {}, {}}, "internet.outage"),
              of({{camera({"app_says=offline"})}, {}, {}}, "internet.outage") / 3);
}

TEST_F(BeliefTest, WhatACameraIsNotCannotBeItsFault) {
    CameraCase wired = camera({"app_says=offline"});
    wired.traits[0] = 1;
    EXPECT_EQ(of({{wired}, {}, {}}, "power.battery_low"), 0);
    wired.traits[0].reset();
    EXPECT_GT(of({{wired}, {}, {}}, "power.battery_low"), 0);
}

TEST_F(BeliefTest, DoubtfulWordsSpeakMoreQuietly) {
    Case sure{{camera({"app_says=offline", "cells=low"})}, {}, {}};
    Case unsure = sure;
    unsure.cameras[0].findings[1].fits = {0.4, 1};
    const Case nothing{{camera({"app_says=offline"})}, {}, {}};
    EXPECT_LT(of(unsure, "power.battery_low"), of(sure, "power.battery_low"));
    EXPECT_GT(of(unsure, "power.battery_low"), of(nothing, "power.battery_low"));
}

TEST_F(BeliefTest, WhatWordsAreLikeSpeaksForACauseAndLeavesTheUnknownItsShare) {
    const std::size_t hung = cause(knowledge_, "router.hung");
    const std::size_t outage = cause(knowledge_, "internet.outage");
    const std::size_t unknown = cause(knowledge_, "unknown.camera");
    knowledge_.likeness = Likeness(knowledge_.causes.size(),
                                   std::vector<Likeness::Sample>{{{hung}, "All its lamps are lit"},
                                                                 {{outage}, "Nothing gets out"}});
    Case home{{camera({"app_says=offline"})}, {}, {}};
    const Belief without = believe(knowledge_, home);
    home.cameras.front().words = "its lamps are lit";
    const Belief with = believe(knowledge_, home);
    const auto ratios = knowledge_.likeness.ratios(words_of("its lamps are lit"));
    const auto alone = [](const Belief& belief, std::size_t cause) {
        const auto set = std::ranges::find_if(
            belief.sets, [cause](const FaultSet& one) { return one.size == 1 && one.has(cause); });
        return set->share;
    };
    EXPECT_GT(with.of(hung), without.of(hung));
    EXPECT_LT(with.of(outage), without.of(outage));
    EXPECT_NEAR(alone(with, hung) / alone(with, unknown),
                alone(without, hung) / alone(without, unknown) * ratios[hung], 1e-9);
    EXPECT_NEAR(with.healthy() / alone(with, unknown), without.healthy() / alone(without, unknown),
                1e-9);
}

TEST_F(BeliefTest, WhatComesAndGoesIsNotDisprovedByAllThatFailsWithIt) {
    Cause& flaky = knowledge_.causes[cause(knowledge_, "device.firmware_hung")];
    flaky.shakes = std::exchange(flaky.breaks, {});
    const Observation app = knowledge_.observations[0];
    ASSERT_TRUE(app.sees);
    Case home{{camera({"app_says=offline"})}, {}, {}};
    for (int i = 0; i < 4; ++i) {
        knowledge_.observations.push_back(app);
        Finding again = home.cameras[0].findings.front();
        again.observation = knowledge_.observations.size() - 1;
        home.cameras[0].findings.push_back(again);
    }
    // Five looks of one moment: half of all moments are bad.
    const double flaky_one = of(home, "device.firmware_hung");
    const double dead_one = of(home, "device.firmware_updating");
    const double prior = chance(Common::Common) / chance(Common::Uncommon);
    EXPECT_GT(flaky_one / dead_one, 0.4 * prior);
}

TEST_F(BeliefTest, ARelapseAfterAStepThatHidesNothingLeavesABelief) {
    const Case home{{camera({"app_says=offline"})},
                    {},
                    {{{find(knowledge_.steps, "restart_router").value()}, StepResult::Masked}}};
    EXPECT_GT(believe(knowledge_, home).sets.front().share, 0);
}

TEST_F(BeliefTest, AStepWithoutEffectSpeaksAgainstWhatItCures) {
    Case home{{camera({"app_says=offline", "cells=low"})}, {}, {}};
    const double before = of(home, "power.battery_low");
    home.outcomes = {{{find(knowledge_.steps, "new_cells").value()}, StepResult::NoEffect}};
    EXPECT_LT(of(home, "power.battery_low"), before);
}

TEST_F(BeliefTest, AfterACureNothingIsLeftOfItsCause) {
    Case home{{camera({"app_says=offline", "cells=low"})}, {}, {}};
    home.outcomes = {{{find(knowledge_.steps, "new_cells").value()}, StepResult::Better}};
    EXPECT_LT(of(home, "power.battery_low"), 0.01);
    EXPECT_GT(believe(knowledge_, home).healthy(), 0.9);
}

TEST_F(BeliefTest, WhatARestartOnlyHidIsStillThere) {
    Case home{{camera({"app_says=offline"})}, {}, {}};
    const double before = of(home, "power.battery_low");
    home.outcomes = {{{find(knowledge_.steps, "restart_camera").value()}, StepResult::Masked}};
    EXPECT_GT(of(home, "power.battery_low"), 0.9);
    EXPECT_GT(of(home, "power.battery_low"), before);
}

TEST_F(BeliefTest, OfTwoFaultsTheOtherIsLeftWhenOneIsCured) {
    // Flat cells and no internet: with new cells it is still offline, and its light is well.
    Case home{{camera({"app_says=offline", "cells=low"})},
              {finding(knowledge_, "internet=fails")},
              {{{find(knowledge_.steps, "new_cells").value()}, StepResult::NoEffect}}};
    Finding cells = finding(knowledge_, "cells=ok");
    cells.after = 1;
    home.cameras[0].findings.push_back(cells);
    EXPECT_LT(of(home, "power.battery_low"), 0.05);
    EXPECT_GT(of(home, "internet.outage") + of(home, "router.hung"), 0.9);
}

TEST_F(BeliefTest, WhatNoCauseExplainsIsUnknown) {
    Case home{{camera({"app_says=offline", "cells=ok", "light=off"})},
              {finding(knowledge_, "internet=works")},
              {}};
    for (const char* step : {"restart_router", "restart_camera", "factory_reset", "new_cells"}) {
        home.outcomes.push_back({{find(knowledge_.steps, step).value()}, StepResult::NoEffect});
    }
    const double before = of({{home.cameras[0]}, home.home, {}}, "unknown.camera");
    EXPECT_GT(of(home, "unknown.camera"), 2 * before);
}

TEST_F(BeliefTest, TheUnnamedIsToldOfAsOneAndLastUnlessItIsLikelierThanNot) {
    const std::size_t unknown = cause(knowledge_, "unknown.camera");
    Belief belief;
    const auto put = [&](std::size_t one, double share) {
        FaultSet set;
        set.causes[0] = static_cast<CauseIndex>(one);
        set.size = 1;
        set.share = share;
        belief.sets.push_back(set);
    };
    put(unknown, 0.4);
    put(cause(knowledge_, "router.hung"), 0.3);
    put(cause(knowledge_, "power.battery_low"), 0.3);
    EXPECT_EQ(suspects(knowledge_, belief).back().cause, unknown);
    belief.sets[0].share = 0.6;
    EXPECT_EQ(suspects(knowledge_, belief).front().cause, unknown);
}

}  // namespace
}  // namespace porchlight::doctor
