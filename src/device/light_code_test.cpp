// SPDX-License-Identifier: Apache-2.0
#include "device/light_code.hpp"

#include "device/models.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace porchlight::device {
namespace {

TEST(LightCode, NoTwoMeaningsOfADeviceLookTheSame) {
    for (const Kind kind : {Kind::Camera, Kind::Doorbell, Kind::Hub}) {
        std::set<light::CodeId> codes;
        for (int i = 0; i < kLightMeanings; ++i) {
            const auto meaning = static_cast<LightMeaning>(i);
            EXPECT_TRUE(codes.insert(code_of(meaning, kind).id).second) << name_of(meaning);
        }
    }
}

TEST(LightCode, EveryCodeHasADeviceThatShowsIt) {
    std::set<light::CodeId> shown;
    for (int i = 0; i < kLightMeanings; ++i) {
        shown.insert(code_of(static_cast<LightMeaning>(i), Kind::Camera).id);
        shown.insert(code_of(static_cast<LightMeaning>(i), Kind::Hub).id);
    }
    EXPECT_EQ(shown.size(), light::own_codes().size());
}

TEST(LightCode, WhatACameraShowsStandsInItsModel) {
    const model::Model* camera = model::find_model("porchlight-camera");
    ASSERT_NE(camera, nullptr);
    for (int i = 0; i < kLightMeanings; ++i) {
        const auto meaning = static_cast<LightMeaning>(i);
        const bool is_of_a_hub =
            meaning == LightMeaning::NoInternet || meaning == LightMeaning::StorageFault;
        if (meaning == LightMeaning::Off || is_of_a_hub) {
            continue;
        }
        const std::string pattern = light::to_text(code_of(meaning, Kind::Camera).pattern);
        EXPECT_TRUE(std::ranges::any_of(
            camera->lights, [&](const auto& light) { return light.pattern == pattern; }))
            << name_of(meaning) << ": " << pattern;
    }
}

/// "WifiPasswordRefused" as models' files spell it.
std::string spelled(std::string_view name) {
    std::string word;
    for (const char letter : name) {
        if (letter >= 'A' && letter <= 'Z') {
            word += word.empty() ? "" : "_";
            word += static_cast<char>(letter - 'A' + 'a');
        } else {
            word += letter;
        }
    }
    return word;
}

TEST(LightCode, ModelsAndDevicesHaveOneWordForOneThing) {
    for (int i = 1; i < kLightMeanings; ++i) {
        const std::string word = spelled(name_of(static_cast<LightMeaning>(i)));
        EXPECT_TRUE(std::ranges::count(model::kWords<model::CodeMeaning>, word)) << word;
    }
}

TEST(LightCode, ADoorbellPairsInBlueSinceRedIsForFaults) {
    EXPECT_EQ(light::to_text(code_of(LightMeaning::Pairing, Kind::Doorbell).pattern),
              "blue blink 2s");
    const model::Model* of_blink = model::find_model("blink-video-doorbell");
    ASSERT_NE(of_blink, nullptr);
    EXPECT_TRUE(std::ranges::any_of(of_blink->lights, [](const model::LightCode& light) {
        return light.meaning == model::CodeMeaning::Pairing && light.pattern.starts_with("red");
    })) << "origin article C9";
}

}  // namespace
}  // namespace porchlight::device
