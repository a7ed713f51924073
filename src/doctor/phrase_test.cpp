// SPDX-License-Identifier: Apache-2.0
#include "doctor/phrase.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::doctor {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> all;
    for (const Word& word : words_of(text)) {
        all.push_back(word.text);
    }
    return all;
}

/// The words that a phrase covers where it stands first; empty if nowhere.
std::string found(std::string_view phrase, std::string_view text) {
    const auto parsed = Phrase::parse(phrase);
    EXPECT_TRUE(parsed) << phrase;
    const auto words = words_of(text);
    const auto spans = parsed ? parsed->find_in(words) : std::vector<Span>();
    if (spans.empty()) {
        return {};
    }
    const std::size_t begin = words[spans.front().first].begin;
    return std::string(text.substr(begin, words[spans.front().last - 1].end - begin));
}

TEST(WordsOf, AreInLowerCaseAndOneSpelling) {
    EXPECT_THAT(split("It DOESN'T work"), ElementsAre("it", "doesnt", "work"));
    EXPECT_THAT(split("Kamera läßt Grüße"), ElementsAre("kamera", "laesst", "gruesse"));
    EXPECT_THAT(split("hub_led-solid \"red\""), ElementsAre("hub", "led", "solid", "red"));
    EXPECT_THAT(split("doesn’t"), ElementsAre("doesnt"));
}

TEST(WordsOf, KeepPointsInNumbersAndEndSentencesAtOthers) {
    EXPECT_THAT(split("On 2.4 GHz. At 192.168.50.3!"),
                ElementsAre("on", "2.4", "ghz", ".", "at", "192.168.50.3", "."));
    EXPECT_THAT(split("It is H.265 now."), ElementsAre("it", "is", "h.265", "now", "."));
    EXPECT_THAT(split("...").size(), 0U);
}

TEST(Phrase, IsFoundWhereItsWordsStandInOrder) {
    EXPECT_EQ(found("red light", "A Red light, at last"), "Red light");
    EXPECT_EQ(found("red light", "a light, red"), "");
    EXPECT_EQ(found("red/rot licht/light", "Das rote? Nein: rot Licht."), "rot Licht");
}

TEST(Phrase, StarsLeaveAnEndOpen) {
    EXPECT_EQ(found("flash* red", "it flashes red"), "flashes red");
    EXPECT_EQ(found("*kamera", "Meine Außenkamera ist aus"), "Außenkamera");
    EXPECT_EQ(found("*batter*", "Die Knopfbatterien"), "Knopfbatterien");
    EXPECT_EQ(found("flash", "it flashes"), "");
}

TEST(Phrase, AGapIsFourWordsOfOneSentenceAtMost) {
    EXPECT_EQ(found("red .. blue", "red blue"), "red blue");
    EXPECT_EQ(found("red .. blue", "red one two three four blue"), "red one two three four blue");
    EXPECT_EQ(found("red .. blue", "red one two three four five blue"), "");
    EXPECT_EQ(found("red .. blue", "It is red. Then blue."), "");
}

TEST(Phrase, WhatIsDeniedIsNotSaid) {
    EXPECT_EQ(found("offline", "it is not offline"), "");
    EXPECT_EQ(found("red light", "There is no red light"), "");
    EXPECT_EQ(found("no light", "There is no light"), "no light");
    EXPECT_EQ(found("offline", "nicht offline, dann wieder offline"), "offline");
}

TEST(Phrase, IsSaidAsInItsExample) {
    EXPECT_EQ(Phrase::parse("flash*/blink* .. red Läuft")->example(), "flash red laeuft");
}

TEST(Phrase, HasWordsAndBeginsAndEndsWithOne) {
    for (const char* wrong : {"", " ", "..", ".. red", "red ..", "*", "/", "!"}) {
        EXPECT_FALSE(Phrase::parse(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace porchlight::doctor
