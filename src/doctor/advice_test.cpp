// SPDX-License-Identifier: Apache-2.0
#include "doctor/advice.hpp"

#include "doctor/home_for_test.hpp"

#include <gmock/gmock.h>

namespace porchlight::doctor {
namespace {

using ::testing::Contains;
using ::testing::Not;

class AdviceTest : public ::testing::Test {
  protected:
    [[nodiscard]] CameraCase camera(const std::vector<std::string_view>& seen) const {
        return battery_camera(knowledge_, seen);
    }
    [[nodiscard]] Advice advice(const Case& home, const Refused& refused = {}) const {
        return advise(knowledge_, home, believe(knowledge_, home), refused);
    }
    /// "ask app_says" or "do new_cells"
    [[nodiscard]] std::string said(const Case& home, const Refused& refused = {}) const {
        const Advice what = advice(home, refused);
        switch (what.kind) {
            case Advice::Kind::Observe:
                return "ask " + knowledge_.observations[what.index].id;
            case Advice::Kind::Do:
                return "do " + knowledge_.steps[what.index].id;
            case Advice::Kind::Support:
                return "support";
        }
        return {};
    }
    [[nodiscard]] std::size_t step(std::string_view id) const {
        return find(knowledge_.steps, id).value();
    }
    [[nodiscard]] std::size_t observation(std::string_view id) const {
        return find(knowledge_.observations, id).value();
    }

