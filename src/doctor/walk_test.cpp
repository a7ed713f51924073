// SPDX-License-Identifier: Apache-2.0
#include "doctor/walk.hpp"

#include "doctor/home_for_test.hpp"
#include "doctor/walk_file.hpp"

#include <gtest/gtest.h>

namespace porchlight::doctor {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class WalkTest : public ::testing::Test {
  protected:
    /// Offline with low cells, and nothing else is known.
    Walk low_cells() {
        return {knowledge_,
                Case{{battery_camera(knowledge_, {"app_says=offline", "cells=low", "light=off"})},
                     {finding(knowledge_, "internet=works")},
                     {}}};
    }
    std::size_t step(std::string_view id) { return find(knowledge_.steps, id).value(); }
    bool wants(const Walk& walk, std::string_view id) {
        return walk.next().kind == Next::Kind::Do && knowledge_.steps[walk.next().index].id == id;
    }

    const Knowledge knowledge_ = small_knowledge();
};

TEST_F(WalkTest, AsksDoesWatchesAndEndsWhenTheCureHasHeld) {
    Walk walk = low_cells();
    ASSERT_TRUE(wants(walk, "new_cells"));
    walk.done({step("new_cells")}, minutes(1));
    EXPECT_EQ(walk.next().kind, Next::Kind::Watch);
    EXPECT_EQ(walk.watched_until(), minutes(1) + knowledge_.steps[step("new_cells")].first);
    walk.works(minutes(2));
    EXPECT_EQ(walk.next().kind, Next::Kind::Watch);
    EXPECT_EQ(walk.watched_until(), minutes(2) + knowledge_.steps[step("new_cells")].hold);
    walk.passed(*walk.watched_until());
    EXPECT_EQ(walk.next().kind, Next::Kind::End);
    EXPECT_EQ(walk.memory().end, End::Fixed);
    ASSERT_TRUE(walk.cured());
    EXPECT_EQ(walk.cured()->cause, cause(knowledge_, "power.battery_low"));
}

TEST_F(WalkTest, WhatWorksNotInItsTimeHadNoEffect) {
    Walk walk = low_cells();
    walk.done({step("new_cells")}, minutes(1));
    walk.passed(minutes(2));
    EXPECT_EQ(walk.next().kind, Next::Kind::Watch);
    walk.passed(minutes(1) + knowledge_.steps[step("new_cells")].first);
    ASSERT_EQ(walk.memory().home.outcomes.size(), 1U);
    EXPECT_EQ(walk.memory().home.outcomes[0].result, StepResult::NoEffect);
    EXPECT_FALSE(walk.cured());
}

TEST_F(WalkTest, WhatIsARiskIsDoneOnce) {
    Walk walk = low_cells();
    walk.done({step("factory_reset")}, minutes(1));
    EXPECT_TRUE(walk.memory().refused.steps.contains(step("factory_reset")));
}

TEST_F(WalkTest, WhatCostsLittleMayBeTriedOnceMore) {
    Walk walk(knowledge_, Case{{battery_camera(knowledge_, {"app_says=offline"})}, {}, {}});
    for (int i = 1; i <= 2; ++i) {
        EXPECT_FALSE(walk.memory().refused.steps.contains(step("restart_router")));
        walk.done({step("restart_router")}, hours(i));
        walk.passed(hours(i + 1));
    }
    EXPECT_TRUE(walk.memory().refused.steps.contains(step("restart_router")));
}

TEST_F(WalkTest, WhatFailsAgainWhileItMustHoldWasOnlyHidden) {
    Walk walk(knowledge_, Case{{battery_camera(knowledge_, {"app_says=offline"})}, {}, {}});
    const double before = walk.belief().of(cause(knowledge_, "power.battery_low"));
    walk.done({step("restart_camera")}, minutes(0));
    walk.works(minutes(1));
    walk.fails(minutes(5));
    EXPECT_EQ(walk.memory().home.outcomes.at(0).result, StepResult::Masked);
    EXPECT_GT(walk.belief().of(cause(knowledge_, "power.battery_low")), before);
    ASSERT_TRUE(walk.cured());
    EXPECT_EQ(walk.cured()->cause, cause(knowledge_, "power.battery_low"));
}

TEST_F(WalkTest, WhatItsOwnerWritesLaterCountsAsWhatWasWrittenFirst) {
    Walk walk = low_cells();
    walk.told("It blinks.");
    walk.told("Since Monday.");
    EXPECT_EQ(walk.memory().home.cameras.front().words, "It blinks. Since Monday.");
}

TEST_F(WalkTest, ARelapseAfterItsEndOpensItAgain) {
    Walk walk = low_cells();
    walk.done({step("new_cells")}, minutes(0));
    walk.works(minutes(1));
    walk.passed(hours(48));
    ASSERT_EQ(walk.memory().end, End::Fixed);
    walk.fails(hours(60));
    EXPECT_EQ(walk.memory().end, std::nullopt);
    EXPECT_EQ(walk.memory().home.outcomes.at(0).result, StepResult::Masked);
}

TEST_F(WalkTest, WhatComesBackByItselfIsWatchedAndNoStepGetsThePraise) {
    Walk walk = low_cells();
    walk.works(minutes(3));
    walk.passed(minutes(5));
    EXPECT_EQ(walk.next().kind, Next::Kind::Watch);
    walk.passed(hours(1));
    EXPECT_EQ(walk.memory().end, End::ByItself);
    EXPECT_TRUE(walk.memory().home.outcomes.empty());
}

TEST_F(WalkTest, OneStepAtATime) {
    Walk walk = low_cells();
    walk.done({step("new_cells")}, minutes(0));
    walk.done({step("restart_camera")}, minutes(0));
    EXPECT_EQ(walk.memory().watch->steps, std::vector{step("new_cells")});
}

/// It hangs or the router does, and both stand on one shelf.
class OneGoWalk : public WalkTest {
  protected:
    OneGoWalk() : on_a_shelf_(small_knowledge()) {
        for (const char* id : {"restart_camera", "restart_router"}) {
            on_a_shelf_.steps[step(id)].cluster = "at the shelf";
            on_a_shelf_.steps[step(id)].never_when.clear();
        }
        on_a_shelf_.steps[step("restart_router")].cures.push_back(
            {cause(on_a_shelf_, "internet.outage"), How::NearlyAlways});
    }
    Walk walk() {
        Walk walk(on_a_shelf_,
                  Case{{battery_camera(on_a_shelf_, {"app_says=offline", "cells=ok"})}, {}, {}});
        for (int i = 0; i < 10 && walk.next().kind == Next::Kind::Ask; ++i) {
            walk.cannot_say(walk.next().index);
        }
        walk.refuse(step("wait_for_line"));
        return walk;
    }

