// SPDX-License-Identifier: Apache-2.0
#include "camera/energy_ledger.hpp"

#include "base/random.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace porchlight::camera {
namespace {

using device::EnergyUse;
using std::chrono::hours;

double of(const EnergyLedger& ledger, EnergyUse use) {
    return ledger.used().at(static_cast<std::size_t>(use));
}

MonotonicTime at(Microseconds time) {
    return MonotonicTime(time);
}

EnergyRates rates() {
    return {.milliwatts = {10, 50, 1000, 2000, 500, 5, 0},
            .wake_milliwatt_hours = 2,
            .cells_milliwatt_hours = 10'000};
}

TEST(EnergyLedger, NamesWhatUsedTheEnergy) {
    EnergyLedger ledger(rates());
    ledger.set(EnergyUse::Radio, true, at(hours(0)));
    ledger.set(EnergyUse::Recording, true, at(hours(10)));
    ledger.set(EnergyUse::Recording, false, at(hours(11)));
    ledger.count_wake();
    ledger.advance(at(hours(20)));
    EXPECT_DOUBLE_EQ(of(ledger, EnergyUse::Standby), 200);
    EXPECT_DOUBLE_EQ(of(ledger, EnergyUse::Radio), 1000);
    EXPECT_DOUBLE_EQ(of(ledger, EnergyUse::Recording), 1000);
    EXPECT_DOUBLE_EQ(of(ledger, EnergyUse::MotionWake), 2);
    EXPECT_DOUBLE_EQ(of(ledger, EnergyUse::Live), 0);
    EXPECT_DOUBLE_EQ(ledger.total(), 2202);
    ledger.set(EnergyUse::Live, true, at(hours(20)));
    ledger.advance(at(hours(22)));
    EXPECT_EQ(ledger.largest(), EnergyUse::Live);
    EXPECT_EQ(name_of(*ledger.largest()), "live view");
}

TEST(EnergyLedger, ForecastsFromTheAverageSinceNewCells) {
    EnergyLedger ledger(rates());
    ledger.set(EnergyUse::Radio, true, at(hours(0)));
    ledger.advance(at(hours(23)));
    EXPECT_EQ(ledger.days_left(), std::nullopt) << "too early to say";
    ledger.advance(at(hours(48)));
    // 60 mW: 1440 mWh a day, 2880 gone of 10,000.
    ASSERT_TRUE(ledger.days_left().has_value());
    EXPECT_NEAR(*ledger.days_left(), 7120.0 / 1440, 1e-9);
    ledger.advance(at(hours(1000)));
    EXPECT_DOUBLE_EQ(*ledger.days_left(), 0);
}

TEST(EnergyLedger, TellsItsOwnerDaysLeftOnlyAfterADayAndInWholeTenths) {
    EnergyLedger ledger(rates());
    ledger.set(EnergyUse::Radio, true, at(hours(0)));
    ledger.advance(at(hours(5) + std::chrono::milliseconds(1500)));
    const device::EnergyAccount early = ledger.account();
    EXPECT_EQ(early.days_left, std::nullopt);
    EXPECT_EQ(early.counted_for, hours(5) + std::chrono::seconds(1));
    EXPECT_DOUBLE_EQ(early.used[EnergyUse::Radio].count(), 250);
    EXPECT_DOUBLE_EQ(early.used[EnergyUse::Live].count(), 0);
    ledger.advance(at(hours(24)));
    // 60 mW: 8,560 mWh left at 1,440 a day.
    EXPECT_EQ(ledger.account().days_left, 5.9);
}

TEST(EnergyLedger, NeverForecastsWhatTheLinkDoesNotCarry) {
    EnergyRates thrifty = rates();
    thrifty.milliwatts = {1e-6};
    EnergyLedger ledger(thrifty);
    ledger.advance(at(hours(0)));
    ledger.advance(at(hours(25)));
    EXPECT_EQ(ledger.account().days_left, device::kMostDaysLeft);
    EnergyLedger idle(EnergyRates{.milliwatts = {}, .cells_milliwatt_hours = 0});
    idle.advance(at(hours(0)));
    idle.advance(at(hours(25)));
    EXPECT_EQ(idle.account().days_left, std::nullopt) << "nothing was used";
}

TEST(EnergyLedger, NewCellsBeginANewAccountAndARestartDoesNot) {
    EnergyLedger ledger(rates());
    ledger.advance(at(hours(0)));
    ledger.advance(at(hours(30)));
    const EnergyLedger after_restart(rates(), ledger.used(), ledger.age());
    EXPECT_DOUBLE_EQ(after_restart.total(), 300);
    EXPECT_EQ(after_restart.days_left(), ledger.days_left());
    ledger.new_cells(at(hours(31)));
    EXPECT_DOUBLE_EQ(ledger.total(), 0);
    EXPECT_EQ(ledger.days_left(), std::nullopt);
}

TEST(EnergyLedger, ItDoesNotMatterHowOftenItIsAsked) {
    Random random(5);
    EnergyLedger often(rates());
    EnergyLedger seldom(rates());
    Microseconds now{0};
    often.advance(at(now));
    seldom.advance(at(now));
    for (int i = 0; i < 1000; ++i) {
        now += Microseconds(static_cast<std::int64_t>(random.unit() * 60e6));
        often.advance(at(now));
        often.advance(at(now - Microseconds(1)));  // a late caller takes nothing back
        if (i % 10 == 0) {
            const bool goes_on = random.unit() < 0.5;
            often.set(EnergyUse::Radio, goes_on, at(now));
            seldom.set(EnergyUse::Radio, goes_on, at(now));
        }
    }
    seldom.advance(at(now));
    EXPECT_NEAR(often.total(), seldom.total(), 1e-6);
    EXPECT_EQ(often.age(), seldom.age());
}

TEST(EnergyLedger, IsTheSameAfterItWasText) {
    EnergyLedger ledger(rates());
    ledger.set(EnergyUse::Recording, true, at(hours(0)));
    ledger.count_wake();
    ledger.advance(at(hours(50)));
    const auto again = parse_ledger(to_text(ledger), rates());
    ASSERT_TRUE(again);
    EXPECT_NEAR(again->total(), ledger.total(), 1e-4);
    EXPECT_EQ(again->age(), ledger.age());
    for (const char* text : {"", "rot", "porchlight energy 1\n", "porchlight energy 1\n5\n1\n2\n",
                             "porchlight energy 1\n5\n1\n2\n3\n4\n5\n6\n-7\n",
                             "porchlight energy 1\n5\n1\n2\n3\n4\n5\n6\ninf\n",
                             "porchlight energy 1\n-5\n1\n2\n3\n4\n5\n6\n7\n"}) {
        EXPECT_FALSE(parse_ledger(text, rates())) << text;
    }
}

TEST(EnergyLedger, RestedCellsAreNotNewOnes) {
    EXPECT_FALSE(are_new_cells(Millivolts(1400), Millivolts(1450)));
    EXPECT_FALSE(are_new_cells(Millivolts(1250), Millivolts(1500))) << "other used ones";
    EXPECT_FALSE(are_new_cells(Millivolts(1700), Millivolts(1750)));
    EXPECT_TRUE(are_new_cells(Millivolts(1300), Millivolts(1780)));
}

}  // namespace
}  // namespace porchlight::camera
