// SPDX-License-Identifier: Apache-2.0
#include "motion/trial.hpp"

#include "motion/scene_for_test.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace porchlight::motion {
namespace {

TrialSettings with_zone(double left, double right) {
    TrialSettings settings;
    settings.zones.activity.push_back(
        {"zone", *Polygon::create({{left, 0}, {right, 0}, {right, 1}, {left, 1}}), std::nullopt});
    return settings;
}

TrialSettings with_sensitivity(int level) {
    TrialSettings settings;
    settings.motion.sensitivity = *Sensitivity::create(level);
    return settings;
}

/// A person who walks by from second 8 on, 10 pictures a second.
std::vector<Sighting> walk_by(
    Trial& trial, double seconds, int height = 100, int speed = 90,
    const std::function<void(double)>& also = [](double) {}) {
    Scene scene;
    SmallLuma small;
    std::vector<Sighting> seen;
    for (int i = 0; i < static_cast<int>(seconds * 10); ++i) {
        const double now = i * 0.1;
        also(now);
        scene.clear();
        if (now >= 8) {
            scene.paint_person(20 + static_cast<int>((now - 8) * speed), 150, height);
        }
        shrink(scene.render(), small);
        seen.push_back(trial.look(small, MediaTime(i * 9000)));
    }
    return seen;
}

int triggers(const std::vector<Sighting>& seen) {
    return static_cast<int>(
        std::ranges::count_if(seen, [](const Sighting& one) { return one.started.has_value(); }));
}

TEST(Trial, LearnsFirstThenSeesAWalkerComeNearerUntilItCountsOnce) {
    Trial trial{TrialSettings()};
    const auto seen = walk_by(trial, 12);
    EXPECT_TRUE(seen[10].is_learning);
    EXPECT_FALSE(seen[70].is_learning);
    EXPECT_EQ(seen[70].level, 0);
    EXPECT_EQ(triggers(seen), 1);
    const auto counted =
        std::ranges::find_if(seen, [](const Sighting& one) { return !one.counting.empty(); });
    ASSERT_NE(counted, seen.end());
    EXPECT_EQ(counted->level, 1);
    const auto before = std::prev(counted);
    EXPECT_GT(before->level, 0) << "it was followed before it counted";
    EXPECT_LT(before->level, 1);
    ASSERT_FALSE(before->candidates.empty());
    EXPECT_NEAR(before->candidates[0].area.x, counted->counting[0].x, 0.1);
    EXPECT_TRUE(counted->is_motion || std::next(counted)->is_motion);
}

TEST(Trial, SaysThatSomebodyOutsideOfTheZonesWouldBeSeenWithoutThem) {
    Trial trial(with_zone(0.0, 0.05));
    const auto seen = walk_by(trial, 12);
    EXPECT_EQ(triggers(seen), 0);
    EXPECT_TRUE(
        std::ranges::any_of(seen, [](const Sighting& one) { return !one.outside.empty(); }));
}

TEST(Trial, ToldOtherZonesInTheMiddleKeepsWhatItKnows) {
    Trial trial(with_zone(0.0, 0.05));
    const auto seen = walk_by(trial, 13, 100, 90, [&](double now) {
        if (now > 9.95 && now < 10.05) {
            trial.change(TrialSettings());
        }
    });
    EXPECT_EQ(triggers(seen), 1);
    const auto counted =
        std::ranges::find_if(seen, [](const Sighting& one) { return !one.counting.empty(); });
    ASSERT_NE(counted, seen.end());
    EXPECT_LT(counted->time.seconds(), 12.0) << "without learning the picture anew";
    EXPECT_FALSE(counted->is_learning);
}

TEST(Trial, CountsSomebodyFarAwayOnlyWhenItIsKeenEnough) {
    Trial calm(with_sensitivity(1));
    Trial keen(with_sensitivity(9));
    EXPECT_EQ(triggers(walk_by(calm, 14, 30, 60)), 0);
    EXPECT_EQ(triggers(walk_by(keen, 14, 30, 60)), 1);
}

TEST(Trial, WaitsForTheShortestMotionThatIsTried) {
    TrialSettings settings;
    settings.motion.minimum_duration = std::chrono::milliseconds(9000);
    Trial trial(settings);
    const auto seen = walk_by(trial, 12);
    EXPECT_EQ(triggers(seen), 0);
    EXPECT_TRUE(std::ranges::any_of(seen, [](const Sighting& one) { return one.level == 1; }));
}

}  // namespace
}  // namespace porchlight::motion
