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

    /// "internet: no internet"
    static std::vector<std::string> reasons(const json::object& cause) {
        std::vector<std::string> all;
        for (const json::value& why : cause.at("why").as_array()) {
            all.push_back(std::string(why.at("id").as_string()) + ": " +
                          std::string(why.at("words").as_string()));
        }
        return all;
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
    EXPECT_THAT(reasons(first),
                ::testing::UnorderedElementsAre("internet: no internet", "own_words: internet"));
    EXPECT_FALSE(said.at("next").at("say").as_string().empty());
    EXPECT_LE(said.at("causes").as_array().size(), 5U);
}

TEST_F(ReportTest, TellsPeopleTheCauseItsReasonsAndTheNextThing) {
    const auto home =
        parse_case(knowledge_, R"({"text": "offline, battery camera, blue and green"})");
    ASSERT_TRUE(home);
    const std::string text = report_text(knowledge_, *home);
    EXPECT_THAT(text,
                ::testing::StartsWith("device.firmware_updating (very likely)\n  It is so.\n"));
    EXPECT_THAT(text, ::testing::HasSubstr("because of: \"blue and green\""));
    EXPECT_THAT(text,
                ::testing::HasSubstr("people tell of it in such words: \"blue, and, green\""));
    EXPECT_THAT(text, ::testing::HasSubstr("\nNext: "));
}

TEST_F(ReportTest, DoesNotTellApartWhatOneStepCures) {
    Step& restart = knowledge_.steps[find(knowledge_.steps, "restart_router").value()];
    const std::size_t hung = cause(knowledge_, "device.firmware_hung");
    const std::size_t router = cause(knowledge_, "router.hung");
    const auto belief_of = [&](double one, double other) {
        FaultSet first = {{static_cast<CauseIndex>(hung)}, 1, State::Shaky, one};
        FaultSet second = {{static_cast<CauseIndex>(router)}, 1, State::Shaky, other};
        return Belief{{first, second}};
    };
    const auto said = [&](double one, double other) {
        return same_cure(knowledge_, belief_of(one, other),
                         find(knowledge_.steps, "restart_router").value())
            .value_or("");
    };
    EXPECT_EQ(said(0.5, 0.4), "") << "it cures only one of them";
    restart.cures.push_back({hung, How::Usually});
    EXPECT_EQ(said(0.5, 0.4),
              "Either: device.firmware_hung. Or: router.hung. Which of the two does "
              "not matter: one step cures both.");
    EXPECT_EQ(said(0.8, 0.2), "") << "they are told apart";
    restart.cures.back().how = How::Sometimes;
    EXPECT_EQ(said(0.5, 0.4), "");
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

/// The odds of a cause, with all that is known and with less.
double odds_of(const Knowledge& knowledge, const Case& home, std::size_t cause) {
    const double share = believe(knowledge, home).of(cause);
    return share / (1 - share);
}

TEST_F(ReportTest, AReasonIsWhatMakesItLessLikelyWhenLeftOut) {
    const auto home = parse_case(knowledge_, R"({"text": "offline, no internet, red"})");
    ASSERT_TRUE(home);
    const Belief belief = believe(knowledge_, *home);
    const std::size_t outage = cause(knowledge_, "internet.outage");
    const auto reasons = weights(knowledge_, *home, belief, outage);
    ASSERT_EQ(reasons.size(), 4U);
    for (const Weight& reason : reasons) {
        Case without = *home;
        if (reason.observation == kWordsAlone) {
            without.cameras.front().words.clear();
        }
        const auto is_it = [&reason](const Finding& one) {
            return one.observation == reason.observation;
        };
        std::erase_if(without.home, is_it);
        std::erase_if(without.cameras.front().findings, is_it);
        EXPECT_NEAR(reason.ratio,
                    odds_of(knowledge_, *home, outage) / odds_of(knowledge_, without, outage),
                    1e-9);
    }
    for (std::size_t i = 1; i < reasons.size(); ++i) {
        EXPECT_LE(std::abs(std::log(reasons[i].ratio)), std::abs(std::log(reasons[i - 1].ratio)));
    }
}

TEST_F(ReportTest, WordsThatNoPhraseHoldsSpeakToo) {
    Knowledge knowledge = small_knowledge();
    const std::size_t updating = cause(knowledge, "device.firmware_updating");
    const std::vector<Likeness::Sample> samples{{{updating}, "It brings itself up to date"},
                                                {{0, 1, 2, 3, 4, 5}, "The provider has a problem"}};
    knowledge.likeness = Likeness(knowledge.causes.size(), samples);
    const auto home = parse_case(knowledge, R"({"text": "It brings something up to date"})");
    ASSERT_TRUE(home);
    ASSERT_TRUE(home->cameras.front().findings.empty());
    const json::object first =
        json::parse(report_json(knowledge, *home)).at("causes").as_array().front().as_object();
    EXPECT_EQ(first.at("id").as_string(), "device.firmware_updating");
    ASSERT_EQ(reasons(first).size(), 1U);
    EXPECT_THAT(reasons(first).front(), ::testing::StartsWith("own_words: "));
    EXPECT_THAT(reasons(first).front(), ::testing::HasSubstr("brings"));
}

TEST_F(ReportTest, ANameOfACameraIsLikeNoCause) {
    const auto home = parse_case(knowledge_, R"({"device": {"brand": "Power", "model": "router"},
                                                 "text": "It stopped."})");
    ASSERT_TRUE(home);
    EXPECT_EQ(home->cameras.front().words, "It stopped..\n");
}

}  // namespace
}  // namespace porchlight::doctor
