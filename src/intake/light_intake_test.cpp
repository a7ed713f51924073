// SPDX-License-Identifier: Apache-2.0
#include "intake/light_intake.hpp"

#include "device/models.hpp"
#include "doctor/knowledge_file.hpp"
#include "intake/light_answers.hpp"
#include "light/tapper_for_test.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <rapidcheck/gtest.h>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::intake {
namespace {

namespace model = device::model;
using doctor::Finding;
using doctor::Knowledge;
using light::Colour;
using light::Pattern;

const Knowledge& knowledge() {
    return doctor::built_in_knowledge();
}

Pattern pattern(std::string_view text) {
    return light::parse_pattern(text).value();
}

std::vector<Finding> drawn(const model::Model* model, std::string_view text) {
    return light_findings(knowledge(), model, DrawnLight{pattern(text)});
}

const Finding* finding(const std::vector<Finding>& findings, std::string_view observation) {
    const auto found = std::ranges::find_if(findings, [&](const Finding& one) {
        return knowledge().observations[one.observation].id == observation;
    });
    return found == findings.end() ? nullptr : &*found;
}

double fit(const std::vector<Finding>& findings, std::string_view observation,
           std::string_view value) {
    const Finding* found = finding(findings, observation);
    if (found == nullptr) {
        return std::nan("");
    }
    const auto& values = knowledge().observations[found->observation].values;
    return found->fits.at(doctor::find(values, value).value());
}

std::string best(const std::vector<Finding>& findings, std::string_view observation) {
    const Finding* found = finding(findings, observation);
    if (found == nullptr) {
        return "";
    }
    const auto most = std::ranges::max_element(found->fits) - found->fits.begin();
    return knowledge()
        .observations[found->observation]
        .values.at(static_cast<std::size_t>(most))
        .id;
}

const model::Model* blink() {
    return model::find_model("blink-outdoor-4");
}

rc::Gen<const model::Model*> any_model() {
    return rc::gen::map(rc::gen::inRange<std::size_t>(0, model::all_models().size()),
                        [](std::size_t at) { return &model::all_models()[at]; });
}

rc::Gen<std::string> any_light() {
    return rc::gen::element<std::string>(
        "off", "red", "amber", "white", "infrared", "red blink 1s", "blue blink 0.4s",
        "green blink 3s", "red 4x 0.2s/0.2s pause 2s", "red 7x 0.2s/0.2s pause 1.5s",
        "red/blue 0.5s", "blue + green", "amber/green 1s", "white blink 4s/1s");
}

RC_GTEST_PROP(LightIntake, NoAnswerIsRuledOutAndOneFitsBest, ()) {
    const auto findings = drawn(*any_model(), *any_light());
    RC_ASSERT(!findings.empty());
    for (const Finding& one : findings) {
        RC_ASSERT(one.fits.size() == knowledge().observations[one.observation].values.size());
        RC_ASSERT(std::ranges::min(one.fits) > 0);
        RC_ASSERT(std::ranges::max(one.fits) == 1.0);
    }
}

RC_GTEST_PROP(LightIntake, ACodeOfTheModelThatWasPickedIsItsOwnBestAnswer, ()) {
    const model::Model* model = *any_model();
    RC_PRE(!model->lights.empty());
    const model::LightCode& code =
        model->lights[*rc::gen::inRange<std::size_t>(0, model->lights.size())];
    const auto findings = drawn(model, code.pattern);
    const Finding& seen = findings.front();
    const auto answers =
        answers_to(knowledge().observations[seen.observation], pattern(code.pattern));
    const auto right = std::ranges::max_element(answers) - answers.begin();
    RC_ASSERT(seen.fits[static_cast<std::size_t>(right)] == 1.0);
}

RC_GTEST_PROP(LightIntake, TheOrderOfTheCodesAndCodesThatStandTwiceChangeNothing, ()) {
    model::Model model = **any_model();
    const std::string light = *any_light();
    const auto before = drawn(&model, light);
    const auto twice = model.lights;
    model.lights.insert(model.lights.end(), twice.begin(), twice.end());
    const auto places = *rc::gen::container<std::vector<std::size_t>>(
        model.lights.size(),
        rc::gen::inRange<std::size_t>(0, std::max<std::size_t>(1, model.lights.size())));
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::swap(model.lights[i], model.lights[places[i]]);
    }
    const auto after = drawn(&model, light);
    RC_ASSERT(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        RC_ASSERT(before[i].observation == after[i].observation);
        RC_ASSERT(before[i].fits == after[i].fits);
    }
}

TEST(LightIntake, AColourTakenForItsNeighbourStillSpeaksForWhatTheModelCanShow) {
    // No Blink shows amber: red is as good as it.
    const auto findings = drawn(blink(), "amber blink 1s");
    EXPECT_EQ(best(findings, "light"), "red_blink");
    EXPECT_GT(fit(findings, "light", "red_blink"), 5 * fit(findings, "light", "blue_blink"));
    // Of a camera that nobody knows it may well be amber.
    EXPECT_EQ(best(drawn(nullptr, "amber blink 1s"), "light"), "amber");
}

