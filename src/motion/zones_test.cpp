// SPDX-License-Identifier: Apache-2.0
#include "motion/zones.hpp"

#include "motion/scene_for_test.hpp"

#include <gtest/gtest.h>

namespace porchlight::motion {
namespace {

Polygon rectangle(double left, double top, double right, double bottom) {
    return *Polygon::create({{left, top}, {right, top}, {right, bottom}, {left, bottom}});
}

Outcome walk_right(Zones zones) {
    Detector detector(Sensitivity(), std::move(zones));
    Scene scene;
    return run_scene(detector, scene, 14, [&](double now) {
        if (now >= 6) {
            scene.paint_person(20 + static_cast<int>((now - 6) * 60), 100, 90);
        }
    });
}

TEST(Polygon, SaysWhatIsWrongWithIt) {
    EXPECT_EQ(Polygon::create({{0, 0}, {1, 1}}).error().sentence(),
              "A zone needs at least 3 corners.");
    EXPECT_FALSE(Polygon::create(std::vector<Point>(33, Point{0.5, 0.5})));
    EXPECT_FALSE(Polygon::create({{0, 0}, {1.1, 0}, {0.5, 1}}));
    EXPECT_FALSE(Polygon::create({{0.1, 0.1}, {0.5, 0.5}, {0.9, 0.9}}));
    EXPECT_TRUE(Polygon::create({{0, 0}, {1, 0}, {0, 1}}));
}

TEST(Polygon, AllowsOutlinesThatCrossThemselves) {
    EXPECT_TRUE(Polygon::create({{0, 0}, {1, 1}, {1, 0}, {0, 1}}));
}

TEST(Polygon, ContainsWhatLiesInside) {
    const Polygon area = rectangle(0.2, 0.2, 0.6, 0.8);
    EXPECT_TRUE(area.contains({0.3, 0.5}));
    EXPECT_FALSE(area.contains({0.7, 0.5}));
}

TEST(Zones, MotionOutsideOfAllZonesDoesNotCount) {
    Zones zones;
    zones.activity.push_back({"door", rectangle(0, 0.7, 1, 1), std::nullopt});
    EXPECT_EQ(walk_right(zones).first, -1);
}

TEST(Zones, MotionInsideAZoneCounts) {
    Zones zones;
    zones.activity.push_back({"path", rectangle(0, 0.1, 1, 0.9), std::nullopt});
    EXPECT_GE(walk_right(zones).first, 6);
}

TEST(Zones, APrivacyZoneIsNeverAnalysed) {
    Zones zones;
    zones.privacy.push_back(rectangle(0, 0, 1, 0.95));
    EXPECT_EQ(walk_right(zones).first, -1);
}

TEST(Zones, AZonesOwnSensitivityScalesItsCells) {
    Zones zones;
    zones.activity.push_back({"gate", rectangle(0, 0, 0.5, 1), *Sensitivity::create(9)});
    zones.activity.push_back({"tree", rectangle(0.5, 0, 1, 1), *Sensitivity::create(1)});
    const Grey factors = rasterise_activity(zones, Sensitivity(), 10, 4);
    EXPECT_LT(factors.at(1, 1), 1.0F);
    EXPECT_GT(factors.at(8, 1), 1.0F);
}

TEST(Zones, PrivacyCoversEveryCellItTouches) {
    Zones zones;
    zones.privacy.push_back(rectangle(0.05, 0.05, 0.25, 0.5));
    const CellMask cells = rasterise_privacy(zones, 10, 10);
    EXPECT_EQ(cells.at(0, 0), 1);
    EXPECT_EQ(cells.at(2, 4), 1);
    EXPECT_EQ(cells.at(3, 1), 0);
}

TEST(Zones, RefusesMoreThanSixteen) {
    Zones zones;
    zones.privacy.assign(17, rectangle(0, 0, 1, 1));
    EXPECT_FALSE(zones.validate());
}

}  // namespace
}  // namespace porchlight::motion
