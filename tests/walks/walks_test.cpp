// SPDX-License-Identifier: Apache-2.0
// Every row of the origin articles' table of faults, from what its owner says to its cure: each
// *.walk of stories/ is a test.
#include "base/fd.hpp"
#include "doctor/knowledge_file.hpp"
#include "walks/fault_story.hpp"
#include "walks/hands.hpp"
#include "walks/owner.hpp"
#include "walks/visit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace porchlight;         // NOLINT(google-build-using-namespace): a small program
using namespace porchlight::walks;  // NOLINT(google-build-using-namespace): a small program

std::string how_it_ended(const Visit& visit) {
    if (visit.last == doctor::Next::Kind::Support) {
        return "support";
    }
    if (!visit.memory.end) {
        return "not at all";
    }
    switch (*visit.memory.end) {
        case doctor::End::Fixed:
            return "fixed";
        case doctor::End::ByItself:
            return "by itself";
        case doctor::End::AllIsWell:
            return "all is well";
        case doctor::End::Support:
            return "support";
        case doctor::End::Left:
            break;
    }
    return "left";
}

class WalkTest : public testing::Test {
  public:
    explicit WalkTest(std::string path) : path_(std::move(path)) {}

    void TestBody() override {
        const auto text = read_file(path_);
        ASSERT_TRUE(text) << text.error().message();
        const auto story =
            parse_story("tests/walks/stories/" + fs::path(path_).filename().string(), *text);
        ASSERT_TRUE(story) << story.error().message();
        const auto household = bring_about(*story);
        ASSERT_TRUE(household) << household.error().message();
        const bool is_benign = story->ends == "all is well";
        ASSERT_EQ(is_well(*story, **household), is_benign) << "the fault is not there";
        walk(*story, **household);
    }

  private:
    void walk(const FaultStory& story, sim::Household& household) {
        const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
        Owner owner(knowledge, household, story.about);
        const Visit visit = walks::visit(knowledge, household, owner, story.says,
                                         [&] { return is_well(story, household); });
        RecordProperty("questions", visit.questions);
        RecordProperty("steps", fmt::format("{}", fmt::join(visit.steps, " ")));
        const auto complaints = complaints_of(knowledge, story, visit, household);
        EXPECT_TRUE(complaints.empty())
            << fmt::format("{}\n  {}\n{}", story.says, fmt::join(visit.story, "\n  "),
                           fmt::join(complaints, "\n"));
    }

    static std::vector<std::string> complaints_of(const doctor::Knowledge& knowledge,
                                                  const FaultStory& story, const Visit& visit,
                                                  sim::Household& household) {
        std::vector<std::string> complaints;
        const std::string ended = how_it_ended(visit);
        // What passes by itself may do so while people talk.
        if (ended != story.ends && !(story.ends == "fixed" && ended == "by itself")) {
            complaints.push_back(fmt::format("it ended: {}, and should: {}", ended, story.ends));
        }
        for (const std::string& id : visit.forbidden) {
            complaints.push_back(id + " was forbidden");
        }
        for (const std::string& id : visit.steps) {
            if (is_needless(knowledge, story, id)) {
                complaints.push_back(id + " was needless");
            }
        }
        if (story.ends == "support" && !take_step(household, story.about, "ask_for_replacement")) {
            complaints.emplace_back("it cannot be replaced");
        }
        if (!is_well(story, household)) {
            complaints.emplace_back("it is not cured");
        }
        return complaints;
    }

    /// It erases, locks out or costs much, and the story does not say that it is right.
    static bool is_needless(const doctor::Knowledge& knowledge, const FaultStory& story,
                            const std::string& id) {
        const doctor::Step& step = knowledge.steps[doctor::find(knowledge.steps, id).value()];
        const bool is_right = std::ranges::find(story.may, id) != story.may.end();
        return !is_right && (step.risk != doctor::Risk::None || step.money == doctor::Money::High);
    }

    std::string path_;
};

std::vector<std::string> story_files() {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(PL_SOURCE_DIR "/tests/walks/stories")) {
        if (entry.path().extension() == ".walk") {
            files.push_back(entry.path().string());
        }
    }
    std::ranges::sort(files);
    return files;
}

/// The rows of §6, as tests/scenarios/rows.txt has them.
std::set<std::string> rows_of_faults() {
    std::set<std::string> rows;
    std::ifstream file(PL_SOURCE_DIR "/tests/scenarios/rows.txt");
    const std::string section = "§6 ";
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(section)) {
            rows.insert(line.substr(section.size()));
        }
    }
    return rows;
}

TEST(Rows, OfFaultsHaveEachAWalkToTheirCure) {
    std::set<std::string> walked;
    for (const std::string& file : story_files()) {
        const auto text = read_file(file);
        ASSERT_TRUE(text) << text.error().message();
        const auto story = parse_story(file, *text);
        ASSERT_TRUE(story) << story.error().message();
        walked.insert(story->scenario.covers.begin(), story->scenario.covers.end());
    }
    EXPECT_EQ(walked, rows_of_faults());
    EXPECT_EQ(walked.size(), 29U);
}

std::string test_name(const std::string& path) {
    std::string name = fs::path(path).stem().string();
    std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

}  // namespace

int main(int argc, char** argv) {
    for (const std::string& path : story_files()) {
        testing::RegisterTest(
            "Walk", test_name(path).c_str(), nullptr, nullptr, __FILE__, __LINE__,
            [path]() -> testing::Test* {
                return new WalkTest(path);  // NOLINT(cppcoreguidelines-owning-memory): GoogleTest's
            });
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