TEST(LightIntake, AMiscountSpeaksForTheBurstThatThereIs) {
    const auto findings = drawn(blink(), "red 7x 0.2s/0.2s pause 2s");
    EXPECT_EQ(best(findings, "light"), "red_groups");
    EXPECT_GT(fit(findings, "light_means", "power"), fit(findings, "light_means", "updating"));
}

TEST(LightIntake, HowFastItGoesIsNoAnswer) {
    EXPECT_EQ(best(drawn(nullptr, "red blink 0.3s"), "light"), "red_blink");
    EXPECT_EQ(best(drawn(nullptr, "red blink 3s"), "light"), "red_blink");
    EXPECT_EQ(best(drawn(nullptr, "blue/green 0.3s"), "light"), "blue_green");
}

TEST(LightIntake, ABrightSpotLooksWhiteAndASlowSwellSteady) {
    const auto white = drawn(nullptr, "white");
    EXPECT_EQ(best(white, "light"), "white_steady");
    EXPECT_GT(fit(white, "light", "red_steady"), 3 * fit(white, "light", "red_blink"));
    const auto steady = drawn(nullptr, "blue blink 2s/2s");
    EXPECT_GT(fit(steady, "light", "blue_steady"), 3 * fit(steady, "light", "red_steady"));
}

TEST(LightIntake, AWeakSourceLeavesMoreRoomForOtherMeanings) {
    model::Model model;
    model::LightCode& code = model.lights.emplace_back();
    code.pattern = "red";
    code.meaning = model::CodeMeaning::TooHot;
    double before = 0;
    for (const auto certainty :
         {model::Certainty::Ours, model::Certainty::Official, model::Certainty::Community,
          model::Certainty::Article, model::Certainty::Memory}) {
        model.lights.front().certainty = certainty;
        const auto findings = drawn(&model, "red");
        EXPECT_EQ(fit(findings, "light_means", "temperature"), 1);
        EXPECT_GT(fit(findings, "light_means", "power"), before);
        EXPECT_LT(fit(findings, "light_means", "power"), 1);
        before = fit(findings, "light_means", "power");
    }
}

TEST(LightIntake, WhatOneLightMeansByTwoSourcesMayBeBoth) {
    const auto findings = drawn(blink(), "red blink 1s");
    EXPECT_EQ(fit(findings, "light_means", "network"), 1);
    EXPECT_EQ(fit(findings, "light_means", "power"), 1);
    EXPECT_LT(fit(findings, "light_means", "hung"), 1);
}

TEST(LightIntake, AGlowThatMayBeTheNightLampComesInTheDark) {
    EXPECT_EQ(best(drawn(blink(), "infrared"), "light_when"), "dark");
    EXPECT_EQ(finding(drawn(blink(), "blue"), "light_when"), nullptr);
}

TEST(LightIntake, AHubsLightsAreItsOwnQuestion) {
    const auto findings = drawn(model::find_model("blink-sync-module-2"), "blue + green blink 1s");
    EXPECT_EQ(best(findings, "hub_light"), "blue_steady_green_blink");
    EXPECT_EQ(finding(findings, "light"), nullptr);
}

TEST(LightIntake, OfACameraThatNobodyKnowsOnlyTheLightIsTold) {
    const auto findings = drawn(nullptr, "red blink 1s");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(best(findings, "light"), "red_blink");
}

TEST(LightIntake, TapsAndTheColourTellBurstsFromABlink) {
    Random random(7);
    light::Tapper tapper(random);
    const auto tapped = [&](std::string_view text, double seconds) {
        const Pattern shown = pattern(text);
        const light::Seconds watched(seconds);
        return light_findings(
            knowledge(), blink(),
            TappedLight{tapper.tap(shown.parts().front(), watched), watched, {Colour::Red}});
    };
    EXPECT_EQ(best(tapped("red 5x 0.2s/0.2s pause 2s", 20), "light"), "red_groups");
    EXPECT_EQ(best(tapped("red blink 1s", 20), "light"), "red_blink");
    EXPECT_EQ(best(tapped("red", 20), "light"), "red_steady");
}

TEST(LightIntake, TheColourThatWasSeenDecidesBetweenEqualRhythms) {
    Random random(7);
    light::Tapper tapper(random);
    const light::Seconds watched(20);
    const auto taps = tapper.tap(pattern("red blink 2s").parts().front(), watched);
    const auto blue =
        light_findings(knowledge(), blink(), TappedLight{taps, watched, {Colour::Blue}});
    EXPECT_EQ(best(blue, "light"), "blue_blink");
    EXPECT_LT(fit(blue, "light", "red_blink"), 0.1);
}

TEST(LightIntake, NobodyWhoWatchedTellsNothing) {
    EXPECT_TRUE(light_findings(knowledge(), blink(), TappedLight{}).empty());
}

}  // namespace
}  // namespace porchlight::intake
