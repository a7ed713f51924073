// SPDX-License-Identifier: Apache-2.0
// The detector over the real clips beside the tree, as a count looks at them.
#include "hub/replay/replay_plan.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace porchlight::hub {
namespace {

std::string films() {
    const char* shared = std::getenv("PORCHLIGHT_SHARED");
    return (shared == nullptr ? std::string(PL_SOURCE_DIR) + "/../shared" : std::string(shared)) +
           "/data/videos";
}

int times_in(const std::string& film, int sensitivity) {
    store::Clip clip;
    clip.id = ClipId(1);
    clip.end = clip.start + std::chrono::minutes(2);
    clip.path = film;
    ReplayRules rules;
    rules.tried.sensitivity = sensitivity;
    rules.joined = std::chrono::seconds(7);
    double reached = 0;
    const auto found = look_through(films(), {{clip}}, rules, [&reached](double seconds) {
        EXPECT_GE(seconds, reached - 1);
        reached = seconds;
        return true;
    });
    EXPECT_TRUE(found);
    EXPECT_EQ(found->unreadable, 0);
    return found->times.at(clip.id);
}

class ReplayFilms : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(films() + "/noisy_static.mp4")) {
            GTEST_SKIP() << "the real clips are not at " << films();
        }
    }
};

TEST_F(ReplayFilms, AVisitorAndAHandCountAndWindInATreeAndNoiseDoNot) {
    EXPECT_GE(times_in("porch_doorbell_day.mp4", 5), 1);
    EXPECT_EQ(times_in("tree_wind.mp4", 5), 1) << "a hand at its end; before that wind alone";
    EXPECT_EQ(times_in("noisy_static.mp4", 5), 0);
}

}  // namespace
}  // namespace porchlight::hub