    Knowledge knowledge_ = small_knowledge();
};

TEST_F(AdviceTest, WithLittleKnownItAsksFirst) {
    EXPECT_THAT(said({{camera({"app_says=offline"})}, {}, {}}), ::testing::StartsWith("ask "));
}

TEST_F(AdviceTest, WithEnoughKnownItActs) {
    EXPECT_EQ(said({{camera({"app_says=offline", "cells=low", "light=off"})},
                    {finding(knowledge_, "internet=works")},
                    {}}),
              "do new_cells");
}

TEST_F(AdviceTest, AnOutageIsWaitedFor) {
    Case home{{camera({"app_says=offline", "cells=ok", "light=off"})},
              {finding(knowledge_, "internet=fails")},
              {{{step("restart_router")}, StepResult::NoEffect}}};
    EXPECT_EQ(said(home, {{}, {step("restart_router")}}), "do wait_for_line");
}

TEST_F(AdviceTest, WhatMayBeForbiddenIsAskedBeforeAndWhatIsForbiddenNeverAdvised) {
    const Case unseen{
        {camera({"app_says=offline", "cells=ok"})}, {finding(knowledge_, "internet=works")}, {}};
    EXPECT_EQ(said(unseen), "ask light");
    const Refused cannot_say{{observation("light")}, {}};
    EXPECT_THAT(allowed_steps(knowledge_, unseen, believe(knowledge_, unseen), cannot_say),
                Not(Contains(step("restart_camera"))));
    Case updating = unseen;
    updating.cameras[0] = camera({"app_says=offline", "cells=ok", "light=updating"});
    EXPECT_EQ(said(updating), "do wait_for_update");
    EXPECT_THAT(allowed_steps(knowledge_, updating, believe(knowledge_, updating), {}),
                Not(Contains(step("restart_camera"))));
}

TEST_F(AdviceTest, AnAnswerForbidsOnlyOnTheCamerasThatItIsSaidOf) {
    const Case updating{{camera({"app_says=offline", "light=updating"})}, {}, {}};
    auto& never_when = knowledge_.steps[step("restart_camera")].never_when;
    never_when.at(0).when = {Condition{0, 1, false}};  // power=wired, and this one has a battery
    EXPECT_THAT(allowed_steps(knowledge_, updating, believe(knowledge_, updating), {}),
                Contains(step("restart_camera")));
    never_when.at(0).when = {Condition{0, 0, false}};
    EXPECT_THAT(allowed_steps(knowledge_, updating, believe(knowledge_, updating), {}),
                Not(Contains(step("restart_camera"))));
}

TEST_F(AdviceTest, AnAnswerThatForbidsIsOutlivedByAWait) {
    Case waited{{camera({"app_says=offline", "cells=ok", "light=updating"})},
                {finding(knowledge_, "internet=works")},
                {{{step("restart_router")}, StepResult::NoEffect}}};
    EXPECT_THAT(allowed_steps(knowledge_, waited, believe(knowledge_, waited), {}),
                Not(Contains(step("restart_camera"))));
    waited.outcomes[0].steps = {step("wait_for_update")};
    EXPECT_THAT(allowed_steps(knowledge_, waited, believe(knowledge_, waited), {}),
                Contains(step("restart_camera")));
    Refused refused{{}, {step("wait_for_update")}};
    EXPECT_EQ(said(waited, refused), "ask light");
    refused.observations.insert(observation("light"));
    EXPECT_THAT(allowed_steps(knowledge_, waited, believe(knowledge_, waited), refused),
                Not(Contains(step("restart_camera"))))
        << "nobody has taken it back";
    waited.outcomes[0].steps = {step("wait_for_line")};
    EXPECT_THAT(allowed_steps(knowledge_, waited, believe(knowledge_, waited), {}),
                Not(Contains(step("restart_camera"))))
        << "that was another wait";
}

TEST_F(AdviceTest, WaitsBeforeItGivesUpForAStepThatMayBeForbiddenNow) {
    const Case home{
        {camera({"app_says=offline", "cells=ok"})}, {finding(knowledge_, "internet=works")}, {}};
    Refused cannot_say;
    for (std::size_t i = 0; i < knowledge_.observations.size(); ++i) {
        cannot_say.observations.insert(i);
    }
    cannot_say.steps = {step("new_cells"), step("restart_router"), step("wait_for_line"),
                        step("all_is_well")};
    EXPECT_EQ(said(home, cannot_say), "do wait_for_update");
    cannot_say.steps.insert(step("wait_for_update"));
    EXPECT_EQ(said(home, cannot_say), "support");
}

TEST_F(AdviceTest, ProbesComeFirst) {
    knowledge_.observations[observation("internet")].asked = Asked::Probe;
    EXPECT_EQ(said({{camera({"app_says=offline"})}, {}, {}}), "ask internet");
}

TEST_F(AdviceTest, WhatTheOwnerCannotSayIsNotAskedAgain) {
    const Case home{{camera({"app_says=offline"})}, {}, {}};
    Refused refused;
    for (std::size_t i = 0; i < knowledge_.observations.size(); ++i) {
        refused.observations.insert(i);
    }
    EXPECT_NE(advice(home, refused).kind, Advice::Kind::Observe);
}

TEST_F(AdviceTest, AWiredCameraIsNotGivenCells) {
    CameraCase wired = camera({"app_says=offline"});
    wired.traits[0] = 1;
    const Case home{{wired}, {}, {}};
    EXPECT_THAT(allowed_steps(knowledge_, home, believe(knowledge_, home), {}),
                Not(Contains(step("new_cells"))));
}

TEST_F(AdviceTest, AllIsWellWhereAllIsWell) {
    EXPECT_EQ(said({{camera({"app_says=online", "cells=ok", "light=off"})},
                    {finding(knowledge_, "internet=works")},
                    {}}),
              "do all_is_well");
}

TEST_F(AdviceTest, AskingNeverMakesTheWayLonger) {
    const Case home{{camera({"app_says=offline"})}, {}, {}};
    Refused nothing_asked;
    for (std::size_t i = 0; i < knowledge_.observations.size(); ++i) {
        nothing_asked.observations.insert(i);
    }
    EXPECT_LT(advice(home).minutes, advice(home, nothing_asked).minutes);
}

}  // namespace
}  // namespace porchlight::doctor
