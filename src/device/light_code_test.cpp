// SPDX-License-Identifier: Apache-2.0
#include "device/light_code.hpp"

#include "device/models.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

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

}  // namespace
}  // namespace porchlight::device
