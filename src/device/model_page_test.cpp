// SPDX-License-Identifier: Apache-2.0
#include "device/model_page.hpp"

#include "device/model_json.hpp"
#include "device/models.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace porchlight::device::model {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Runs of spaces and line ends as one space: what a reader reads.
std::string read_through(const std::string& page) {
    std::istringstream words(page);
    std::string text;
    for (std::string word; words >> word;) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

TEST(ModelPage, LeavesOutWhatRestsOnMemoryAlone) {
    std::size_t left_out = 0;
    for (const Model& model : all_models()) {
        const std::string page = read_through(model_page(model));
        const auto look = [&](const auto& facts) {
            for (const auto& fact : facts) {
                if (fact.may_be_told()) {
                    EXPECT_THAT(page, HasSubstr(fact.says)) << model.id;
                } else {
                    EXPECT_THAT(page, Not(HasSubstr(fact.says))) << model.id;
                    ++left_out;
                }
            }
        };
        look(model.lights);
        look(model.limits);
        look(model.care);
        look(model.presses);
        look(model.resets);
        look(model.setup);
        look(model.cannot);
        look(model.can);
    }
    EXPECT_GT(left_out, 20U);
}

TEST(ModelPage, SaysWhereTheButtonIsWhatAPressErasesAndWhatSpeaksAgainstIt) {
    const std::string page = read_through(model_page(*find_model("blink-mini")));
    EXPECT_THAT(page, HasSubstr("Blink Mini (blink-mini)"));
    EXPECT_THAT(page, HasSubstr("underneath"));
    EXPECT_THAT(page, HasSubstr("on the side"));
    EXPECT_THAT(page, HasSubstr("hold 10 to 15 s Factory reset."));
    EXPECT_THAT(page, HasSubstr("Erased: the saved Wi-Fi, its settings, its link to hub and app."));
    EXPECT_THAT(page, HasSubstr("But: Passages differ"));
    EXPECT_THAT(page, HasSubstr("What Porchlight cannot do with it"));
}

TEST(ModelPage, ShowsNoRhythmThatNobodyKnows) {
    const std::string page = model_page(*find_model("blink-outdoor-4"));
    EXPECT_THAT(page, HasSubstr("\n  red blink  "));
    EXPECT_THAT(page, Not(HasSubstr("red blink 1s")));
    EXPECT_THAT(model_page(*find_model("porchlight-camera")),
                HasSubstr("red 5x 0.2s/0.2s pause 1.5s"));
}

TEST(ModelPage, ShowsAPatternHoweverItIsSpaced) {
    Model model = *find_model("blink-outdoor-4");
    model.lights.resize(1);
    model.lights.front().certainty = Certainty::Ours;
    model.lights.front().rhythm = Rhythm::Known;
    model.lights.front().pattern = "red  blink 1s ";
    EXPECT_THAT(model_page(model), HasSubstr("red  blink 1s"));
}

TEST(ModelPage, IsNoWiderThanATerminal) {
    for (const Model& model : all_models()) {
        std::istringstream lines(model_page(model));
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(line.size(), 100U) << model.id << ": " << line;
        }
    }
}

TEST(ModelsTable, HasALineForEachAndSaysWhatIsOnlyPlanned) {
    const std::string table = models_table(all_models());
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(table, '\n')), all_models().size() + 1);
    EXPECT_THAT(table, HasSubstr("tapo-wired"));
    EXPECT_THAT(table, HasSubstr("watch and record"));
    EXPECT_THAT(table, HasSubstr("later"));
}

TEST(ModelJson, HasEveryFactWithItsSourceAndCertainty) {
    const auto parsed = boost::json::parse(to_json(all_models()));
    ASSERT_EQ(parsed.as_array().size(), all_models().size());
    const auto model = boost::json::parse(to_json(*find_model("blink-xt2")));
    const auto& temperature = model.at("temperature");
    EXPECT_EQ(temperature.at("from_celsius").as_int64(), -20);
    EXPECT_EQ(temperature.at("certainty").as_string(), "community");
    EXPECT_EQ(temperature.at("source").at(0).as_string(), "device-facts 1.2");
    EXPECT_EQ(model.at("light").as_array().size(), find_model("blink-xt2")->lights.size());
}

}  // namespace
}  // namespace porchlight::device::model
