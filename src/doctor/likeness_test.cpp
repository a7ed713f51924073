// SPDX-License-Identifier: Apache-2.0
#include "doctor/likeness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace porchlight::doctor {
namespace {

using ::testing::ElementsAre;

using ::testing::IsEmpty;

constexpr std::size_t kCells = 0;
constexpr std::size_t kRouter = 1;
constexpr std::size_t kUnknown = 2;

/// Of cells, of a router, and of one that nobody has told of.
std::vector<Likeness::Sample> samples() {
    return {{{kCells}, "The batteries were flat, it blinked red in the cold."},
            {{kCells}, "Die Batterien waren leer."},
            {{kRouter}, "After the router was changed it does not come back."},
            {{kRouter}, "Seit dem neuen Router ist die Kamera weg."}};
}

std::vector<double> ratios(std::string_view text) {
    return Likeness(3, samples()).ratios(words_of(text));
}

TEST(Likeness, SpeaksForTheCauseWhoseTextsAreLikeIt) {
    const auto cells = ratios("I put in new cells, the flat battery had died in the cold");
    EXPECT_GT(cells[kCells], 1.2);
    EXPECT_LT(cells[kRouter], 0.8);
    EXPECT_GT(ratios("neuer Router")[kRouter], 1.2);
}

TEST(Likeness, TakesEndingsOff) {
    const auto exact = ratios("blinked");
    EXPECT_GT(exact[kCells], 1.2);
    EXPECT_EQ(ratios("blinking"), exact);
    EXPECT_EQ(ratios("blinks"), exact);
    EXPECT_EQ(ratios("Battery"), ratios("batteries"));
}

TEST(Likeness, WordsThatStandTogetherSayMore) {
    EXPECT_GT(ratios("flat, it blinked")[kCells], ratios("it blinked flat")[kCells]);
    EXPECT_EQ(ratios("flat. It blinked"), ratios("It blinked. Flat"));
}

TEST(Likeness, ATextLikeNoneSpeaksForNone) {
    EXPECT_THAT(ratios("Hello there"), ElementsAre(1, 1, 1));
    EXPECT_THAT(ratios(""), ElementsAre(1, 1, 1));
    EXPECT_EQ(ratios("flat batteries")[kUnknown], 1);
    EXPECT_THAT(Likeness().ratios(words_of("flat batteries")), IsEmpty());
    EXPECT_THAT(Likeness(2, {}).ratios(words_of("flat batteries")), ElementsAre(1, 1));
}

TEST(Likeness, WhatManyCausesHaveTellsLittle) {
    std::vector<Likeness::Sample> many{{{0}, "flat today"}};
    for (std::size_t cause = 1; cause < 20; ++cause) {
        many.push_back({{cause}, "camera thing" + std::to_string(cause)});
    }
    const auto all = Likeness(20, many).ratios(words_of("camera flat"));
    EXPECT_GT(all[0], all[1] * 4);
}

TEST(Likeness, NamesTheWordsThatSpeakForACause) {
    const Likeness likeness(3, samples());
    const auto words = words_of("It is COLD here. A flat one, really flat, behind my router.");
    const auto places = likeness.reasons(words, kCells, 2);
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(words[std::min(places[0], places[1])].text, "cold");
    EXPECT_EQ(words[std::max(places[0], places[1])].text, "flat");
    const auto for_router = likeness.reasons(words, kRouter, 9);
    ASSERT_FALSE(for_router.empty());
    EXPECT_EQ(words[for_router.front()].text, "router");
    EXPECT_THAT(likeness.reasons(words, kUnknown, 9), IsEmpty());
}

RC_GTEST_PROP(LikenessLaws, NoTextWeighsMoreThanItMay, (std::vector<std::uint8_t> picks)) {
    const std::vector<std::string> vocabulary{"flat", "battery", "router", "cold", "it", ".",
                                              "red",  "leer",    "seit",   "not",  "zz", "changed"};
    std::vector<Likeness::Sample> many;
    for (std::size_t cause = 0; cause < 100; ++cause) {
        many.push_back({{cause}, "thing" + std::to_string(cause) + " is so"});
    }
    many.push_back({{0}, "flat battery cold"});
    std::string text;
    for (const std::uint8_t pick : picks) {
        text += vocabulary[pick % vocabulary.size()] + " ";
    }
    const auto all = Likeness(101, many).ratios(words_of(text));
    RC_ASSERT(std::ranges::min(all) >= Likeness::kLeast);
    RC_ASSERT(std::ranges::max(all) <= Likeness::kMost);
    RC_ASSERT(all[100] == 1);
}

RC_GTEST_PROP(LikenessLaws, WithoutAReasonATextIsLessLikeIt, (std::vector<std::uint8_t> picks)) {
    const std::vector<std::string> vocabulary{"flat",   "batteries", "router", "cold", "it", ".",
                                              "blinks", "leer",      "seit",   "not",  "zz", "neu"};
    std::vector<Word> words;
    for (const std::uint8_t pick : picks) {
        words.push_back({vocabulary[pick % vocabulary.size()], 0, 0});
    }
    const Likeness likeness(3, samples());
    const double with = likeness.ratios(words)[kCells];
    for (const std::size_t place : likeness.reasons(words, kCells, 3)) {
        auto without = words;
        std::ranges::replace_if(
            without, [&](const Word& word) { return word.text == words[place].text; },
            Word{".", 0, 0});
        RC_ASSERT(likeness.ratios(without)[kCells] < with);
    }
}

RC_GTEST_PROP(LikenessLaws, TheOrderOfStoriesChangesNextToNothing,
              (std::vector<std::uint8_t> picks, std::uint32_t seed)) {
    const std::vector<std::string> vocabulary{"flat batteries", "in the cold", "the router"};
    auto as_written = samples();
    for (const std::uint8_t pick : picks) {
        as_written.push_back({{pick % 2U}, vocabulary[pick % vocabulary.size()]});
    }
    auto shuffled = as_written;
    std::ranges::shuffle(shuffled, std::mt19937(seed));
    const auto words = words_of("flat batteries behind the router in the cold");
    const auto one = Likeness(3, as_written).ratios(words);
    const auto other = Likeness(3, shuffled).ratios(words);
    for (std::size_t i = 0; i < other.size(); ++i) {
        RC_ASSERT(std::abs(other[i] - one[i]) < 1e-12);
    }
}

}  // namespace
}  // namespace porchlight::doctor
