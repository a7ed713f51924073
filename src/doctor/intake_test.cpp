// SPDX-License-Identifier: Apache-2.0
#include "doctor/intake.hpp"

#include "doctor/home_for_test.hpp"
#include "doctor/lens.hpp"

#include <gmock/gmock.h>

#include <array>

namespace porchlight::doctor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IntakeTest : public ::testing::Test {
  protected:
    /// "app_says=offline (offline)", of the camera and then of the home.
    [[nodiscard]] std::vector<std::string> told(std::string_view text) const {
        const Told all = understand(knowledge_, text);
        std::vector<std::string> lines;
        for (const auto* list : {&all.camera.findings, &all.home}) {
            for (const Finding& finding : *list) {
                const Observation& seen = knowledge_.observations[finding.observation];
                std::string line = seen.id + "=";
                for (std::size_t i = 0; i < finding.fits.size(); ++i) {
                    line += finding.fits[i] == 1 ? seen.values[i].id + " " : "";
                }
                lines.push_back(line + "(" + finding.words + ")");
            }
        }
        return lines;
    }
    /// The value of a trait, or "".
    [[nodiscard]] std::string trait(std::string_view id, std::string_view text) const {
        const std::size_t index = find(knowledge_.traits, id).value();
        const auto value = understand(knowledge_, text).camera.traits[index];
        return value ? knowledge_.traits[index].values[*value].id : "";
    }

    Knowledge knowledge_ = small_knowledge();
};

TEST_F(IntakeTest, FindsWhatWasSaidWithTheWordsThatSaidIt) {
    EXPECT_THAT(told("My cam shows RED and is Offline; there is no internet."),
                ElementsAre("app_says=offline (Offline)", "light=red (RED)",
                            "internet=fails (no internet)"));
    EXPECT_THAT(told("Die Kamera ist nicht erreichbar"),
                ElementsAre("app_says=offline (nicht erreichbar)"));
}

TEST_F(IntakeTest, WhatWasNotSaidIsNoFinding) {
    EXPECT_THAT(told("Hello, it does not work."), IsEmpty());
    EXPECT_THAT(told("It is not offline."), IsEmpty());
}

TEST_F(IntakeTest, TheLongerOfTwoReadingsCounts) {
    EXPECT_THAT(told("It goes red, green and blue."),
                ElementsAre("light=updating (red, green and blue)"));
}

TEST_F(IntakeTest, TwoAnswersSideBySideAreBothPossible) {
    EXPECT_THAT(told("First red. Later blue and green."), ElementsAre("light=red updating (red)"));
}

TEST_F(IntakeTest, WhatNobodyAskedForSpeaksLouder) {
    const Told told = understand(knowledge_, "It shows red.");
    ASSERT_EQ(told.camera.findings.size(), 1U);
    Finding asked = told.camera.findings[0];
    asked.is_volunteered = false;
    const Lens aloud(knowledge_, Speakers(knowledge_, told.camera), told.camera.findings[0]);
    const Lens quiet(knowledge_, Speakers(knowledge_, told.camera), asked);
    const std::array<CauseIndex, 1> hung{
        static_cast<CauseIndex>(cause(knowledge_, "device.firmware_hung"))};
    EXPECT_LT(aloud.chance({}, {}), quiet.chance({}, {}) * 0.7);
    EXPECT_NEAR(aloud.chance(hung, {}), quiet.chance(hung, {}), 0.02);
}

TEST_F(IntakeTest, KeepsTheWholeTextForWhatItIsLike) {
    EXPECT_EQ(understand(knowledge_, "It is Offline!").camera.words, "It is Offline!");
}

TEST_F(IntakeTest, TraitsAreToldOrUsual) {
    EXPECT_EQ(trait("path", "My Blink is dead"), "cloud");
    EXPECT_EQ(trait("power", "My Blink is dead"), "");
    EXPECT_EQ(trait("power", "My RTSP camera"), "wired");
    EXPECT_EQ(trait("power", "My RTSP thing, a battery camera"), "battery");
}

}  // namespace
}  // namespace porchlight::doctor
