// SPDX-License-Identifier: Apache-2.0
#include "base/toml_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace porchlight {
namespace {

using ::testing::ElementsAre;

using Read = std::function<void(TomlTable&)>;

/// What is complained of while `read` reads a file; empty if nothing.
std::string complaint_of(std::string text, const Read& read) {
    FileComplaint complaint("home.toml");
    if (const auto root = parse_toml({"home.toml", std::move(text)}, complaint)) {
        TomlTable table(*root, "a home", complaint);
        read(table);
        table.finish();
    }
    return complaint.error() ? complaint.error()->message() : std::string();
}

constexpr std::array<std::string_view, 3> kColours{"red", "green", "blue"};

TEST(TomlTable, ReadsEachKindOfValue) {
    std::string name;
    std::string says;
    std::vector<std::string> aliases;
    std::int64_t count = 0;
    double share = 0;
    std::vector<double> place;
    bool is_new = false;
    std::optional<std::size_t> colour;
    std::vector<std::size_t> colours;
    std::vector<std::string> names;
    const std::string text =
        "name = \"Yard\"\nsays = \"It sees.\"\naliases = [\"a\", \"b\"]\n"
        "count = 3\nshare = 0.5\nplace = [1, 2.5]\nnew = true\n"
        "colour = \"green\"\ncolours = [\"blue\", \"red\"]\n"
        "[[wall]]\nof = \"brick\"\n[[wall]]\nof = \"metal\"\n";
    EXPECT_EQ(complaint_of(text,
                           [&](TomlTable& table) {
                               table.text("name", name);
                               table.sentence("says", says);
                               table.texts("aliases", aliases);
                               table.whole("count", count, 0, 9);
                               table.number("share", share, 0, 1);
                               table.numbers("place", place, -9, 9);
                               table.flag("new", is_new);
                               colour = table.word("colour", kColours);
                               colours = table.words("colours", kColours);
                               for (TomlTable& wall : table.rows("wall", "a wall")) {
                                   wall.text("of", names.emplace_back());
                                   wall.finish();
                               }
                           }),
              "");
    EXPECT_EQ(name, "Yard");
    EXPECT_EQ(says, "It sees.");
    EXPECT_THAT(aliases, ElementsAre("a", "b"));
    EXPECT_EQ(count, 3);
    EXPECT_EQ(share, 0.5);
    EXPECT_THAT(place, ElementsAre(1, 2.5));
    EXPECT_TRUE(is_new);
    EXPECT_EQ(colour, 1U);
    EXPECT_THAT(colours, ElementsAre(2U, 0U));
    EXPECT_THAT(names, ElementsAre("brick", "metal"));
}

TEST(TomlTable, NamesTheLineOfWhatIsWrongAndWhatWasMeant) {
    const auto colour = [](TomlTable& table) { table.word("colour", kColours); };
    EXPECT_EQ(complaint_of("\ncolour = \"gren\"", colour),
              "home.toml:2: colour: \"gren\" is not known here; did you mean \"green\"?");
    EXPECT_EQ(complaint_of("\n\ncolor = \"red\"", colour), "home.toml:1: a home needs \"colour\".");
    EXPECT_EQ(complaint_of("colour = \"red\"\ncolours = 1", colour),
              "home.toml:2: a home has no key \"colours\"; did you mean \"colour\"?");
}

TEST(TomlTable, ANumberIsNeverCastIntoItsBounds) {
    std::int64_t count = 7;
    const auto whole = [&](TomlTable& table) { table.whole("count", count, 0, 9); };
    for (const char* wrong : {"1e31", "10", "-1", "0.5", "\"3\"", "true"}) {
        EXPECT_EQ(complaint_of(std::string("count = ") + wrong, whole),
                  "home.toml:1: count: must be a whole number from 0 to 9.")
            << wrong;
    }
    EXPECT_EQ(count, 7);
}

TEST(TomlTable, OneOfATableAndOneOfSeveralAreToldApart) {
    const auto rows = [](TomlTable& table) { table.rows("wall", "a wall"); };
    EXPECT_EQ(complaint_of("[wall]", rows),
              "home.toml:1: wall: write [[wall]], not [wall]: there can be several.");
    const auto inner = [](TomlTable& table) { table.inner("wall", "the wall"); };
    EXPECT_EQ(complaint_of("[[wall]]", inner), "home.toml:1: wall: must be a table.");
}

TEST(TomlTable, SentencesAreWholeAndWithoutPercentages) {
    std::string says;
    const auto read = [&](TomlTable& table) { table.sentence("says", says); };
    EXPECT_THAT(complaint_of("says = \"so it is\"", read), ::testing::HasSubstr("whole sentences"));
    EXPECT_THAT(complaint_of("says = \"It cures 90 %.\"", read),
                ::testing::HasSubstr("no percentages"));
    EXPECT_EQ(complaint_of("says = \"It is so.\"", read), "");
}

TEST(ParseToml, SaysInWhichLineAFileIsBroken) {
    EXPECT_THAT(complaint_of("a = 1\nb = = 2", [](TomlTable& /*table*/) {}),
                ::testing::StartsWith("home.toml:2: "));
}

TEST(FileComplaint, KeepsTheFirst) {
    FileComplaint complaint("a.toml");
    complaint.at(3, "the first");
    complaint.at(1, "the second");
    FileComplaint other("b.toml");
    other.take(complaint);
    ASSERT_TRUE(other.error());
    EXPECT_EQ(other.error()->message(), "a.toml:3: the first.");
}

}  // namespace
}  // namespace porchlight
