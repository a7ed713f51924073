// SPDX-License-Identifier: Apache-2.0
#include "sim/air.hpp"

#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

constexpr Position kRouter{0, 0};

Link at(const Air& air, double metres, AirBand band = AirBand::Wifi24, int channel = 6) {
    return link_between(air, band, channel, kRouter, {metres, 0});
}

Wall across(double x, Material material) {
    return {{x, -1}, {x, 1}, material};
}

TEST(Air, TakesTheSameForEachTenfoldOfDistance) {
    const double once = path_loss(AirBand::Wifi24, kRouter, {1, 0}, {});
    const double tenfold = path_loss(AirBand::Wifi24, kRouter, {10, 0}, {});
    const double again = path_loss(AirBand::Wifi24, kRouter, {100, 0}, {});
    EXPECT_NEAR(tenfold - once, again - tenfold, 1e-9);
    EXPECT_NEAR(once, 40.2, .1);  // free space at a metre, 2437 MHz
}

// COST 231 multi-wall: 3.4 dB for a light wall, 6.9 dB for a heavy one.
TEST(Air, LosesAtEachWallThatIsInTheWay) {
    const std::vector<Wall> walls{across(2, Material::Brick), across(3, Material::Plasterboard),
                                  across(9, Material::Concrete)};
    const double open = path_loss(AirBand::Wifi24, kRouter, {5, 0}, {});
    EXPECT_NEAR(path_loss(AirBand::Wifi24, kRouter, {5, 0}, walls) - open, 6.9 + 3.4, 1e-9);
}

TEST(Air, ReachesLessFarOn5GHz) {
    const Air air{.walls = {across(2, Material::Brick), across(4, Material::Brick)},
                  .microwaves = {}};
    EXPECT_LT(at(air, 20, AirBand::Wifi5).rssi, at(air, 20).rssi);
}

TEST(Air, HoldsALinkThatItWouldNotBegin) {
    const Air air{.walls = {}, .microwaves = {}};
    EXPECT_TRUE(can_begin(at(air, 30)));
    EXPECT_TRUE(holds(at(air, 140)));
    EXPECT_FALSE(can_begin(at(air, 140)));
    EXPECT_FALSE(holds(at(air, 300)));
}

TEST(Air, LeavesOnlyThePausesOfAnOvenNearby) {
    Air air{.walls = {}, .microwaves = {{.at = {11, 0}, .runs = true}}};
    const Link link = at(air, 10);
    EXPECT_NEAR(link.airtime, .35, .01);
    EXPECT_TRUE(holds(link));
    air.busy24.fill(.45);
    EXPECT_FALSE(holds(at(air, 10)));
    air.microwaves.front().runs = false;
    EXPECT_TRUE(holds(at(air, 10)));
}

TEST(Air, OfABusyChannelCarriesNoVideo) {
    Air air{.walls = {}, .microwaves = {}};
    air.busy24 = {.2, .95, .2};
    EXPECT_FALSE(carries_video(at(air, 5, AirBand::Wifi24, 6)));
    EXPECT_TRUE(carries_video(at(air, 5, AirBand::Wifi24, 11)));
    EXPECT_EQ(air.quietest_channel(), 1);
}

TEST(FloorPlan, KnowsItsInside) {
    const FloorPlan house = FloorPlan::small_house();
    EXPECT_TRUE(house.is_inside({4, 4}));
    EXPECT_FALSE(house.is_inside({4, -1}));
}

}  // namespace
}  // namespace porchlight::sim
