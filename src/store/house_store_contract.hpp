// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store_contract.hpp"

// What every Store must do for modes and their schedule; used as StoreContract is.

namespace porchlight::store {

template <typename StoreMaker>
class HouseStoreContract : public StoreContract<StoreMaker> {
  protected:
    static House a_house() {
        House house;
        house.modes = {{ModeId(5), ModeKind::Home, "", false, {}},
                       {ModeId(3), ModeKind::Own, "Gäste", true, {}}};
        house.in_use = {ModeId(3), kNoon, ModeBy::Start, {}};
        house.last_arming = ModeId(3);
        house.schedule.rules_since = kNoon - 1h;
        house.schedule.time_zone = "Pacific/Chatham";
        house.schedule.place = Place{"Waitangi", -43.95, -176.56};
        house.schedule.rules = {{ModeId(5), 0b1100000, RuleMoment::Sunset, -30min},
                                {ModeId(3), 0b1, RuleMoment::Clock, 1439min}};
        return house;
    }
    Result<> keep(const House& house) {
        return this->await(this->store_->keep_house(this->home_, house));
    }
    House kept() { return this->await(this->store_->house(this->home_))->value(); }
};

TYPED_TEST_SUITE_P(HouseStoreContract);

TYPED_TEST_P(HouseStoreContract, KeepsAHouseAsItWasLastKept) {
    EXPECT_EQ(*this->await(this->store_->house(this->home_)), std::nullopt);
    House house = this->a_house();
    ASSERT_TRUE(this->keep(house));
    EXPECT_EQ(this->kept(), house);
    house.modes.erase(house.modes.begin());
    house.modes[0].chosen = {{this->add_camera(1), false}, {this->add_camera(2), true}};
    house.schedule.rules.erase(house.schedule.rules.begin());
    house.schedule.place.reset();
    house.schedule.is_on = false;
    ASSERT_TRUE(this->keep(house));
    EXPECT_EQ(this->kept(), house);
}

TYPED_TEST_P(HouseStoreContract, KeepsWhichModeIsInUseByItself) {
    House house = this->a_house();
    ASSERT_TRUE(this->keep(house));
    ASSERT_TRUE(this->await(
        this->store_->add_user({UserId(7), this->home_, "Ada", "hash", Role::Owner, kNoon})));
    house.in_use = {ModeId(5), kNoon + 1h, ModeBy::Person, UserId(7)};
    ASSERT_TRUE(
        this->await(this->store_->keep_mode_in_use(this->home_, house.in_use, house.last_arming)));
    EXPECT_EQ(this->kept(), house);
    EXPECT_EQ(this->await(this->store_->keep_mode_in_use(this->home_, {ModeId(99), kNoon}, {}))
                  .error()
                  .code(),
              ErrorCode::NotFound);
    EXPECT_EQ(
        this->await(this->store_->keep_mode_in_use(HomeId(9), house.in_use, {})).error().code(),
        ErrorCode::NotFound);
}

TYPED_TEST_P(HouseStoreContract, RefusesWhatNamesAModeThatIsNotThereAndLeavesItAsItWas) {
    const House house = this->a_house();
    ASSERT_TRUE(this->keep(house));
    House wrong = house;
    wrong.in_use.mode = ModeId(99);
    EXPECT_EQ(this->keep(wrong).error().code(), ErrorCode::NotFound);
    wrong = house;
    wrong.schedule.rules[0].mode = ModeId(99);
    EXPECT_EQ(this->keep(wrong).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(this->kept(), house);
}

TYPED_TEST_P(HouseStoreContract, ForgetsWhatWasChosenForACameraThatIsGone) {
    House house = this->a_house();
    const CameraId porch = this->add_camera(1);
    house.modes[0].chosen = {{porch, true}};
    ASSERT_TRUE(this->keep(house));
    ASSERT_TRUE(this->await(this->store_->remove_camera(porch, kNoon)));
    ASSERT_TRUE(this->keep(this->kept()));
    EXPECT_TRUE(this->kept().modes[0].chosen.empty());
}

REGISTER_TYPED_TEST_SUITE_P(HouseStoreContract, KeepsAHouseAsItWasLastKept,
                            KeepsWhichModeIsInUseByItself,
                            RefusesWhatNamesAModeThatIsNotThereAndLeavesItAsItWas,
                            ForgetsWhatWasChosenForACameraThatIsGone);

}  // namespace porchlight::store
