// SPDX-License-Identifier: Apache-2.0
#include "doctor/mutation.hpp"

#include "doctor/home_for_test.hpp"
#include "doctor/knowledge_file.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace porchlight::doctor {
namespace {

/// The words of the program's own knowledge that are turned here, one of so many: all of them take
/// too long. `porchlight doctor check --mutate` turns them all.
constexpr std::size_t kEach = 29;
/// bench/RESULTS.md has the share of all; a sample may lie a little lower.
constexpr double kLeastNoticed = 0.35;

TEST(Mutation, EachWordThatMovesANumberIsTurnedOnce) {
    const std::vector<FileText> files = small_files();
    std::vector<std::string> seen;
    for (const Mutation& one : mutations(files)) {
        if (files[one.file].path.ends_with("restart_camera.toml") ||
            files[one.file].path.ends_with("power.battery_low.toml")) {
            seen.push_back(one.key + ": " + one.from + " > " + one.to);
        }
    }
    EXPECT_THAT(seen, ::testing::UnorderedElementsAre(
                          "how_common: very common > very rare", "breaks: power > ",
                          "how: usually > never", "never_when: light=updating > ",
                          "how: usually > never", "how: sometimes > always"));
}

TEST(Mutation, ATurnedFileDiffersInOneLineAndCanBeRead) {
    const std::vector<FileText> files = small_files();
    const Knowledge knowledge = small_knowledge();
    for (const Mutation& one : mutations(files)) {
        const FileText now = turned(files[one.file], one);
        EXPECT_NE(now.text, files[one.file].text) << one.key << " " << one.from;
        EXPECT_EQ(std::ranges::count(now.text, '\n'),
                  std::ranges::count(files[one.file].text, '\n'));
        const auto read = with_file(knowledge, now);
        EXPECT_TRUE(read) << read.error().message();
    }
}

TEST(Mutation, ListsKeepTheirOtherNames) {
    const FileText file{"spec/doctor/causes/a.toml", "breaks = [\"line\", \"router\"]\n"};
    EXPECT_EQ(turned(file, {0, 1, "breaks", "line", "", ""}).text, "breaks = [\"router\"]\n");
    EXPECT_EQ(turned(file, {0, 1, "breaks", "router", "", ""}).text, "breaks = [\"line\", ]\n");
}

TEST(Mutation, ACaseNoticesWhatItRestsOnAndNothingElse) {
    std::vector<FileText> files = small_files();
    files.push_back({"spec/doctor/cases/power.toml",
                     "[[case]]\ntells = \"Low.\"\ncamera = [\"power=battery\", \"path=cloud\"]\n"
                     "sees = [\"cells=low\", \"internet=works\"]\ncause = \"power.battery_low\"\n"
                     "step = [\"new_cells\"]\nsource = \"ours\"\n"});
    const Knowledge knowledge = small_knowledge();
    const auto cases = read_practice_cases(knowledge, files);
    ASSERT_TRUE(cases);
    const MutationRun run(knowledge, files, *cases);
    for (const Mutation& one : mutations(files)) {
        const std::string& path = files[one.file].path;
        if (path.ends_with("power.battery_low.toml") && one.key == "how") {
            EXPECT_TRUE(run.is_noticed(one)) << one.from;
        }
        if (path.ends_with("new_cells.toml")) {
            EXPECT_TRUE(run.is_noticed(one)) << one.from;
        }
        if (path.ends_with("router.hung.toml") || path.ends_with("light.toml")) {
            EXPECT_FALSE(run.is_noticed(one)) << path << one.key << one.from;
        }
    }
}

TEST(BuiltInKnowledge, TurnedWordsAreNoticed) {
    const std::vector<FileText> files = built_in_files();
    const auto cases = read_practice_cases(built_in_knowledge(), files);
    ASSERT_TRUE(cases) << cases.error().message();
    EXPECT_GT(cases->size(), 200U);
    const MutationRun run(built_in_knowledge(), files, *cases);
    const std::vector<Mutation> all = mutations(files);
    std::size_t tried = 0;
    std::size_t noticed = 0;
    for (std::size_t i = 0; i < all.size(); i += kEach) {
        ++tried;
        noticed += run.is_noticed(all[i]) ? 1 : 0;
    }
    EXPECT_GT(static_cast<double>(noticed) / static_cast<double>(tried), kLeastNoticed)
        << noticed << " of " << tried;
}

}  // namespace
}  // namespace porchlight::doctor
