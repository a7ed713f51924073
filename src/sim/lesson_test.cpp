// SPDX-License-Identifier: Apache-2.0
#include "sim/lesson.hpp"

#include "sim/claims.hpp"
#include "sim/deeds.hpp"
#include "sim/examples.hpp"
#include "sim/plan_file.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace porchlight::sim {
namespace {

using std::chrono::seconds;

/// A household with its lesson, looked at every 200 ms.
class Learning {
  public:
    explicit Learning(std::string_view example) {
        const ExampleText* text = find_example(example);
        HouseholdPlan plan = parse_plan(text->path, text->text).value();
        watch_ = std::make_unique<LessonWatch>(plan.lesson.value());
        household_ = std::make_unique<Household>(std::move(plan), 1);
        EXPECT_TRUE(schedule_happenings(*household_, text->path));
    }
    LessonStage after(std::string_view deed, seconds time) {
        const auto done =
            deed.empty() ? Result<Microseconds>(Microseconds(0)) : do_deed(*household_, deed);
        EXPECT_TRUE(done) << deed;
        constexpr std::chrono::milliseconds kStep(200);
        for (Microseconds passed{0}; passed < time; passed += kStep) {
            household_->advance(kStep);
            watch_->look(*household_);
        }
        return watch_->stage();
    }
    [[nodiscard]] const std::string& says() const { return watch_->says(); }

  private:
    std::unique_ptr<LessonWatch> watch_;
    std::unique_ptr<Household> household_;
};

TEST(Lesson, EveryClaimOfEveryLessonCanBeJudged) {
    int lessons = 0;
    for (const ExampleText& example : examples()) {
        HouseholdPlan plan = parse_plan(example.path, example.text).value();
        const std::optional<Lesson> lesson = plan.lesson;
        if (!lesson) {
            continue;
        }
        ++lessons;
        Household household(std::move(plan), 1);
        for (const auto* list : {&lesson->trouble, &lesson->done, &lesson->spoiled}) {
            for (const std::string& claim : *list) {
                EXPECT_TRUE(judge(household, claim, Microseconds(0))) << example.path << claim;
            }
        }
        EXPECT_EQ(lesson->spoiled.empty(), lesson->spoiled_says.empty()) << example.path;
    }
    EXPECT_GE(lessons, 4);
}

TEST(Lesson, ARestartIsLearntByLettingGoInTime) {
    Learning learning("learn-restart");
    EXPECT_EQ(learning.after("", seconds(60)), LessonStage::Open);
    EXPECT_EQ(learning.after("the person holds the button of \"Porch\" for 1 s", seconds(60)),
              LessonStage::Open);
    EXPECT_EQ(learning.after("the person holds the button of \"Porch\" for 9 s", seconds(60)),
              LessonStage::Open);
    EXPECT_EQ(learning.after("the person holds the button of \"Porch\" for 5 s", seconds(90)),
              LessonStage::Done);
    EXPECT_NE(learning.says(), "");
}

TEST(Lesson, ARestartIsSpoiltByHoldingOn) {
    Learning learning("learn-restart");
    EXPECT_EQ(learning.after("", seconds(60)), LessonStage::Open);
    EXPECT_EQ(learning.after("the person holds the button of \"Porch\" for 12 s", seconds(90)),
              LessonStage::Spoiled);
    EXPECT_NE(learning.says(), "");
    EXPECT_EQ(learning.after("the person holds the button of \"Porch\" for 5 s", seconds(90)),
              LessonStage::Spoiled);
}

TEST(Lesson, ANewRouterNeedsAResetAndNotARestart) {
    Learning learning("learn-new-router");
    EXPECT_EQ(learning.after("", seconds(50)), LessonStage::Coming);
    EXPECT_EQ(learning.after("", seconds(60)), LessonStage::Open);
    EXPECT_EQ(learning.after("the person unplugs \"Kitchen\" for 30 s", seconds(120)),
              LessonStage::Open);
    learning.after("the person holds the button of \"Kitchen\" for 12 s", seconds(60));
    EXPECT_EQ(learning.after("the person adds \"Kitchen\" in the app", seconds(90)),
              LessonStage::Done);
}

TEST(Lesson, EmptyCellsAreLearntByNewOnes) {
    Learning learning("learn-empty-cells");
    EXPECT_EQ(learning.after("", seconds(240)), LessonStage::Open);
    EXPECT_EQ(
        learning.after("the person gives \"Garden\" lithium cells that are 0 % used", seconds(120)),
        LessonStage::Done);
}

TEST(Lesson, ASecondHandCameraIsFreedByItsFormerOwnerAlone) {
    Learning learning("learn-second-hand");
    EXPECT_EQ(learning.after("", seconds(30)), LessonStage::Open);
    learning.after("the person holds the button of \"Bargain\" for 12 s", seconds(60));
    EXPECT_EQ(learning.after("the person adds \"Bargain\" in the app", seconds(60)),
              LessonStage::Open);
    learning.after("the previous owner deletes \"Bargain\" in their app", seconds(5));
    EXPECT_EQ(learning.after("the person adds \"Bargain\" in the app", seconds(90)),
              LessonStage::Done);
}

}  // namespace
}  // namespace porchlight::sim
