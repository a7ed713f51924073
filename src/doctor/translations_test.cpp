// SPDX-License-Identifier: Apache-2.0
#include "doctor/translations.hpp"

#include "doctor/home_for_test.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace porchlight::doctor {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The small world, whole in German.
class TranslationsTest : public ::testing::Test {
  protected:
    TranslationsTest() {
        std::string causes;
        for (const Cause& one : knowledge_.causes) {
            causes += fmt::format("[\"{}\"]\n\"{}\" = \"Titel\"\n\"{}\" = \"So ist es.\"\n", one.id,
                                  one.title, one.says);
        }
        std::string observations;
        for (const Observation& one : knowledge_.observations) {
            observations += fmt::format("[{}]\n\"{}\" = \"Frage {}?\"\n", one.id, one.ask, one.id);
            for (const Value& value : one.values) {
                observations +=
                    fmt::format("\"{}\" = \"Auf Deutsch: {}\"\n", value.says, value.says);
            }
        }
        std::string steps;
        for (const Step& one : knowledge_.steps) {
            steps += fmt::format("[{}]\n\"{}\" = \"Tun Sie es.\"\n", one.id, one.says);
        }
        files_.push_back({"spec/doctor/de/causes.toml", causes});
        files_.push_back({"spec/doctor/de/observations.toml", observations});
        files_.push_back({"spec/doctor/de/steps.toml", steps});
    }

    [[nodiscard]] std::vector<std::string> complaints() const {
        return check_translations(knowledge_, files_);
    }
    Step& step(std::string_view id) { return knowledge_.steps[find(knowledge_.steps, id).value()]; }

    std::vector<FileText> files_ = small_files();
    Knowledge knowledge_ = small_knowledge();
};

TEST_F(TranslationsTest, AreSoundWhereEachTextHasOne) {
    EXPECT_THAT(complaints(), IsEmpty());
    EXPECT_TRUE(read_knowledge(files_)) << "the knowledge is read past them";
    EXPECT_THAT(translations_of(files_, Language::English).value(), IsEmpty());
}

TEST_F(TranslationsTest, OfALanguageWithoutAFolderAreNotMissed) {
    files_ = small_files();
    EXPECT_THAT(complaints(), IsEmpty());
}

TEST_F(TranslationsTest, WithoutATextThatIsSaidAndOfOneThatIsNoLongerSaidAreNamedWithTheirPlaces) {
    step("restart_router").says = "Do it now.";
    EXPECT_THAT(complaints(),
                ElementsAre("spec/doctor/steps/restart_router.toml:1: \"Do it now.\" is not said "
                            "in de/steps.toml under [restart_router]",
                            HasSubstr("spec/doctor/de/steps.toml:")));
    EXPECT_THAT(complaints(), Contains(HasSubstr("restart_router does not say \"Do it.\"")));
}

TEST_F(TranslationsTest, ThatSayOneSentenceInTwoWaysAreRefused) {
    files_.back().text += "[other]\n\"Do it.\" = \"Tu es.\"\n";
    EXPECT_THAT(complaints(), ElementsAre(HasSubstr("is said in another way elsewhere")));
}

TEST_F(TranslationsTest, ThatCannotBeReadNameTheLine) {
    files_.back().text = "[other]\n\"Do it.\" = 3\n";
    EXPECT_THAT(complaints(), ElementsAre("spec/doctor/de/steps.toml:2: a translation is a text."));
}

TEST(BuiltInTranslations, AreThereInGerman) {
    const Knowledge& knowledge = built_in_knowledge();
    EXPECT_GT(built_in_translations(Language::German).size(), knowledge.steps.size());
    const Phrasebook german = Phrasebook::create(built_in_translations(Language::German)).value();
    for (const Step& one : knowledge.steps) {
        EXPECT_TRUE(german.find(one.says)) << one.id;
    }
}

}  // namespace
}  // namespace porchlight::doctor
