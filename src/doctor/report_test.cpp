// SPDX-License-Identifier: Apache-2.0
#include "doctor/report.hpp"

#include "doctor/belief.hpp"
#include "doctor/case_file.hpp"
#include "doctor/explanation.hpp"
#include "doctor/home_for_test.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <cmath>

namespace porchlight::doctor {
namespace {

namespace json = boost::json;

class ReportTest : public ::testing::Test {
  protected:
    [[nodiscard]] json::object answer(std::string_view text) const {
        const auto home = parse_case(knowledge_, text);
        EXPECT_TRUE(home) << home.error().message();
        return home ? json::parse(report_json(knowledge_, *home)).get_object() : json::object();
    }

    Knowledge knowledge_ = small_knowledge();
};

TEST_F(ReportTest, ReadsWordsLightStatusAndFacts) {
    const json::object said = answer(
        R"({"device": {"brand": "Blink", "model": "battery camera"}, "text": "It stopped.",
            "observed": {"led": {"colour": "red", "pattern": "blink", "count": null},
                         "app_status": "offline", "facts": ["no_internet"]}})");
    json::array ids;
    for (const json::value& one : said.at("observations").as_array()) {
        ids.emplace_back(std::string(one.at("id").as_string()) + "=" +
                         std::string(one.at("value").as_string()));
    }
    EXPECT_EQ(json::serialize(ids), R"(["app_says=offline","light=red","internet=fails"])");
}

TEST_F(ReportTest, AnswersWithCausesReasonsAndOneStep) {
    const json::object said = answer(R"({"text": "It is offline and there is no internet."})");
    const json::object& first = said.at("causes").as_array().front().as_object();
    EXPECT_GT(first.at("p").as_double(), 0.3);
    EXPECT_EQ(first.at("why").as_array().front().at("words").as_string(), "no internet");
    EXPECT_FALSE(said.at("next").at("say").as_string().empty());
    EXPECT_LE(said.at("causes").as_array().size(), 5U);
}

TEST_F(ReportTest, TellsPeopleTheCauseItsReasonsAndTheNextThing) {
    const auto home =
        parse_case(knowledge_, R"({"text": "offline, battery camera, blue and green"})");
    ASSERT_TRUE(home);
    const std::string text = report_text(knowledge_, *home);
    EXPECT_THAT(text, ::testing::StartsWith("device.firmware_updating (perhaps)\n  It is so.\n"));
    EXPECT_THAT(text, ::testing::HasSubstr("because of: \"blue and green\""));
    EXPECT_THAT(text, ::testing::HasSubstr("\nNext: "));
}

TEST_F(ReportTest, ClaimsNothingWhereNothingWasUnderstood) {
    const auto home = parse_case(knowledge_, R"({"text": "Hello!"})");
    ASSERT_TRUE(home);
    EXPECT_THAT(report_text(knowledge_, *home),
                ::testing::StartsWith("Nothing of that tells what is wrong."));
}

TEST_F(ReportTest, SaysWhatACaseIsWhereThereIsNone) {
    for (const char* wrong : {"", "[]", "{\"text\": ", "3", "{}", "{\"cause\": \"x\"}"}) {
        const auto home = parse_case(knowledge_, wrong);
        ASSERT_FALSE(home) << wrong;
        EXPECT_EQ(home.error().code(), ErrorCode::InvalidArgument);
    }
}

TEST_F(ReportTest, PassesOverWhatItDoesNotKnow) {
    EXPECT_TRUE(parse_case(knowledge_, R"({"text": 3, "observed": {"led": 1, "facts": {"a": 1}},
                                           "device": "x", "more": null})"));
}

TEST_F(ReportTest, TheSameCaseGivesTheSameAnswerToTheByte) {
    const auto home = parse_case(knowledge_, R"({"text": "offline, red"})");
    ASSERT_TRUE(home);
    EXPECT_EQ(report_json(knowledge_, *home), report_json(knowledge_, *home));
}

TEST_F(ReportTest, AReasonIsWhatMakesItLessLikelyWhenLeftOut) {
    const auto home = parse_case(knowledge_, R"({"text": "offline, no internet, red"})");
    ASSERT_TRUE(home);
    const Belief belief = believe(knowledge_, *home);
    const std::size_t outage = cause(knowledge_, "internet.outage");
    const auto reasons = weights(knowledge_, *home, belief, outage);
    ASSERT_EQ(reasons.size(), 3U);
    EXPECT_EQ(knowledge_.observations[reasons[0].observation].id, "internet");
    Case without = *home;
    without.home.clear();
    const double before = believe(knowledge_, without).of(outage);
    const double after = belief.of(outage);
    EXPECT_NEAR(reasons[0].ratio, (after / (1 - after)) / (before / (1 - before)), 1e-9);
    for (std::size_t i = 1; i < reasons.size(); ++i) {
        EXPECT_LE(std::abs(std::log(reasons[i].ratio)), std::abs(std::log(reasons[i - 1].ratio)));
    }
}

}  // namespace
}  // namespace porchlight::doctor
