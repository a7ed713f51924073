// SPDX-License-Identifier: Apache-2.0
#include "sim/behaviour.hpp"

#include "device/light_code.hpp"
#include "device/models.hpp"
#include "light/text.hpp"
#include "sim/shown_light.hpp"

#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

namespace model = device::model;
using std::chrono::seconds;

const model::Model& model_of(std::string_view name) {
    const model::Model* found = model::find_model(name);
    EXPECT_NE(found, nullptr) << name;
    return *found;
}

TEST(Behaviour, OfOurOwnDevicesHasThePressGrammarOfTheDeviceTables) {
    const auto is_same = [](const device::PressGrammar& a, const device::PressGrammar& b) {
        return a.ignored_below == b.ignored_below && a.soft_until == b.soft_until &&
               a.armed_from == b.armed_from && a.stuck_after == b.stuck_after;
    };
    EXPECT_TRUE(
        is_same(press_grammar_of(model_of("porchlight-camera")), device::PressGrammar::camera()));
    EXPECT_TRUE(is_same(press_grammar_of(model_of("porchlight-hub")), device::PressGrammar::hub()));
}

TEST(Behaviour, OfAnOutdoor4RestartsItsWifiBeforeItErases) {
    const device::PressGrammar grammar = press_grammar_of(model_of("blink-outdoor-4"));
    EXPECT_EQ(grammar.phase_after(seconds(6)), device::PressPhase::Soft);
    EXPECT_EQ(grammar.phase_after(seconds(11)), device::PressPhase::Armed);
}

TEST(Behaviour, OfEveryModelErasesAtSomeHoldAndNeverAfterThirtySeconds) {
    for (const model::Model& each : model::all_models()) {
        const device::PressGrammar grammar = press_grammar_of(each);
        EXPECT_LE(grammar.ignored_below, grammar.soft_until) << each.id;
        EXPECT_LE(grammar.soft_until, grammar.armed_from) << each.id;
        EXPECT_LT(grammar.armed_from, grammar.stuck_after) << each.id;
        EXPECT_EQ(grammar.phase_after(seconds(1)), device::PressPhase::Short) << each.id;
    }
}

TEST(Behaviour, TakesTheNetworkFromAHubOnlyWhereTheModelSaysSo) {
    EXPECT_TRUE(behaviour_of(model_of("blink-outdoor-4")).takes_hub_wifi);
    EXPECT_FALSE(behaviour_of(model_of("blink-mini")).takes_hub_wifi);
    EXPECT_FALSE(behaviour_of(model_of("porchlight-camera")).needs_cloud);
    EXPECT_TRUE(behaviour_of(model_of("kasa-camera")).needs_cloud);
}

TEST(Behaviour, LetsAFingerReachOnlyAButtonThatStandsOut) {
    using model::ToolKind;
    EXPECT_FALSE(reaches_button(model_of("blink-mini"), ToolKind::Finger));
    EXPECT_TRUE(reaches_button(model_of("blink-mini"), ToolKind::SimEjector));
    EXPECT_TRUE(reaches_button(model_of("porchlight-camera"), ToolKind::Finger));
}

device::Life online(device::Kind kind) {
    return {.kind = kind, .stage = device::Stage::Online};
}

TEST(ShownLight, OfOurOwnCameraIsTheCodeOfTheDeviceTables) {
    device::Life life = online(device::Kind::Camera);
    for (const device::Stage stage :
         {device::Stage::Starting, device::Stage::Pairing, device::Stage::Joining,
          device::Stage::SeekingHub, device::Stage::Online, device::Stage::Recording,
          device::Stage::Updating, device::Stage::Erasing}) {
        life.stage = stage;
        const auto& code = device::code_of(device::light_meaning(life), life.kind);
        EXPECT_EQ(shown_light(model_of("porchlight-camera"), life, {}).pattern,
                  light::to_text(code.pattern))
            << device::name_of(stage);
    }
}

TEST(ShownLight, PrefersWhatMayBeToldToWhatIsFromMemory) {
    device::Life life = online(device::Kind::Camera);
    life.internet = device::Internet::Lost;
    const ShownLight light = shown_light(model_of("blink-outdoor-4"), life, {});
    ASSERT_NE(light.row, nullptr);
    EXPECT_TRUE(light.row->may_be_told());
    EXPECT_EQ(light.row->meaning, model::CodeMeaning::NetworkTrouble);
}

TEST(ShownLight, IsSteadyRedForNetworkTroubleAfterAResetAlone) {
    device::Life life = online(device::Kind::Camera);
    life.stage = device::Stage::Joining;
    life.trouble = device::LinkTrouble::NoWifi;
    const model::Model& mini = model_of("blink-mini");
    EXPECT_EQ(shown_light(mini, life, {}).pattern, "red blink 1s");
    EXPECT_EQ(shown_light(mini, life, {.is_after_reset = true}).pattern, "red");
}

TEST(ShownLight, StaysWhatItWasWhereAModelHasNoCodeForAHeldButton) {
    device::Life life = online(device::Kind::Camera);
    life.battery = device::Battery::Low;
    const model::Model& outdoor = model_of("blink-outdoor-4");
    const ShownLight before = shown_light(outdoor, life, {});
    life.button = device::PressPhase::Soft;
    EXPECT_EQ(shown_light(outdoor, life, {.is_held = true}), before);
    EXPECT_EQ(before.row->meaning, model::CodeMeaning::BatteryLow);
}

TEST(ShownLight, SaysWhatIsNotKnownOfIt) {
    const model::Model& tapo = model_of("tapo-wired");
    EXPECT_EQ(to_text(shown_light(tapo, online(device::Kind::Camera), {})), "green, not confirmed");
    const device::Life pairing{.kind = device::Kind::Camera, .stage = device::Stage::Pairing};
    EXPECT_EQ(to_text(shown_light(model_of("blink-mini"), pairing, {})),
              "blue blink 2s, rate not known");
}

TEST(ShownLight, OfEveryModelAndStageIsAPattern) {
    for (const model::Model& each : model::all_models()) {
        for (std::size_t stage = 0; stage < device::kStages; ++stage) {
            const device::Life life{.kind = each.kind, .stage = static_cast<device::Stage>(stage)};
            EXPECT_TRUE(light::parse_pattern(shown_light(each, life, {}).pattern)) << each.id;
        }
    }
}

}  // namespace
}  // namespace porchlight::sim
