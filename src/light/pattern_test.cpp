// SPDX-License-Identifier: Apache-2.0
#include "light/pattern.hpp"

#include "light/playback.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

namespace porchlight::light {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""us;

// Walks from change to change and writes down when each came, as "1s red".
std::string played(const Pattern& pattern, Microseconds until) {
    std::string log;
    std::optional<Microseconds> now = Microseconds(0);
    while (now && *now < until) {
        log += (log.empty() ? "" : ", ") + to_text(std::chrono::duration_cast<Milliseconds>(*now)) +
               ":";
        for (const Colour colour : kColours) {
            log +=
                lit_at(pattern, *now).contains(colour) ? " " + std::string(to_string(colour)) : "";
        }
        now = next_change(pattern, *now);
    }
    return log;
}

std::string played(std::string_view text, Microseconds until) {
    return played(*parse_pattern(text), until);
}

TEST(Pattern, DoesNotDependOnTheOrderOfItsParts) {
    const Part green = Part::steady(Colour::Green);
    const Part blue = Part::blink(Colour::Blue, 500ms, 500ms);
    EXPECT_EQ((Pattern{green, blue}), (Pattern{blue, green}));
    EXPECT_NE((Pattern{green, blue}), Pattern{blue});
}

TEST(Pattern, PeriodsCoverEveryPhaseOnce) {
    EXPECT_EQ(Part::steady(Colour::Red).period(), 0ms);
    EXPECT_EQ(Part::blink(Colour::Red, 200ms, 800ms).period(), 1s);
    EXPECT_EQ(Part::bursts(Colour::Red, 5, 200ms, 300ms, 2s).period(), 4200ms);
    EXPECT_EQ(Part::alternate({Colour::Red, Colour::Blue}, 500ms).period(), 1s);
}

TEST(PatternDeathTest, RefusesWhatNoLightCanDo) {
    EXPECT_DEATH((void)Part::blink(Colour::Red, 0ms, 1s), "too short");
    EXPECT_DEATH((void)Part::bursts(Colour::Red, 1, 1s, 1s, 2s), "blink");
    EXPECT_DEATH((void)Part::bursts(Colour::Red, 3, 1s, 1s, 1s), "pause");
    EXPECT_DEATH((void)(Pattern{Part::steady(Colour::Red), Part::steady(Colour::Red)}),
                 "one thing at a time");
}

TEST(Playback, PlaysEachPhaseFromItsFirstMomentOn) {
    EXPECT_EQ(played("off", 9s), "0s:");
    EXPECT_EQ(played("red", 9s), "0s: red");
    EXPECT_EQ(played("red blink 0.2s/0.8s", 2s), "0s: red, 0.2s:, 1s: red, 1.2s:");
    EXPECT_EQ(played("red 3x 0.2s/0.3s pause 2s", 4s),
              "0s: red, 0.2s:, 0.5s: red, 0.7s:, 1s: red, 1.2s:, 3.2s: red, 3.4s:, 3.7s: red, "
              "3.9s:");
    EXPECT_EQ(played("red/blue/white 0.5s", 2s), "0s: red, 0.5s: blue, 1s: white, 1.5s: red");
}

TEST(Playback, PlaysSeveralLightsAtOnce) {
    EXPECT_EQ(played("green + blue blink 1s", 2s),
              "0s: green blue, 0.5s: green, 1s: green blue, 1.5s: green");
    EXPECT_EQ(played("red blink 0.6s + blue blink 1s", 1s),
              "0s: red blue, 0.3s: blue, 0.5s:, 0.6s: red, 0.9s:");
}

TEST(Playback, IsExactToTheMicrosecondAfterAYear) {
    const Pattern pattern = *parse_pattern("red 5x 0.2s/0.2s pause 2.001s");
    const Microseconds period = pattern.parts().front().period();
    const Microseconds start = period * (Microseconds(24h * 365) / period);
    EXPECT_TRUE(lit_at(pattern, start - 1us).empty());
    EXPECT_TRUE(lit_at(pattern, start).contains(Colour::Red));
    EXPECT_TRUE(lit_at(pattern, start + 199'999us).contains(Colour::Red));
    EXPECT_TRUE(lit_at(pattern, start + 200ms).empty());
    EXPECT_EQ(next_change(pattern, start - 1us), start);
    EXPECT_EQ(next_change(pattern, start), start + 200ms);
}

TEST(Playback, CountsFromTheBeginningForTimesBeforeIt) {
    const Pattern pattern = *parse_pattern("red blink 1s");
    EXPECT_EQ(lit_at(pattern, -700ms), lit_at(pattern, 0ms));
    EXPECT_EQ(next_change(pattern, -700ms), Microseconds(500ms));
}

}  // namespace
}  // namespace porchlight::light
