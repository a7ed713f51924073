// SPDX-License-Identifier: Apache-2.0
#include "light/text.hpp"

#include "base/random.hpp"
#include "light/patterns_for_test.hpp"

#include <gtest/gtest.h>

namespace porchlight::light {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

std::string complaint(std::string_view text) {
    const Result<Pattern> pattern = parse_pattern(text);
    return pattern ? "none: " + to_text(*pattern) : pattern.error().sentence();
}

std::string rewritten(std::string_view text) {
    const Result<Pattern> pattern = parse_pattern(text);
    return pattern ? to_text(*pattern) : pattern.error().sentence();
}

TEST(PatternText, ReadsEveryForm) {
    EXPECT_EQ(*parse_pattern("off"), Pattern());
    EXPECT_EQ(*parse_pattern("red"), Pattern{Part::steady(Colour::Red)});
    EXPECT_EQ(*parse_pattern("red blink 1s"), Pattern{Part::blink(Colour::Red, 500ms, 500ms)});
    EXPECT_EQ(*parse_pattern("red blink 0.2s/0.8s"),
              Pattern{Part::blink(Colour::Red, 200ms, 800ms)});
    EXPECT_EQ(*parse_pattern("red 5x 0.2s/0.3s pause 2s"),
              Pattern{Part::bursts(Colour::Red, 5, 200ms, 300ms, 2s)});
    EXPECT_EQ(*parse_pattern("red/blue 0.5s"),
              Pattern{Part::alternate({Colour::Red, Colour::Blue}, 500ms)});
    EXPECT_EQ(*parse_pattern("green + blue blink 1s"),
              (Pattern{Part::steady(Colour::Green), Part::blink(Colour::Blue, 500ms, 500ms)}));
}

TEST(PatternText, ForgivesHowPeopleWrite) {
    EXPECT_EQ(rewritten("  RED   Blink 1.50 s / 250ms "), "red blink 1.5s/0.25s");
    EXPECT_EQ(rewritten("red 5x0.2s/0.2s pause2s"), "red 5x 0.2s/0.2s pause 2s");
    EXPECT_EQ(rewritten("yellow+ir"), "amber + infrared");
    EXPECT_EQ(rewritten("blue blink 1s + green"), "green + blue blink 1s");
}

TEST(PatternText, SaysWhatIsWrongWhereAndWhatToWrite) {
    EXPECT_EQ(complaint(""),
              "The light pattern ends too early: add a colour (red, green, blue, amber, white or "
              "infrared).");
    EXPECT_EQ(complaint("red blink"), "The light pattern ends too early: add a time such as 0.5s.");
    EXPECT_EQ(complaint("red blink fast"),
              "In the light pattern, character 11: write a time such as 0.5s instead of \"fast\".");
    EXPECT_EQ(
        complaint("purple"),
        "In the light pattern, character 1: write a colour (red, green, blue, amber, white or "
        "infrared) instead of \"purple\".");
    EXPECT_EQ(complaint("red blink 2"), "The light pattern ends too early: add s or ms.");
    EXPECT_EQ(complaint("red blink 1s,"),
              "In the light pattern, character 13: write + and another light, or blink, or nothing "
              "instead of \",\".");
    EXPECT_EQ(complaint("red 3x 0.2s"),
              "The light pattern ends too early: add / and the dark time between two flashes.");
    EXPECT_EQ(complaint("red + red blink 1s"),
              "In the light pattern, character 7: red has its part already; name each colour "
              "once.");
    EXPECT_EQ(complaint("off + red"),
              "In the light pattern, character 5: write nothing instead of \"+\".");
}

TEST(PatternText, RefusesNumbersThatNoLightCanDo) {
    const std::string range = "a time is from 0.02s to 60s, in steps of 0.001s.";
    for (const std::string_view time :
         {"0s", "0.019s", "60.001s", "0.5ms", "0.0005s", "99999999999999999999s"}) {
        EXPECT_EQ(complaint("red blink 1s/" + std::string(time)),
                  "In the light pattern, character 14: " + range);
    }
    EXPECT_NE(complaint("red blink 0.03s").find("at least 0.04s"), std::string::npos);
    EXPECT_NE(complaint("red 1x 1s/1s pause 2s").find("2 to 20 flashes"), std::string::npos);
    EXPECT_NE(complaint("red 21x 1s/1s pause 2s").find("2 to 20 flashes"), std::string::npos);
    EXPECT_NE(complaint("red 4294967298x 1s/1s pause 2s").find("2 to 20 flashes"),
              std::string::npos);
    EXPECT_NE(complaint("red 3x 1s/1s pause 1s").find("character 20: the pause must be longer"),
              std::string::npos);
    EXPECT_NE(complaint("red/green/blue/amber/white 1s").find("at most 4 colours"),
              std::string::npos);
    EXPECT_NE(complaint("red+green+blue+white").find("at most 3 lights"), std::string::npos);
    EXPECT_NE(complaint(std::string(201, ' ')).find("longer than 200"), std::string::npos);
}

TEST(PatternText, ShowsNoBytesThatATerminalWouldObey) {
    EXPECT_EQ(complaint("\x1b[2J").find('\x1b'), std::string::npos);
}

TEST(PatternText, EveryPatternSurvivesBeingWritten) {
    Random random(7);
    for (int i = 0; i < 20'000; ++i) {
        const Pattern pattern = any_pattern(random);
        const Result<Pattern> again = parse_pattern(to_text(pattern));
        ASSERT_TRUE(again) << to_text(pattern) << ": " << again.error().message();
        ASSERT_EQ(*again, pattern) << to_text(pattern);
    }
}

TEST(PatternText, WritesTimesAsShortAsTheyAre) {
    EXPECT_EQ(to_text(60s), "60s");
    EXPECT_EQ(to_text(20ms), "0.02s");
    EXPECT_EQ(to_text(1205ms), "1.205s");
}

}  // namespace
}  // namespace porchlight::light