    Knowledge on_a_shelf_;
};

TEST_F(OneGoWalk, WatchesBothAndLearnsOfBoth) {
    Walk both = walk();
    ASSERT_EQ(both.next().kind, Next::Kind::Do);
    ASSERT_EQ(both.next().steps().size(), 2U);
    both.done(both.next().steps(), minutes(0));
    EXPECT_EQ(both.next().kind, Next::Kind::Watch);
    EXPECT_EQ(both.next().steps().size(), 2U);
    const auto again = parse_walk(on_a_shelf_, walk_json(on_a_shelf_, both.memory()));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->watch->steps, both.memory().watch->steps);
    const double before = both.belief().of(cause(on_a_shelf_, "router.hung"));
    both.passed(*both.watched_until());
    ASSERT_EQ(both.memory().home.outcomes.size(), 1U);
    EXPECT_EQ(both.memory().home.outcomes[0].steps.size(), 2U);
    EXPECT_LT(both.belief().of(cause(on_a_shelf_, "router.hung")), before / 2);
}

TEST_F(OneGoWalk, WhatHelpedIsTheLikelierOfTheTwo) {
    Walk both = walk();
    both.done({step("restart_router"), step("restart_camera")}, minutes(0));
    both.works(minutes(2));
    both.passed(*both.watched_until());
    ASSERT_EQ(both.memory().end, End::Fixed);
    ASSERT_TRUE(both.cured());
    const bool is_camera = walk().belief().of(cause(on_a_shelf_, "device.firmware_hung")) * 0.8 >
                           walk().belief().of(cause(on_a_shelf_, "router.hung")) * 0.95;
    EXPECT_EQ(both.cured()->step, step(is_camera ? "restart_camera" : "restart_router"));
}

