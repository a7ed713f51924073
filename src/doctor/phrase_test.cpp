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

TEST(Phrase, AGapEndsWhereAnotherThoughtBegins) {
    EXPECT_EQ(found("app .. fine", "The app says offline, other cameras fine"), "");
    EXPECT_EQ(found("app .. fine", "The app is down but Alexa fine"), "");
    EXPECT_EQ(found("app .. gut", "Die App geht, aber nicht gut"), "");
    EXPECT_EQ(found("red .. blue", "It goes red, then blue"), "red, then blue");
    EXPECT_EQ(found("red .. green .. blue", "red, green, blue"), "red, green, blue");
    EXPECT_EQ(found("leuchtet .. sobald", "leuchtet blau, sobald"), "leuchtet blau, sobald");
    EXPECT_EQ(found("works but .. name", "It works but not by name"), "works but not by name");
}

TEST(Phrase, WhatIsDeniedInAGapIsNotSaid) {
    EXPECT_EQ(found("light .. red", "The light is not red"), "");
    EXPECT_EQ(found("licht .. rot", "Das Licht ist nicht rot"), "");
    EXPECT_EQ(found("not .. network", "It is not, and never was, on the network"), "");
    EXPECT_EQ(found("not .. network", "not even on any network"), "not even on any network");
    EXPECT_EQ(found("no .. light", "no not one light"), "no not one light");
}

TEST(Phrase, WhatWasOnceIsNotSaid) {
    EXPECT_EQ(found("offline", "It used to be offline"), "");
    EXPECT_EQ(found("online", "Until yesterday it was online"), "");
    EXPECT_EQ(found("online", "It was online until yesterday."), "");
    EXPECT_EQ(found("blinks red", "It blinks red before it starts"), "blinks red");
    EXPECT_EQ(found("fine", "It has been fine before, now it hangs"), "");
    EXPECT_EQ(found("was fine", "It was fine before, now it hangs"), "was fine");
    EXPECT_EQ(found("erreichbar", "Bis gestern war sie erreichbar"), "");
    EXPECT_EQ(found("rot", "Frueher blinkte sie rot, jetzt blau"), "");
    EXPECT_EQ(found("blau", "Frueher blinkte sie rot, jetzt blau"), "blau");
    EXPECT_EQ(found("offline", "It worked before. Now it is offline"), "offline");
    EXPECT_EQ(found("offline", "It used to work but is offline"), "offline");
    EXPECT_EQ(found("worked before", "It worked before"), "worked before");
    EXPECT_EQ(found("used to work", "It used to work"), "used to work");
    EXPECT_EQ(found("hangs", "It hangs until I restart it"), "hangs");
}

TEST(Phrase, NumbersMayBeWrittenOut) {
    EXPECT_EQ(found("5 blinks", "five blinks"), "five blinks");
    EXPECT_EQ(found("five blinks", "5 blinks"), "5 blinks");
    EXPECT_EQ(found("rot .. 5 mal", "rot, fuenf mal"), "rot, fuenf mal");
    EXPECT_EQ(found("5x rot", "Fünfmal rot"), "Fünfmal rot");
    EXPECT_EQ(found("fuenfmal", "5x"), "5x");
    EXPECT_EQ(found("802.1x", "802.1x"), "802.1x");
    EXPECT_EQ(found("1280x*", "1280x720"), "1280x720");
    EXPECT_EQ(found("1 camera", "the one camera"), "");
}

TEST(Phrase, OneSlipInALongWordDoesNotMatter) {
    EXPECT_EQ(found("offline", "it is ofline"), "ofline");
    EXPECT_EQ(found("password", "wrong passwrod"), "passwrod");
    EXPECT_EQ(found("battery low", "batterry low"), "batterry low");
    EXPECT_EQ(found("change", "I charge it"), "");
    EXPECT_EQ(found("garage", "garbage"), "");
    EXPECT_EQ(found("stream", "streams"), "");
    EXPECT_EQ(found("light", "lihgt"), "");
    EXPECT_EQ(found("router", "ruoters"), "");
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
