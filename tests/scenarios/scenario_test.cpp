// SPDX-License-Identifier: Apache-2.0
// Each *.scenario of this folder is a test.
#include "sim/scenario.hpp"

#include "base/fd.hpp"

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
using namespace porchlight;  // NOLINT(google-build-using-namespace): a small program

class ScenarioTest : public testing::Test {
  public:
    explicit ScenarioTest(std::string path) : path_(std::move(path)) {}

    void TestBody() override {
        const auto text = read_file(path_);
        ASSERT_TRUE(text) << text.error().message();
        const std::string name = "tests/scenarios/" + fs::path(path_).filename().string();
        const auto scenario = sim::parse_scenario(name, *text);
        ASSERT_TRUE(scenario) << scenario.error().message();
        const auto done = sim::run_scenario(*scenario);
        EXPECT_TRUE(done) << done.error().message();
    }

  private:
    std::string path_;
};

std::vector<std::string> scenario_files() {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(PL_SOURCE_DIR "/tests/scenarios")) {
        if (entry.path().extension() == ".scenario") {
            files.push_back(entry.path().string());
        }
    }
    std::ranges::sort(files);
    return files;
}

/// What the `covers:` lines of all scenarios name.
std::set<std::string> covered_rows() {
    std::set<std::string> rows;
    for (const std::string& file : scenario_files()) {
        const auto text = read_file(file);
        EXPECT_TRUE(text) << text.error().message();
        if (const auto scenario = sim::parse_scenario(file, *text)) {
            rows.insert(scenario->covers.begin(), scenario->covers.end());
        }
    }
    return rows;
}

std::set<std::string> rows_to_cover() {
    std::set<std::string> rows;
    std::ifstream file(PL_SOURCE_DIR "/tests/scenarios/rows.txt");
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && !line.starts_with('#')) {
            rows.insert(line);
        }
    }
    return rows;
}

TEST(Rows, OfResetsLightsAndFaultsHaveEachAScenario) {
    EXPECT_EQ(covered_rows(), rows_to_cover());
    EXPECT_EQ(rows_to_cover().size(), 23U + 30U + 29U);
}

std::string test_name(const std::string& path) {
    std::string name = fs::path(path).stem().string();
    std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

}  // namespace

int main(int argc, char** argv) {
    for (const std::string& path : scenario_files()) {
        testing::RegisterTest(
            "Scenario", test_name(path).c_str(), nullptr, nullptr, __FILE__, __LINE__,
            [path]() -> testing::Test* {
                return new ScenarioTest(
                    path);  // NOLINT(cppcoreguidelines-owning-memory): GoogleTest's
            });
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
