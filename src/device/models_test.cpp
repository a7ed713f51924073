// SPDX-License-Identifier: Apache-2.0
#include "device/models.hpp"

#include "base/temporary_folder.hpp"
#include "device/model_text.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace porchlight::device::model {
namespace {

using std::chrono::seconds;

template <typename F>
void for_every_fact(const Model& model, F look) {
    look(model.what);
    look(model.power);
    look(model.radio);
    look(model.storage);
    const auto look_at_optional = [&](const auto& fact) {
        if (fact) {
            look(*fact);
        }
    };
    look_at_optional(model.sensor);
    look_at_optional(model.temperature);
    look_at_optional(model.qr_code);
    const auto look_at_all = [&](const auto& facts) { std::ranges::for_each(facts, look); };
    look_at_all(model.buttons);
    look_at_all(model.tools);
    look_at_all(model.presses);
    look_at_all(model.resets);
    look_at_all(model.waits);
    look_at_all(model.lights);
    look_at_all(model.setup);
    look_at_all(model.care);
    look_at_all(model.limits);
    look_at_all(model.can);
    look_at_all(model.cannot);
}

TEST(Models, TheLongestNameInSomebodysWordsIsMeant) {
    const auto id = [](std::string_view words) {
        const Model* model = model_in_words(words);
        return model == nullptr ? std::string() : model->id;
    };
    EXPECT_EQ(id("my blink outdoor flashes red"), "blink-outdoor");
    EXPECT_EQ(id("Our Blink Outdoor 4, new"), "blink-outdoor-4");
    EXPECT_EQ(id("it blinks red outdoors"), "");
    EXPECT_EQ(id("the blink\nmini"), "blink-mini");
    EXPECT_EQ(id("a blink minister"), "");
    EXPECT_EQ(id(""), "");
}

TEST(Models, EachThatTheOriginArticlesNameIsThere) {
    // origin-facts §1, rows 2 to 16, and what the product adds.
    for (const char* name : {"Blink Outdoor",       "Blink Outdoor 4", "Blink Outdoor 3rd Gen",
                             "Blink Indoor",        "Blink Indoor 4",  "Blink XT",
                             "Blink XT2",           "Indoor XT2",      "Blink Mini",
                             "Blink Mini 2",        "Blink Mini 2K+",  "Blink Video Doorbell",
                             "Sync Module",         "Sync Module 2",   "Sync Module XR",
                             "Kasa camera",         "Kasa Indoor",     "Kasa Outdoor",
                             "Kasa Pan Tilt",       "Tapo wired",      "Tapo battery",
                             "RTSP camera",         "ONVIF camera",    "Porchlight camera",
                             "Porchlight doorbell", "Porchlight hub"}) {
        EXPECT_NE(find_model(name), nullptr) << name;
    }
    EXPECT_EQ(all_models().size(), 24U);
}

TEST(Models, TheProgramCarriesWhatTheFolderHolds) {
    const auto loaded = load_models(PL_SOURCE_DIR "/spec/models");
    ASSERT_TRUE(loaded) << loaded.error().message();
    EXPECT_TRUE(std::ranges::equal(*loaded, all_models(), {}, &Model::id, &Model::id));
}

TEST(Models, EveryFactHasASourceAndSaysSomething) {
    std::size_t facts = 0;
    for (const Model& model : all_models()) {
        for_every_fact(model, [&](const Fact& fact) {
            ++facts;
            EXPECT_FALSE(fact.says.empty()) << model.id;
            EXPECT_FALSE(fact.sources.empty()) << model.id << ": " << fact.says;
            for (const std::string& source : fact.sources) {
                EXPECT_TRUE(looks_like_source(source)) << model.id << ": " << source;
            }
        });
    }
    EXPECT_GT(facts, 600U);
}

TEST(Models, EveryLightHasAPatternAndAKnownMeaning) {
    for (const Model& model : all_models()) {
        for (const LightCode& light : model.lights) {
            EXPECT_TRUE(light::parse_pattern(light.pattern)) << model.id << ": " << light.pattern;
            EXPECT_LT(static_cast<std::size_t>(light.meaning), kWords<CodeMeaning>.size());
        }
    }
}

struct Expected {
    ButtonPower power;
    seconds from;
    std::optional<seconds> to;
    Effect effect;
    bool erases;
    friend bool operator==(const Expected&, const Expected&) = default;
};

std::vector<Expected> grammar_of(std::string_view name) {
    std::vector<Expected> grammar;
    for (const Press& press : find_model(name)->presses) {
        grammar.push_back({press.power, press.from, press.to, press.effect, !press.erases.empty()});
    }
    return grammar;
}

TEST(Models, OurCamerasHaveThePressGrammarOfTheRuling) {
    const std::vector<Expected> ruling{
        {ButtonPower::On, seconds(0), seconds(2), Effect::Nothing, false},
        {ButtonPower::On, seconds(2), seconds(8), Effect::SoftReset, false},
        {ButtonPower::On, seconds(8), seconds(10), Effect::Warns, false},
        {ButtonPower::On, seconds(10), seconds(30), Effect::FactoryReset, true},
        {ButtonPower::On, seconds(30), std::nullopt, Effect::Reported, false},
        {ButtonPower::Off, seconds(0), std::nullopt, Effect::Drains, false},
        {ButtonPower::Restored, seconds(0), std::nullopt, Effect::ColdBoot, false}};
    EXPECT_EQ(grammar_of("porchlight-camera"), ruling);
    EXPECT_EQ(grammar_of("porchlight-doorbell"), ruling);
}

TEST(Models, OurHubIsResetFromFiveSecondsOn) {
    const std::vector<Expected> ruling{
        {ButtonPower::On, seconds(0), seconds(5), Effect::Nothing, false},
        {ButtonPower::On, seconds(5), seconds(30), Effect::FactoryReset, true},
        {ButtonPower::On, seconds(30), std::nullopt, Effect::Reported, false},
        {ButtonPower::Off, seconds(0), std::nullopt, Effect::Drains, false},
        {ButtonPower::Restored, seconds(0), std::nullopt, Effect::ColdBoot, false}};
    EXPECT_EQ(grammar_of("porchlight-hub"), ruling);
    const auto& presses = find_model("porchlight-hub")->presses;
    EXPECT_EQ(presses.at(1).cue, "the light is steady red");
}

TEST(Models, OnOurDevicesRedIsForFaultsAndForErasing) {
    const std::set<CodeMeaning> never_red{CodeMeaning::Recording, CodeMeaning::Updating,
                                          CodeMeaning::Pairing,   CodeMeaning::Online,
                                          CodeMeaning::Starting,  CodeMeaning::Live};
    for (const Model& model : all_models()) {
        std::set<std::string> patterns;
        for (const LightCode& light : model.lights) {
            if (model.maker != "Porchlight") {
                continue;
            }
            EXPECT_EQ(light.rhythm, Rhythm::Known) << model.id;
            const bool is_red =
                light.pattern.starts_with("red") || light.pattern.find("/red") != std::string::npos;
            EXPECT_FALSE(is_red && never_red.contains(light.meaning)) << light.pattern;
            EXPECT_TRUE(patterns.insert(light.pattern).second)
                << model.id << " has two meanings for " << light.pattern;
        }
    }
}

TEST(Models, TheMinisButtonHasSeveralPlacesUndersideFirst) {
    for (const char* name : {"blink-mini", "blink-mini-2", "blink-mini-2k-plus"}) {
        const auto& buttons = find_model(name)->buttons;
        ASSERT_GE(buttons.size(), 3U) << name;
        EXPECT_EQ(buttons.at(0).place, Place::Underside) << name;
        EXPECT_EQ(buttons.at(2).place, Place::Side) << name;
    }
}

TEST(Models, EachCanBeResetAndPowerSplitsIndoorFromMini) {
    for (const Model& model : all_models()) {
        EXPECT_TRUE(std::ranges::any_of(model.presses, [](const Press& press) {
            return press.effect == Effect::FactoryReset;
        })) << model.id;
    }
    EXPECT_EQ(find_model("blink-indoor")->power.power, PowerClass::Battery);
    EXPECT_EQ(find_model("blink-mini")->power.power, PowerClass::Wired);
}

TEST(Models, NoOneStreamsFromABlinkDevice) {
    for (const Model& model : all_models()) {
        if (model.maker == "Blink") {
            EXPECT_TRUE(std::ranges::none_of(model.can, [](const Can& can) {
                return can.ability == Ability::Stream || can.ability == Ability::Manage;
            })) << model.id;
        }
    }
}

TEST(Models, AreFoundByIdNameAndAliasHoweverWritten) {
    const Model* outdoor = find_model("blink-outdoor-4");
    ASSERT_NE(outdoor, nullptr);
    EXPECT_EQ(find_model("Blink Outdoor 4"), outdoor);
    EXPECT_EQ(find_model("outdoor 4"), outdoor);
    EXPECT_EQ(find_model("OUTDOOR4"), outdoor);
    EXPECT_EQ(find_model("outdoor 5"), nullptr);
    EXPECT_EQ(find_model(""), nullptr);
    EXPECT_NE(find_model("mini 2k"), find_model("mini 2"));
}

TEST(Models, TheNearestNameIsOfferedForATypo) {
    EXPECT_EQ(nearest_model("blink mni 2"), "blink-mini-2");
    EXPECT_EQ(nearest_model("sinc module 2"), "Sync Module 2");
    EXPECT_EQ(nearest_model("a hot air balloon"), "");
}

TEST(Models, OneNameForTwoModelsIsRefused) {
    TemporaryFolder folder;
    std::filesystem::copy(PL_SOURCE_DIR "/spec/models", folder.path(),
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy_file(folder.path() + "/blink-mini.toml",
                               folder.path() + "/blink-nimi.toml");
    const auto twice = load_models(folder.path());
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().message(), folder.path() +
                                           "/blink-nimi.toml:1: \"Blink Mini\" also "
                                           "names the model of " +
                                           folder.path() + "/blink-mini.toml.");
}

TEST(Models, AFolderThatIsNotThereIsNamed) {
    const auto loaded = load_models("/nowhere");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code(), ErrorCode::NotFound);
}

}  // namespace
}  // namespace porchlight::device::model
