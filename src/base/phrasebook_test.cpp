// SPDX-License-Identifier: Apache-2.0
#include "base/phrasebook.hpp"

#include "base/language.hpp"

#include <gtest/gtest.h>

namespace porchlight {
namespace {

Result<Phrasebook> book_of(const std::string& text) {
    const FileText file{"de.toml", text};
    PL_TRY(const auto all, read_translations(std::span(&file, 1)));
    return Phrasebook::create(all);
}

constexpr const char* kSome = R"([answers]
"Yes." = "Ja."
"Is it far?" = "Ist es weit?"
"The battery is nearly empty" = "Die Batterie ist fast leer"
"It is too hot" = "Die Kamera ist zu heiß"
[forms]
"Perhaps: {}. Or: {}." = "Vielleicht: {}. Oder: {}."
"{} of {} GB are used." = "Von {2} GB sind {1} belegt."
"No picture for {}." = "Kein Bild seit {}."
"{} days" = "{} Tagen"
)";

TEST(Phrasebook, SaysWhatItKnowsAndLeavesTheRest) {
    const auto book = book_of(kSome);
    ASSERT_TRUE(book) << book.error().message();
    EXPECT_EQ(book->say("Yes."), "Ja.");
    EXPECT_EQ(book->say("Never heard of."), "Never heard of.");
    EXPECT_EQ(book->find("Never heard of."), std::nullopt);
    EXPECT_EQ(Phrasebook().say("Yes."), "Yes.");
}

TEST(Phrasebook, SaysWhatAFormIsFilledWithToo) {
    const auto book = book_of(kSome);
    ASSERT_TRUE(book);
    EXPECT_EQ(book->say("Perhaps: The battery is nearly empty. Or: It is too hot."),
              "Vielleicht: Die Batterie ist fast leer. Oder: Die Kamera ist zu heiß.");
    EXPECT_EQ(book->say("No picture for 5 days."), "Kein Bild seit 5 Tagen.");
    EXPECT_EQ(book->say("No picture for 3 min."), "Kein Bild seit 3 min.");
}

TEST(Phrasebook, PutsWordsIntoTheOrderOfItsLanguage) {
    const auto book = book_of(kSome);
    ASSERT_TRUE(book);
    EXPECT_EQ(book->say("12 of 40 GB are used."), "Von 40 GB sind 12 belegt.");
}

TEST(Phrasebook, SaysSentencesInARowOnlyIfItKnowsAll) {
    const auto book = book_of(kSome);
    ASSERT_TRUE(book);
    EXPECT_EQ(book->say("Yes. No picture for 3 min."), "Ja. Kein Bild seit 3 min.");
    EXPECT_EQ(book->say("Yes. But who knows."), "Yes. But who knows.");
    EXPECT_EQ(book->say("Is it far? Yes."), "Ist es weit? Ja.");
}

TEST(Phrasebook, SaysAChainOfErrorsAndDoesWithoutTheFullStop) {
    const auto book = book_of(
        "[a]\n\"Nothing answers\" = \"Nichts antwortet\"\n\"Nothing answers at {}\" = "
        "\"Unter {} antwortet nichts\"\n");
    ASSERT_TRUE(book);
    EXPECT_EQ(book->say("Nothing answers: connection refused"),
              "Nichts antwortet: connection refused");
    EXPECT_EQ(book->say("Nothing answers."), "Nichts antwortet.");
    EXPECT_EQ(book->say("Nothing answers at 192.168.1.20."),
              "Unter 192.168.1.20 antwortet nichts.");
    EXPECT_EQ(book->say("Front door: Nothing answers"), "Front door: Nichts antwortet");
    EXPECT_EQ(book->say("Front door: no idea"), "Front door: no idea");
}

TEST(Phrasebook, RefusesWhatWouldBeAmbiguousOrLoseSomething) {
    const auto twice = book_of("[a]\n\"No.\" = \"Nein.\"\n[b]\n\"No.\" = \"Keine.\"\n");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().message(),
              "de.toml:4: \"No.\" is said in another way elsewhere: \"Nein.\".");
    EXPECT_TRUE(book_of("[a]\n\"No.\" = \"Nein.\"\n[b]\n\"No.\" = \"Nein.\"\n"));
    for (const char* to : {"Kein Bild.", "{} und {}", "{2}", "{x}", "{1} {1}"}) {
        EXPECT_FALSE(book_of(std::string("[a]\n\"No picture for {}.\" = \"") + to + "\"\n")) << to;
    }
}

TEST(Phrasebook, NamesTheLineOfWhatIsNoTranslation) {
    EXPECT_EQ(book_of("[a]\n\"No.\" = 3\n").error().message(),
              "de.toml:2: a translation is a text.");
    EXPECT_EQ(book_of("\"No.\" = \"Nein.\"\n").error().message(),
              "de.toml:1: translations stand in tables, under whose they are.");
}

TEST(Language, IsReadFromTagsAndTerminals) {
    EXPECT_EQ(language_of("de"), Language::German);
    EXPECT_EQ(language_of("DE-at"), Language::German);
    EXPECT_EQ(language_of("de_DE.UTF-8"), Language::German);
    EXPECT_EQ(language_of("C.UTF-8"), std::nullopt);
    EXPECT_EQ(language_of("den"), std::nullopt);
    EXPECT_EQ(code_of(Language::German), "de");
}

TEST(Language, IsTheOneThatIsWantedMost) {
    EXPECT_EQ(wanted_language("de-DE,de;q=0.9,en;q=0.8"), Language::German);
    EXPECT_EQ(wanted_language("fr, en;q=0.8, de;q=0.7"), Language::English);
    EXPECT_EQ(wanted_language("en;q=0.2 , de;q=0.7"), Language::German);
    EXPECT_EQ(wanted_language("de;q=0"), Language::English);
    EXPECT_EQ(wanted_language("de;q=7, de;x"), Language::English);
    EXPECT_EQ(wanted_language(""), Language::English);
    EXPECT_EQ(wanted_language("*"), Language::English);
}

}  // namespace
}  // namespace porchlight
