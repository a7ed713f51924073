// SPDX-License-Identifier: Apache-2.0
#include "doctor/practice_case.hpp"

#include "doctor/advice.hpp"
#include "doctor/home_for_test.hpp"
#include "doctor/knowledge_file.hpp"

#include <gmock/gmock.h>

namespace porchlight::doctor {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kCase =
    "[[case]]\n"
    "tells = \"The app says offline, and its cells are low.\"\n"
    "camera = [\"power=battery\", \"path=cloud\"]\n"
    "sees = [\"app_says=offline\", \"cells=low\", \"internet=works\"]\n"
    "cause = \"power.battery_low\"\n"
    "step = [\"new_cells\"]\n"
    "source = \"ours\"\n";

Result<std::vector<PracticeCase>> read(const Knowledge& knowledge, std::string text) {
    const std::vector<FileText> files{{"spec/doctor/cases/power.toml", std::move(text)}};
    return read_practice_cases(knowledge, files);
}

std::optional<std::string> differs(const Knowledge& knowledge, const PracticeCase& practice) {
    const Belief belief = believe(knowledge, practice.home);
    return what_differs(knowledge, practice, belief,
                        allowed_steps(knowledge, practice.home, belief, {}));
}

std::string replaced(std::string_view what, std::string_view with) {
    std::string text(kCase);
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

TEST(PracticeCase, SaysWhatComesOtherwise) {
    const Knowledge knowledge = small_knowledge();
    const auto first = [&](const std::string& text) {
        const auto cases = read(knowledge, text);
        EXPECT_TRUE(cases) << cases.error().message();
        return differs(knowledge, cases.value().at(0)).value_or("");
    };
    EXPECT_EQ(first(std::string(kCase)), "");
    EXPECT_EQ(first(replaced("cause = \"power.battery_low\"", "cause = \"internet.outage\"")),
              "internet.outage should be among the first 1, and is number 2, after "
              "power.battery_low");
    EXPECT_EQ(first(replaced("[\"new_cells\"]", "[\"restart_camera\"]")),
              "restart_camera should be done first, and not new_cells");
    EXPECT_EQ(first(replaced("step =", "never =")), "new_cells must not be done here");
    EXPECT_EQ(first(replaced("cause =", "unlikely = [\"power.battery_low\"]\ncause =")),
              "power.battery_low should not be among the first three");
}

TEST(PracticeCase, OutcomesCount) {
    const Knowledge knowledge = small_knowledge();
    const auto with =
        read(knowledge, replaced("cause =", "done = [\"new_cells=no_effect\"]\ncause ="));
    ASSERT_TRUE(with) << with.error().message();
    EXPECT_EQ(with->at(0).home.outcomes.at(0).result, StepResult::NoEffect);
    EXPECT_LT(believe(knowledge, with->at(0).home).of(cause(knowledge, "power.battery_low")),
              believe(knowledge, read(knowledge, std::string(kCase))->at(0).home)
                  .of(cause(knowledge, "power.battery_low")));
}

TEST(PracticeCase, AMistakeIsToldWithItsLine) {
    const Knowledge knowledge = small_knowledge();
    const auto complaint = [&](std::string_view what, std::string_view with) {
        const auto cases = read(knowledge, replaced(what, with));
        return cases ? std::string() : cases.error().message();
    };
    EXPECT_THAT(complaint("cells=low", "cells=flat"),
                HasSubstr("spec/doctor/cases/power.toml:4: sees: \"flat\" is not known"));
    EXPECT_THAT(complaint("new_cells", "new_sells"), HasSubstr("did you mean \"new_cells\"?"));
    EXPECT_THAT(complaint("source =", "done = [\"new_cells\"]\nsource ="),
                HasSubstr("done: write a step and what came of it"));
    EXPECT_THAT(complaint("source = \"ours\"\n", ""), HasSubstr("needs \"source\""));
}

TEST(PracticeCase, OtherFilesArePassedOver) {
    const Knowledge knowledge = small_knowledge();
    const auto cases = read_practice_cases(knowledge, small_files());
    ASSERT_TRUE(cases);
    EXPECT_TRUE(cases->empty());
}

}  // namespace
}  // namespace porchlight::doctor