TEST_F(OneGoWalk, IsWatchedAsLongAsTheSlowerNeeds) {
    on_a_shelf_.steps[step("restart_router")].first = minutes(20);
    on_a_shelf_.steps[step("restart_camera")].hold = hours(20);
    Walk both = walk();
    both.done({step("restart_camera"), step("restart_router")}, minutes(0));
    EXPECT_EQ(both.watched_until(), minutes(20));
    both.works(minutes(2));
    EXPECT_EQ(both.watched_until(), minutes(2) + hours(20));
}

TEST_F(WalkTest, WhatIsFoundAfterAStepSpeaksOfWhatIsLeft) {
    Walk walk = low_cells();
    walk.done({step("new_cells")}, minutes(0));
    walk.passed(hours(1));
    const double before = walk.belief().of(cause(knowledge_, "power.battery_low"));
    walk.found(finding(knowledge_, "cells=ok"));
    EXPECT_EQ(finding_of(walk.memory().home, find(knowledge_.observations, "cells").value())->after,
              1U);
    EXPECT_LT(walk.belief().of(cause(knowledge_, "power.battery_low")), 0.7 * before);
    EXPECT_EQ(walk.memory().home.cameras[0].findings.size(), 4U);
}

TEST_F(WalkTest, WhatItsOwnerCannotSayIsNotAskedAgain) {
    Walk walk(knowledge_, Case{{battery_camera(knowledge_, {"app_says=offline"})}, {}, {}});
    for (int i = 0; i < 10 && walk.next().kind == Next::Kind::Ask; ++i) {
        const std::size_t asked = walk.next().index;
        walk.cannot_say(asked);
        EXPECT_FALSE(walk.next().kind == Next::Kind::Ask && walk.next().index == asked);
    }
    EXPECT_NE(walk.next().kind, Next::Kind::Ask);
}

TEST_F(WalkTest, OutlivesARestartInEachOfItsStates) {
    Walk walk = low_cells();
    const auto same = [&] {
        const std::string text = walk_json(knowledge_, walk.memory());
        const auto memory = parse_walk(knowledge_, text);
        ASSERT_TRUE(memory) << memory.error().message();
        const Walk again(knowledge_, *memory);
        EXPECT_EQ(walk_json(knowledge_, again.memory()), text);
        EXPECT_EQ(again.next().kind, walk.next().kind);
        EXPECT_EQ(again.next().index, walk.next().index);
    };
    same();
    walk.cannot_say(0);
    walk.done({step("restart_router")}, minutes(1));
    same();
    walk.works(minutes(2));
    same();
    walk.fails(minutes(3));
    same();
    walk.leave();
    same();
}

TEST_F(WalkTest, RemembersItsOwnersWords) {
    WalkMemory memory = low_cells().memory();
    memory.home.cameras.front().words = "Die \"Außenkamera\" geht nicht";
    const auto again = parse_walk(knowledge_, walk_json(knowledge_, memory));
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_EQ(again->home.cameras.front().words, memory.home.cameras.front().words);
}

TEST_F(WalkTest, ATextThatIsNoWalkIsRefusedWithASentence) {
    for (const char* text : {"", "[]", "{}", R"({"cameras": 1})", R"({"cameras": [{}]})"}) {
        EXPECT_FALSE(parse_walk(knowledge_, text)) << text;
    }
}

TEST_F(WalkTest, WhatTheKnowledgeNoLongerHasIsLeftOut) {
    Walk walk = low_cells();
    std::string text = walk_json(knowledge_, walk.memory());
    text.replace(text.find("\"cells\""), 7, "\"moods\"");
    const auto memory = parse_walk(knowledge_, text);
    ASSERT_TRUE(memory);
    EXPECT_EQ(memory->home.cameras[0].findings.size(), 2U);
}

}  // namespace
}  // namespace porchlight::doctor
