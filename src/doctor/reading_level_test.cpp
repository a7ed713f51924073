// SPDX-License-Identifier: Apache-2.0
#include "doctor/reading_level.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace porchlight::doctor {
namespace {

TEST(ReadingLevel, CountsSyllablesAsPeopleSayThem) {
    using Said = std::pair<std::string_view, std::size_t>;
    for (const auto& [word, count] :
         {Said{"light", 1}, Said{"camera", 3}, Said{"battery", 3}, Said{"time", 1}, Said{"used", 1},
          Said{"needed", 2}, Said{"cable", 2}, Said{"cables", 2}, Said{"watches", 2},
          Said{"pages", 2}, Said{"the", 1}, Said{"free", 1}, Said{"router", 2}, Said{"DHCP", 4},
          Said{"I", 1}, Said{"401", 3}, Said{"2.4", 2}, Said{"hm", 1}}) {
        EXPECT_EQ(syllables_of(word), count) << word;
    }
}

TEST(ReadingLevel, CountsWordsAndSentences) {
    const ReadingCount count = reading_count("It's 2.4 GHz Wi-Fi. Hold it: let go, please");
    EXPECT_EQ(count.words, 10U);
    EXPECT_EQ(count.sentences, 3U);
    EXPECT_EQ(reading_count("").words, 0U);
    EXPECT_EQ(reading_count("... ? !").sentences, 0U);
}

TEST(ReadingLevel, IsTheFormulaOfItsSource) {
    // Six words in one sentence, six syllables.
    EXPECT_NEAR(reading_grade("The cat sat on the mat."), 0.39 * 6 + 11.8 - 15.59, 1e-9);
    EXPECT_EQ(reading_grade(""), 0);
}

TEST(ReadingLevel, TellsPlainWordsFromLearnedOnes) {
    EXPECT_LT(reading_grade("Take the plug out. Wait for half a minute, and put it back."), 3);
    EXPECT_GT(reading_grade("Authentication configuration incompatibilities necessitate "
                            "reinitialization of the surveillance equipment."),
              15);
}

}  // namespace
}  // namespace porchlight::doctor
