// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/thermometer.hpp"

#include <gtest/gtest.h>

// What every Thermometer must do. An implementation's test says, with a `Bench` that holds one
// thermometer and the air around it:
//     const Thermometer& thermometer(), void set(Celsius), void unplug()  (until set)
//     INSTANTIATE_TYPED_TEST_SUITE_P(Sysfs, ThermometerContract, SysfsThermometerBench);

namespace porchlight::hal {

template <typename Bench>
class ThermometerContract : public ::testing::Test {
  protected:
    Bench bench_;
};
TYPED_TEST_SUITE_P(ThermometerContract);

TYPED_TEST_P(ThermometerContract, ReadsTheTemperatureToATenthAboveAndBelowZero) {
    for (const double degrees : {-99.9, -20.5, -0.3, 0.0, 21.7, 47.212, 105.0, 299.9}) {
        this->bench_.set(Celsius(degrees));
        EXPECT_NEAR(this->bench_.thermometer().read()->degrees(), degrees, 0.1);
    }
}

TYPED_TEST_P(ThermometerContract, UnpluggedItIsAnErrorUntilItIsBack) {
    this->bench_.set(Celsius(30));
    this->bench_.unplug();
    const auto reading = this->bench_.thermometer().read();
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error().code(), ErrorCode::NotFound);
    this->bench_.set(Celsius(31));
    EXPECT_NEAR(this->bench_.thermometer().read()->degrees(), 31, 0.1);
}

REGISTER_TYPED_TEST_SUITE_P(ThermometerContract, ReadsTheTemperatureToATenthAboveAndBelowZero,
                            UnpluggedItIsAnErrorUntilItIsBack);

}  // namespace porchlight::hal
