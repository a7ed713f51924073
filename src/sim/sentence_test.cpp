// SPDX-License-Identifier: Apache-2.0
#include "sim/sentence.hpp"

#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kForm = "the person takes the cells out of {name} for {time}";

TEST(Sentence, FillsItsGaps) {
    const auto gaps =
        fit(kForm, words_in("The person  takes the cells out of \"Front porch\" for 1.5 min"));
    ASSERT_TRUE(gaps);
    EXPECT_EQ(gaps->text(0), "Front porch");
    EXPECT_EQ(gaps->duration(1), seconds(90));
}

TEST(Sentence, FitsOnlyAsAWhole) {
    EXPECT_FALSE(fit(kForm, words_in("the person takes the cells out of \"Porch\"")));
    EXPECT_FALSE(fit(kForm, words_in("the person takes the cells out of \"Porch\" for 30 s now")));
    EXPECT_FALSE(fit(kForm, words_in("the person takes the cells out of Porch for 30 s")));
    EXPECT_FALSE(fit(kForm, words_in("the person takes the cells out of \"Porch\" for 30 apples")));
}

TEST(Sentence, TakesNumbersWithSignAndFraction) {
    const auto gaps =
        fit("between {number} and {number} degrees", words_in("between -12.5 and 3 degrees"));
    ASSERT_TRUE(gaps);
    EXPECT_DOUBLE_EQ(gaps->number(0), -12.5);
    EXPECT_FALSE(fit("{number} m", words_in("nan m")) && fit("{number} m", words_in("1e99 m")));
}

TEST(Sentence, NamesTheFormThatIsNearest) {
    constexpr std::array kForms{kForm, std::string_view("the internet line goes down")};
    EXPECT_EQ(nearest_form(words_in("the internet goes down"), kForms), kForms[1]);
}

TEST(Time, OfACommandIsReadWithItsUnit) {
    EXPECT_EQ(*parse_time("2d"), hours(48));
    EXPECT_EQ(*parse_time("90min"), minutes(90));
    EXPECT_EQ(*parse_time("90 min"), minutes(90));
    EXPECT_EQ(*parse_time("250ms"), milliseconds(250));
    for (const std::string_view wrong : {"", "2", "d", "2 weeks", "-1s", "1e3s", "9999d", "2 "}) {
        EXPECT_FALSE(parse_time(wrong)) << wrong;
    }
}

TEST(Time, IsWrittenInItsLargestUnit) {
    EXPECT_EQ(time_text(seconds(30)), "30 s");
    EXPECT_EQ(time_text(minutes(90)), "1.5 h");
    EXPECT_EQ(time_text(hours(48)), "2 d");
}

}  // namespace
}  // namespace porchlight::sim
