// SPDX-License-Identifier: Apache-2.0
#include "light/likeness.hpp"

#include "light/patterns_for_test.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

namespace porchlight::light {
namespace {

double alike(std::string_view a, std::string_view b) {
    return likeness(*parse_pattern(a), *parse_pattern(b));
}

TapReading tapped(int count, double period, double pause) {
    return {count > 1 ? TapReading::Kind::Bursts : TapReading::Kind::Blink, count, Seconds(period),
            Seconds(pause), 0.99};
}

double fits(const TapReading& reading, std::string_view pattern) {
    return likeness(reading, *parse_pattern(pattern));
}

TEST(Likeness, IsSymmetricFromNoughtToOneAndOneForEquals) {
    Random random(11);
    for (int i = 0; i < 5'000; ++i) {
        const Pattern a = any_pattern(random);
        const Pattern b = any_pattern(random);
        const double forth = likeness(a, b);
        ASSERT_GE(forth, 0);
        ASSERT_LE(forth, 1);
        ASSERT_NEAR(forth, likeness(b, a), 1e-12) << to_text(a) << " | " << to_text(b);
        ASSERT_GE(likeness(a, b, Colours::Ignored), forth) << to_text(a) << " | " << to_text(b);
        ASSERT_EQ(likeness(a, a), 1) << to_text(a);
    }
}

TEST(Likeness, HalvesForOneHumanError) {
    EXPECT_NEAR(alike("red 5x 0.2s/0.2s pause 2s", "red 4x 0.2s/0.2s pause 2s"), 0.5, 1e-9);
    EXPECT_NEAR(alike("red blink 1s", "red blink 1.3s"), 0.5, 1e-9);
    EXPECT_NEAR(alike("red blink 1s", "amber blink 1s"), 0.5, 1e-9);
    EXPECT_NEAR(alike("red", "infrared"), 0.5, 1e-9);
    EXPECT_NEAR(alike("red blink 1s/1s", "red blink 0.6s/1.4s"), 0.5, 1e-9);
}

TEST(Likeness, TwoErrorsTellApart) {
    EXPECT_LE(alike("red 5x 0.2s/0.2s pause 2s", "red 3x 0.2s/0.2s pause 2s"), kToldApart);
    EXPECT_LE(alike("red blink 1s", "red blink 1.7s"), kToldApart);
    EXPECT_GT(alike("red blink 1s", "red blink 1.6s"), kToldApart);
    EXPECT_LE(alike("blue blink 2s", "green + blue blink 2s"), kToldApart);
}

TEST(Likeness, ABurstWhosePauseIsLikeItsGapsIsABlink) {
    EXPECT_GT(alike("red 5x 0.5s/0.5s pause 0.6s", "red blink 1s"), 0.8);
    EXPECT_LT(alike("red 5x 0.5s/0.5s pause 3s", "red blink 1s"), 0.01);
}

TEST(Likeness, ADoubleFlashMiscountedIsASingleOne) {
    EXPECT_NEAR(alike("red 2x 0.1s/0.1s pause 1.7s", "red blink 0.1s/1.9s"), 0.5, 1e-9);
}

TEST(Likeness, AFlickerLooksSteady) {
    EXPECT_NEAR(alike("red blink 0.05s", "red"), 0.5, 1e-9);
    EXPECT_LT(alike("red blink 0.5s", "red"), 0.01);
}

TEST(Likeness, TurnsOfColoursAreNeitherSteadyNorABlink) {
    EXPECT_LE(alike("red/blue 0.5s", "red"), kToldApart);
    EXPECT_LE(alike("red/blue 0.5s", "red blink 1s"), kToldApart);
    EXPECT_LE(alike("red/blue 0.5s", "red 3x 0.2s/0.2s pause 2s"), kToldApart);
    EXPECT_EQ(alike("red/blue 0.5s", "blue/red 0.5s"), 1);
    EXPECT_LT(alike("red/blue 0.5s", "red/green 0.5s"), 1);
}

TEST(Likeness, DarkIsLikeNothingElse) {
    EXPECT_LE(alike("off", "red"), kToldApart);
    EXPECT_EQ(alike("off", "off"), 1);
}

TEST(TappedLikeness, KnowsNothingOfColourAndOfHowLongAFlashLasts) {
    EXPECT_EQ(fits(tapped(1, 2, 2), "red blink 2s"), 1);
    EXPECT_EQ(fits(tapped(1, 2, 2), "green blink 0.1s/1.9s"), 1);
    EXPECT_NEAR(fits(tapped(1, 2.6, 2.6), "blue + green blink 2s"), 0.5, 1e-9);
}

TEST(TappedLikeness, ComparesCountsAndRatesOfBursts) {
    const TapReading five = tapped(5, 3.8, 2.2);
    EXPECT_NEAR(fits(five, "red 5x 0.2s/0.2s pause 2s"), 1, 1e-9);
    EXPECT_NEAR(fits(five, "red 6x 0.2s/0.2s pause 2s"), 0.5, 1e-9);
    EXPECT_LE(fits(five, "red blink 1s"), kToldApart);
    EXPECT_LE(fits(five, "red/blue 1s"), kToldApart);
}

TEST(TappedLikeness, TakesAnAlternationTappedAtEachChangeOrAtOneColour) {
    EXPECT_EQ(fits(tapped(1, 0.5, 0.5), "red/blue 0.5s"), 1);
    EXPECT_EQ(fits(tapped(1, 1, 1), "red/blue 0.5s"), 1);
}

TEST(TappedLikeness, NoTapsMeanThatNoLightFlashes) {
    const TapReading steady{TapReading::Kind::Steady, 0, {}, {}, 0.95};
    EXPECT_EQ(fits(steady, "off"), 1);
    EXPECT_EQ(fits(steady, "green + blue"), 1);
    EXPECT_LT(fits(steady, "green + blue blink 1s"), 0.01);
    EXPECT_LT(fits(tapped(1, 1, 1), "off"), 0.01);
    EXPECT_LT(fits(tapped(1, 1, 1), "red"), 0.01);
}

TEST(TappedLikeness, TooFastFitsAFlicker) {
    const TapReading fast{TapReading::Kind::TooFast, 0, {}, {}, 0.9};
    EXPECT_EQ(fits(fast, "red blink 0.15s"), 1);
    EXPECT_LE(fits(fast, "red blink 0.5s"), kToldApart);
}

TEST(TappedLikeness, WithoutAnAnswerEveryPatternFits) {
    EXPECT_EQ(fits(TapReading(), "red"), 1);
    EXPECT_EQ(fits({TapReading::Kind::TooIrregular, 0, {}, {}, 0.9}, "red blink 1s"), 1);
}

}  // namespace
}  // namespace porchlight::light
