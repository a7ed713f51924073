// SPDX-License-Identifier: Apache-2.0
#include "sim/cell.hpp"

#include "sim/load.hpp"
#include "sim/supply.hpp"

#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

constexpr Celsius kRoom(20);
constexpr Celsius kFrost(-20);

TEST(Cell, OfLithiumIsFlatFromATenthToFourFifths) {
    const double early = Cell(Chemistry::Lithium, .1).volts(100, kRoom);
    const double late = Cell(Chemistry::Lithium, .8).volts(100, kRoom);
    EXPECT_NEAR(early, 1.55, .05);
    EXPECT_LT(early - late, .1);
}

TEST(Cell, OfAlkalineFallsAllTheWay) {
    const double early = Cell(Chemistry::Alkaline, .1).volts(100, kRoom);
    const double late = Cell(Chemistry::Alkaline, .8).volts(100, kRoom);
    EXPECT_GT(early - late, .3);
}

// Energizer E91: 0.9 ohms at -40 °C, 0.1 ohms at 40 °C.
TEST(Cell, OfAlkalineHasNineTimesTheResistanceInHardFrost) {
    const Cell fresh(Chemistry::Alkaline);
    EXPECT_NEAR(fresh.ohms(Celsius(-40)), .9, .1);
    EXPECT_NEAR(fresh.ohms(Celsius(40)), .1, .02);
}

TEST(Cell, OfAlkalineSagsMoreInTheColdThanOfLithium) {
    const auto sag = [](Chemistry chemistry) {
        const Cell cell(chemistry, .3);
        return cell.volts(240, kRoom) - cell.volts(240, kFrost);
    };
    EXPECT_GT(sag(Chemistry::Alkaline), 3 * sag(Chemistry::Lithium));
}

TEST(Cell, IsEmptyOnceItsChargeIsTaken) {
    Cell cell(Chemistry::Lithium);
    cell.drain(3000, 100);
    EXPECT_NEAR(cell.used(), 1, .001);
    EXPECT_LT(cell.volts(100, kRoom), 1.1);
}

TEST(Cell, OfAlkalineGivesLessOfItsChargeToAHeavyLoad) {
    Cell light(Chemistry::Alkaline);
    Cell heavy(Chemistry::Alkaline);
    light.drain(500, 25);
    heavy.drain(500, 1000);
    EXPECT_GT(heavy.used(), 2 * light.used());
}

TEST(Cell, OfNimhNeverReachesWhatLithiumHasUnderLoad) {
    EXPECT_LT(Cell(Chemistry::Nimh, .1).volts(200, kRoom), 1.35);
    EXPECT_GT(Cell(Chemistry::Lithium, .1).volts(200, kRoom), 1.5);
}

// Device facts 1.2: about 4000 clips of five seconds a year for two years.
TEST(Load, OfStandardUseEmptiesLithiumCellsInAboutTwoYears) {
    constexpr double kHours = 2.0 * 365 * 24;
    constexpr double kRecordingHours = 2.0 * 4000 * 5 / 3600;
    const double used = load_on_cells(device::Stage::Online, false).average * kHours +
                        load_on_cells(device::Stage::Recording, false).average * kRecordingHours;
    EXPECT_NEAR(used, 3000, 300);
}

// Copper: AWG 28 has 0.213 ohms a metre, AWG 20 has 0.033.
TEST(Adapter, LosesAVoltInALongThinCable) {
    const Adapter thin{.cable = {.metres = 5, .gauge = 28}};
    const Adapter thick{.cable = {.metres = 5, .gauge = 20}};
    EXPECT_NEAR(thin.volts_at(500), 5.1 - 1.065, .01);
    EXPECT_GT(thick.volts_at(500), 4.9);
}

TEST(Adapter, GivesUpBeyondItsRating) {
    const Adapter small{.rated_milliamps = 300};
    EXPECT_TRUE(feeds(small, 300, kRoom));
    EXPECT_FALSE(feeds(small, 500, kRoom));
}

TEST(Pack, ThatIsHalfUsedAlkalineBrownsOutInFrost) {
    const Pack pack{{Cell(Chemistry::Alkaline, .35), Cell(Chemistry::Alkaline, .35)}};
    EXPECT_TRUE(feeds(pack, 300, kRoom));
    EXPECT_FALSE(feeds(pack, 300, kFrost));
}

}  // namespace
}  // namespace porchlight::sim
