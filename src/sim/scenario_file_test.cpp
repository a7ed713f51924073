// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

using testing::HasSubstr;

constexpr std::string_view kHead = "covers: §3 x\nhousehold: one mini \"Hall\"\n";

std::string outcome_of(std::string_view steps) {
    const auto scenario = parse_scenario("a.scenario", fmt::format("{}{}", kHead, steps));
    if (!scenario) {
        return scenario.error().message();
    }
    const auto done = run_scenario(*scenario);
    return done ? "" : done.error().message();
}

TEST(Scenario, SaysNothingWhenAllIsSo) {
    EXPECT_EQ(outcome_of(
                  "# a remark\nthen \"Hall\" is online\nwhen the person unplugs \"Hall\" for 30 s\n"
                  "then \"Hall\" is offline\nand \"Hall\" is online within 60 s\n"),
              "");
}

TEST(Scenario, NamesTheLineThatIsNotSoAndHowItIs) {
    EXPECT_THAT(outcome_of("then \"Hall\" is online\nand \"Hall\" is recording within 5 s\n"),
                HasSubstr("a.scenario:4: not so: \"Hall\" is recording; it is online"));
}

TEST(Scenario, HoldsForASpanOnlyIfItHoldsAllAlong) {
    EXPECT_THAT(
        outcome_of("when the person unplugs \"Hall\" for 1 s\nthen \"Hall\" is offline for 60 s\n"),
        HasSubstr("a.scenario:4: not so"));
    EXPECT_EQ(outcome_of("then \"Hall\" is online for 60 s\n"), "");
}

TEST(Scenario, ChecksAtOnceWhatHasNoTime) {
    EXPECT_THAT(outcome_of("when the person unplugs \"Hall\" for 1 s\nthen \"Hall\" is online\n"),
                HasSubstr("a.scenario:4: not so"));
}

TEST(Scenario, ThatNobodyUnderstandsIsRefusedWithItsLine) {
    EXPECT_THAT(outcome_of("when the person unplugs \"Hal\"\n"),
                HasSubstr("a.scenario:3: there is no \"Hal\" in this household"));
    EXPECT_THAT(outcome_of("when the person takes \"Hall\" away\n"),
                HasSubstr("a.scenario:3: nobody can do this"));
    EXPECT_THAT(outcome_of("then \"Hall\" sings\n"),
                HasSubstr("a.scenario:3: this cannot be checked"));
    EXPECT_THAT(outcome_of("perhaps \"Hall\" sings\n"),
                HasSubstr("a.scenario:3: a line begins with"));
    EXPECT_THAT(outcome_of("and \"Hall\" is online\n"),
                HasSubstr("a.scenario:3: a line begins with"));
    EXPECT_THAT(outcome_of("household: one nokia \"X\"\n"),
                HasSubstr("a.scenario:3: there is no model"));
    EXPECT_THAT(outcome_of("then \"Hall\" is sleepy\n"),
                HasSubstr("a.scenario:3: a device is online"));
}

TEST(Scenario, SaysWhatItCovers) {
    EXPECT_FALSE(parse_scenario("a.scenario", "household: one mini \"Hall\"\n"));
    EXPECT_FALSE(parse_scenario("a.scenario", "covers: §3 x\n"));
}

}  // namespace
}  // namespace porchlight::sim
