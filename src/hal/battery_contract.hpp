// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/battery.hpp"

#include <gtest/gtest.h>

// What every Battery must do. An implementation's test says, with a `Bench` that holds one battery
// and the cell before its gauge:
//     const Battery& battery(), void set(const BatteryReading&), void unplug()  (until set)
//     INSTANTIATE_TYPED_TEST_SUITE_P(Sysfs, BatteryContract, SysfsBatteryBench);

namespace porchlight::hal {

template <typename Bench>
class BatteryContract : public ::testing::Test {
  protected:
    Bench bench_;
};
TYPED_TEST_SUITE_P(BatteryContract);

TYPED_TEST_P(BatteryContract, ReadsWhatTheGaugeKnows) {
    for (const Charge charge :
         {Charge::Unknown, Charge::Discharging, Charge::Charging, Charge::Holding, Charge::Full}) {
        for (const int millivolts : {0, 2871, 3000, 4200, 12600}) {
            const BatteryReading cell{CellPresence::Present, charge, Millivolts(millivolts),
                                      millivolts % 101};
            this->bench_.set(cell);
            EXPECT_EQ(*this->bench_.battery().read(), cell);
        }
    }
}

TYPED_TEST_P(BatteryContract, WhatTheGaugeDoesNotKnowIsEmpty) {
    const BatteryReading cell{CellPresence::Present, Charge::Discharging, {}, {}};
    this->bench_.set(cell);
    EXPECT_EQ(*this->bench_.battery().read(), cell);
}

TYPED_TEST_P(BatteryContract, OfAnAbsentCellNothingIsKnown) {
    this->bench_.set({CellPresence::Absent, Charge::Full, Millivolts(4200), 100});
    EXPECT_EQ(*this->bench_.battery().read(), BatteryReading());
}

TYPED_TEST_P(BatteryContract, UnpluggedItIsAnErrorUntilItIsBack) {
    const BatteryReading cell{CellPresence::Present, Charge::Full, Millivolts(4200), 100};
    this->bench_.set(cell);
    this->bench_.unplug();
    const auto reading = this->bench_.battery().read();
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error().code(), ErrorCode::NotFound);
    this->bench_.set(cell);
    EXPECT_EQ(*this->bench_.battery().read(), cell);
}

REGISTER_TYPED_TEST_SUITE_P(BatteryContract, ReadsWhatTheGaugeKnows, WhatTheGaugeDoesNotKnowIsEmpty,
                            OfAnAbsentCellNothingIsKnown, UnpluggedItIsAnErrorUntilItIsBack);

}  // namespace porchlight::hal
