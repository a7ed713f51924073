// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/light.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// What every Light must do. An implementation's test says, with a `Bench` that holds one light of
// red and green and shows what an onlooker sees of its lamps:
//     Light& light(), light::ColourSet seen(), void unplug(), std::string why_not()
//     INSTANTIATE_TYPED_TEST_SUITE_P(Sysfs, LightContract, SysfsLightBench);

namespace porchlight::hal {

template <typename Bench>
class LightContract : public ::testing::Test {
  protected:
    static constexpr light::ColourSet kDark{};
    static constexpr light::ColourSet kRed{light::Colour::Red};
    static constexpr light::ColourSet kGreen{light::Colour::Green};
    static constexpr light::ColourSet kBoth{light::Colour::Red, light::Colour::Green};

    void SetUp() override {
        if (!bench_.why_not().empty()) {
            GTEST_SKIP() << bench_.why_not();
        }
    }

    Bench bench_;
};
TYPED_TEST_SUITE_P(LightContract);

TYPED_TEST_P(LightContract, SaysItsColoursAndIsDarkAtFirst) {
    EXPECT_EQ(this->bench_.light().colours(), this->kBoth);
    EXPECT_EQ(this->bench_.seen(), this->kDark);
}

TYPED_TEST_P(LightContract, ShowsJustWhatItIsToldFromAnyStateToAnyOther) {
    for (const auto from : {this->kDark, this->kRed, this->kGreen, this->kBoth}) {
        for (const auto to : {this->kDark, this->kRed, this->kGreen, this->kBoth}) {
            ASSERT_TRUE(this->bench_.light().show(from));
            ASSERT_TRUE(this->bench_.light().show(to));
            EXPECT_EQ(this->bench_.seen(), to);
        }
    }
}

TYPED_TEST_P(LightContract, RefusesAColourItDoesNotHaveAndGoesOnShowing) {
    ASSERT_TRUE(this->bench_.light().show(this->kGreen));
    const auto shown = this->bench_.light().show({light::Colour::Red, light::Colour::Infrared});
    ASSERT_FALSE(shown);
    EXPECT_EQ(shown.error().code(), ErrorCode::InvalidArgument);
    EXPECT_THAT(shown.error().message(), ::testing::HasSubstr("infrared"));
    EXPECT_EQ(this->bench_.seen(), this->kGreen);
}

TYPED_TEST_P(LightContract, UnpluggedItIsAnError) {
    ASSERT_TRUE(this->bench_.light().show(this->kRed));
    this->bench_.unplug();
    const auto shown = this->bench_.light().show(this->kGreen);
    ASSERT_FALSE(shown);
    EXPECT_EQ(shown.error().code(), ErrorCode::NotFound);
}

REGISTER_TYPED_TEST_SUITE_P(LightContract, SaysItsColoursAndIsDarkAtFirst,
                            ShowsJustWhatItIsToldFromAnyStateToAnyOther,
                            RefusesAColourItDoesNotHaveAndGoesOnShowing, UnpluggedItIsAnError);

}  // namespace porchlight::hal
