// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/evdev_button.hpp"

#include "hal/drivers/scripted_kernel_for_test.hpp"
#include "hal/switch_contract.hpp"

namespace porchlight::hal {
namespace {

using ::testing::HasSubstr;

const EvdevKey kKey{"event0", KEY_RESTART};

class EvdevButtonBench {
  public:
    using State = ButtonState;
    Button& device() { return *device_; }
    void move(ButtonState state) {
        kernel_.key(KEY_RESTART, state == ButtonState::Pressed ? 1 : 0);
    }
    void unplug() { kernel_.unplug(); }
    void pass(Microseconds time) { clock_.advance(time); }
    const Clock& clock() { return clock_; }
    static std::string why_not() { return {}; }
    ScriptedKernel& kernel() { return kernel_; }

  private:
    FakeClock clock_;
    ScriptedKernel kernel_{clock_};
    std::unique_ptr<Button> device_ = EvdevButton::create(kernel_, kKey).value();
};
INSTANTIATE_TYPED_TEST_SUITE_P(Evdev, SwitchContract, EvdevButtonBench);

class Evdev : public ::testing::Test {
  protected:
    Button& button() { return bench_.device(); }
    ScriptedKernel& kernel() { return bench_.kernel(); }
    std::optional<ButtonState> next() {
        const auto edge = button().next_edge();
        EXPECT_TRUE(edge);
        return edge && *edge ? std::optional((*edge)->state) : std::nullopt;
    }
    EvdevButtonBench bench_;
};

TEST_F(Evdev, AsksForTimesThatNeverJump) {
    EXPECT_TRUE(kernel().keyboard.monotonic);
}

TEST_F(Evdev, RepeatsAndOtherKeysAreNoEdges) {
    kernel().key(KEY_POWER, 1);
    kernel().key(KEY_RESTART, 1);
    kernel().key(KEY_RESTART, 2);
    kernel().send_event(EV_MSC, MSC_SCAN, 7);
    kernel().key(KEY_RESTART, 0);
    EXPECT_EQ(next(), ButtonState::Pressed);
    EXPECT_EQ(next(), ButtonState::Released);
    EXPECT_EQ(next(), std::nullopt);
}

TEST_F(Evdev, AfterALossItTellsTheStateOfNowAndNothingHalf) {
    kernel().key(KEY_RESTART, 1);
    kernel().send_event(EV_SYN, SYN_DROPPED, 0);
    kernel().send_event(EV_KEY, KEY_RESTART, 1);  // half: the rest of its report was lost
    kernel().send_event(EV_SYN, SYN_REPORT, 0);
    kernel().keyboard.held.at(KEY_RESTART) = false;
    EXPECT_EQ(next(), ButtonState::Pressed);
    EXPECT_EQ(next(), ButtonState::Released);
    kernel().key(KEY_RESTART, 1);
    kernel().send_event(EV_SYN, SYN_DROPPED, 0);
    kernel().send_event(EV_SYN, SYN_REPORT, 0);
    EXPECT_EQ(next(), ButtonState::Pressed);
    // Perhaps it was released meanwhile: a press that starts anew, never one that seems long.
    EXPECT_EQ(next(), ButtonState::Pressed);
    EXPECT_EQ(next(), std::nullopt);
}

TEST_F(Evdev, WhatCannotBeOpenedIsAClearError) {
    const auto no_key = EvdevButton::create(kernel(), {"event0", KEY_POWER});
    ASSERT_FALSE(no_key);
    EXPECT_EQ(no_key.error().code(), ErrorCode::NotFound);
    EXPECT_THAT(no_key.error().message(), HasSubstr("no such key"));
    EXPECT_EQ(EvdevButton::create(kernel(), {"event0", 0xFFFF}).error().code(),
              ErrorCode::NotFound);
    EXPECT_EQ(EvdevButton::create(kernel(), {"event4", KEY_RESTART}).error().code(),
              ErrorCode::NotFound);
    EXPECT_EQ(EvdevButton::create(kernel(), {"../sda", KEY_RESTART}).error().code(),
              ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace porchlight::hal
