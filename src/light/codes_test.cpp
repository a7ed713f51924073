// SPDX-License-Identifier: Apache-2.0
#include "light/codes.hpp"

#include "light/likeness.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace porchlight::light {
namespace {

bool is_red(const Code& code) {
    return code.pattern.colours().contains(Colour::Red);
}

Pattern one_colour(const Part& part) {
    return Pattern{Part::steady(part.colours().front())};
}

TEST(OwnCodes, NoTwoAreMistakenForEachOtherEvenWithoutColour) {
    double worst = 0;
    for (const Code& a : own_codes()) {
        for (const Code& b : own_codes()) {
            if (a.id == b.id) {
                continue;
            }
            const double alike = likeness(a.pattern, b.pattern, Colours::Ignored);
            EXPECT_LE(alike, kToldApart) << a.name << " and " << b.name;
            worst = std::max(worst, alike);
        }
    }
    RecordProperty("worst_likeness", std::to_string(worst));
}

// The law again, in its own words and without the arithmetic of likeness(): whatever a person
// reports of a burst or a blink who errs once in count and 30 % in rate, it is no other code.
TEST(OwnCodes, NoReportOfAPersonWhoErrsIsAnotherCode) {
    for (const Code& truth : own_codes()) {
        for (const Code& other : own_codes()) {
            if (truth.id == other.id || truth.pattern.parts().size() != 1 ||
                other.pattern.parts().size() != 1) {
                continue;
            }
            const Part& seen = truth.pattern.parts().front();
            const Part& taken = other.pattern.parts().front();
            const bool same_count = std::abs(seen.count() - taken.count()) <= 1;
            const double pulse =
                Seconds(seen.on() + seen.off()) / Seconds(taken.on() + taken.off());
            const bool same_rate = pulse > 0.7 && pulse < 1.3;
            const double lit = Seconds(seen.on()) / Seconds(taken.on());
            const double dark = Seconds(seen.off()) / Seconds(taken.off());
            const bool same_flash = std::max({lit, 1 / lit, dark, 1 / dark}) < 2;
            EXPECT_FALSE(seen.kind() == taken.kind() && same_count && same_rate && same_flash)
                << truth.name << " and " << other.name;
        }
    }
}

TEST(OwnCodes, RedIsForFaultsAndForWarningsBeforeAnErase) {
    for (const Code& code : own_codes()) {
        if (code.group == Code::Group::Fault) {
            EXPECT_TRUE(is_red(code)) << code.name;
        } else if (code.group == Code::Group::Normal) {
            EXPECT_FALSE(is_red(code)) << code.name;
        }
    }
    EXPECT_EQ(own_code(CodeId::EraseArmed).pattern, *parse_pattern("red"));
    EXPECT_TRUE(is_red(own_code(CodeId::EraseWarning)));
    EXPECT_FALSE(is_red(own_code(CodeId::SoftReset)));
}

TEST(OwnCodes, RecordingAndUpdatingAreNeverRed) {
    EXPECT_FALSE(is_red(own_code(CodeId::Recording)));
    EXPECT_FALSE(is_red(own_code(CodeId::Updating)));
    EXPECT_EQ(own_code(CodeId::Updating).pattern.colours(),
              (ColourSet{Colour::Blue, Colour::Green}));
}

TEST(OwnCodes, TheInfraredLampIsNotTheStatusLight) {
    for (const Code& code : own_codes()) {
        EXPECT_FALSE(code.pattern.colours().contains(Colour::Infrared)) << code.name;
    }
}

TEST(OwnCodes, ColoursThatTakeTurnsAreNotMixedUp) {
    for (const Code& code : own_codes()) {
        for (const Part& part : code.pattern.parts()) {
            if (part.kind() == Part::Kind::Alternate) {
                const Part second = Part::steady(part.colours().back());
                EXPECT_LE(likeness(one_colour(part), Pattern{second}), 0.25) << code.name;
            }
        }
    }
}

TEST(OwnCodes, FollowTheRulingsOnTheOriginArticles) {
    EXPECT_EQ(to_text(own_code(CodeId::CameraPairing).pattern), "blue blink 2s");
    EXPECT_EQ(to_text(own_code(CodeId::HubPairing).pattern), "green + blue blink 2s");
    EXPECT_EQ(to_text(own_code(CodeId::HubOnline).pattern), "green + blue");
    EXPECT_EQ(to_text(own_code(CodeId::BatteryLow).pattern), "red 5x 0.2s/0.2s pause 1.5s");
}

// The reader of taps takes a longer row for a blink; a person counts no more than seven.
TEST(OwnCodes, BurstsAreShortEnoughToCount) {
    for (const Code& code : own_codes()) {
        for (const Part& part : code.pattern.parts()) {
            if (part.kind() == Part::Kind::Bursts) {
                EXPECT_LE(part.count(), 7) << code.name;
                EXPECT_LE(part.period() - part.pause() - part.on(), Milliseconds(2800))
                    << code.name;
            }
        }
    }
}

TEST(OwnCodes, HaveANameAndASentenceOfTheirOwn) {
    std::set<std::string_view> texts;
    for (const Code& code : own_codes()) {
        EXPECT_TRUE(texts.insert(code.name).second) << code.name;
        EXPECT_TRUE(texts.insert(code.meaning).second) << code.name;
        EXPECT_EQ(code.meaning.back(), '.') << code.name;
        EXPECT_EQ(find_own_code(code.name), &code);
        EXPECT_EQ(&own_code(code.id), &code);
    }
    EXPECT_EQ(find_own_code("no_such_code"), nullptr);
}

}  // namespace
}  // namespace porchlight::light
