// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/gpio_button.hpp"
#include "hal/drivers/gpio_light.hpp"
#include "hal/drivers/gpio_motion_sensor.hpp"
#include "hal/drivers/gpio_sim_for_test.hpp"
#include "hal/drivers/scripted_kernel_for_test.hpp"
#include "hal/light_contract.hpp"
#include "hal/switch_contract.hpp"

#include <poll.h>

namespace porchlight::hal {
namespace {

using light::Colour;
using ::testing::HasSubstr;

GpioPin pin(unsigned line, GpioPolarity polarity = GpioPolarity::ActiveHigh,
            GpioBias bias = GpioBias::AsIs) {
    return {"gpiochip0", line, polarity, bias};
}

template <typename Maker>
class ScriptedGpioBench {
  public:
    using State = typename Maker::State;
    Switch<State>& device() { return *device_; }
    void move(State state) { kernel_.drive(3, state != State{}); }
    void unplug() { kernel_.unplug(); }
    void pass(Microseconds time) { clock_.advance(time); }
    const Clock& clock() { return clock_; }
    static std::string why_not() { return {}; }

  private:
    FakeClock clock_;
    ScriptedKernel kernel_{clock_};
    std::unique_ptr<Switch<State>> device_ = Maker::open(kernel_, pin(3)).value();
};

struct ButtonMaker {
    using State = ButtonState;
    static auto open(DeviceCalls& calls, const GpioPin& at) { return open_gpio_button(calls, at); }
};
struct MotionSensorMaker {
    using State = MotionState;
    static auto open(DeviceCalls& calls, const GpioPin& at) {
        return open_gpio_motion_sensor(calls, at);
    }
};
using ScriptedGpios =
    ::testing::Types<ScriptedGpioBench<ButtonMaker>, ScriptedGpioBench<MotionSensorMaker>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Gpio, SwitchContract, ScriptedGpios);

/// The same over a line that the kernel itself simulates.
class GpioSimButtonBench {
  public:
    using State = ButtonState;
    GpioSimButtonBench() {
        if (sim_.why_not().empty()) {
            device_ = open_gpio_button(calls_, {sim_.chip(), 3, {}, {}}).value();
        }
    }
    Button& device() { return *device_; }
    void move(ButtonState state) {
        sim_.pull(3, state == ButtonState::Pressed);
        pass(2 * kButtonSettles);
    }
    void unplug() { sim_.unplug(); }
    /// The kernel's own time is the only one there.
    static void pass(Microseconds time) {
        ::poll(nullptr, 0, static_cast<int>(time.count() / 1000));
    }
    const Clock& clock() { return clock_; }
    [[nodiscard]] const std::string& why_not() const { return sim_.why_not(); }

  private:
    SystemClock clock_;
    GpioSim sim_;
    KernelDeviceCalls calls_;
    std::unique_ptr<Button> device_;
};
INSTANTIATE_TYPED_TEST_SUITE_P(GpioSim, SwitchContract, GpioSimButtonBench);

class ScriptedLightBench {
  public:
    Light& light() { return *light_; }
    light::ColourSet seen() {
        light::ColourSet lit;
        if (kernel_.lines[1].active) {
            lit.add(Colour::Red);
        }
        if (kernel_.lines[2].active) {
            lit.add(Colour::Green);
        }
        return lit;
    }
    void unplug() { kernel_.unplug(); }
    static std::string why_not() { return {}; }

  private:
    FakeClock clock_;
    ScriptedKernel kernel_{clock_};
    std::unique_ptr<GpioLight> light_ =
        GpioLight::create(kernel_, {{Colour::Red, pin(1)}, {Colour::Green, pin(2)}}).value();
};
INSTANTIATE_TYPED_TEST_SUITE_P(Gpio, LightContract, ScriptedLightBench);

class GpioSimLightBench {
  public:
    GpioSimLightBench() {
        if (sim_.why_not().empty()) {
            light_ = GpioLight::create(calls_, {{Colour::Red, {sim_.chip(), 1, {}, {}}},
                                                {Colour::Green, {sim_.chip(), 2, {}, {}}}})
                         .value();
        }
    }
    Light& light() { return *light_; }
    [[nodiscard]] light::ColourSet seen() const {
        light::ColourSet lit;
        if (sim_.value(1)) {
            lit.add(Colour::Red);
        }
        if (sim_.value(2)) {
            lit.add(Colour::Green);
        }
        return lit;
    }
    void unplug() { sim_.unplug(); }
    [[nodiscard]] const std::string& why_not() const { return sim_.why_not(); }

  private:
    GpioSim sim_;
    KernelDeviceCalls calls_;
    std::unique_ptr<GpioLight> light_;
};
INSTANTIATE_TYPED_TEST_SUITE_P(GpioSim, LightContract, GpioSimLightBench);

class Gpio : public ::testing::Test {
  protected:
    FakeClock clock_;
    ScriptedKernel kernel_{clock_};
};

TEST_F(Gpio, AsksTheKernelForWhatThePinSays) {
    const auto button =
        open_gpio_button(kernel_, pin(5, GpioPolarity::ActiveLow, GpioBias::PullUp));
    ASSERT_TRUE(button);
    const gpio_v2_line_request& asked = kernel_.lines[5].request;
    EXPECT_EQ(asked.config.flags, GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING |
                                      GPIO_V2_LINE_FLAG_EDGE_FALLING |
                                      GPIO_V2_LINE_FLAG_ACTIVE_LOW |
                                      GPIO_V2_LINE_FLAG_BIAS_PULL_UP);
    ASSERT_EQ(asked.config.num_attrs, 1U);
    EXPECT_EQ(asked.config.attrs[0].attr.id, GPIO_V2_LINE_ATTR_ID_DEBOUNCE);
    EXPECT_EQ(asked.config.attrs[0].attr.debounce_period_us, 10000U);
    EXPECT_EQ(asked.config.attrs[0].mask, 1U);
    EXPECT_STREQ(asked.consumer, "porchlight button");
    ASSERT_TRUE(open_gpio_motion_sensor(kernel_, pin(6, {}, GpioBias::PullDown)));
    EXPECT_EQ(kernel_.lines[6].request.config.num_attrs, 0U);
    EXPECT_NE(kernel_.lines[6].request.config.flags & GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN, 0U);
    ASSERT_TRUE(GpioLight::create(kernel_, {{Colour::Red, pin(1, {}, GpioBias::Off)}}));
    EXPECT_EQ(kernel_.lines[1].request.config.flags,
              GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_BIAS_DISABLED);
}

TEST_F(Gpio, WhatCannotBeOpenedIsAClearError) {
    EXPECT_EQ(open_gpio_button(kernel_, pin(99)).error().code(), ErrorCode::NotFound);
    const auto first = open_gpio_button(kernel_, pin(3));
    const auto second = open_gpio_button(kernel_, pin(3));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code(), ErrorCode::AlreadyExists);
    EXPECT_EQ(second.error().message(),
              "the button (line 3 of gpiochip0) is in use by another program or driver");
    EXPECT_EQ(open_gpio_button(kernel_, {"gpiochip7", 3, {}, {}}).error().code(),
              ErrorCode::NotFound);
    EXPECT_EQ(open_gpio_button(kernel_, {"../null", 3, {}, {}}).error().code(),
              ErrorCode::InvalidArgument);
    EXPECT_EQ(GpioLight::create(kernel_, {}).error().code(), ErrorCode::InvalidArgument);
    KernelDeviceCalls real;
    EXPECT_EQ(open_gpio_button(real, {"null", 3, {}, {}}).error().code(), ErrorCode::Unsupported);
}

TEST_F(Gpio, HalfAMessageAndAnUnknownEdgeAreErrors) {
    const auto button = open_gpio_button(kernel_, pin(3)).value();
    kernel_.send_to_line(3, "half");
    const auto half = button->next_edge();
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().code(), ErrorCode::Corrupt);
    EXPECT_THAT(half.error().message(), HasSubstr("half a message"));
    gpio_v2_line_event event{};
    event.id = 7;
    kernel_.send_to_line(3, std::string(reinterpret_cast<const char*>(&event), sizeof(event)));
    EXPECT_EQ(button->next_edge().error().code(), ErrorCode::Corrupt);
}

TEST_F(Gpio, ALampMayServeSeveralColours) {
    const auto light = GpioLight::create(kernel_, {{Colour::Red, pin(1)},
                                                   {Colour::Green, pin(2)},
                                                   {Colour::Amber, pin(1)},
                                                   {Colour::Amber, pin(2)}})
                           .value();
    EXPECT_EQ(light->colours(), (light::ColourSet{Colour::Red, Colour::Green, Colour::Amber}));
    ASSERT_TRUE(light->show({Colour::Amber}));
    EXPECT_TRUE(kernel_.lines[1].active && kernel_.lines[2].active);
    ASSERT_TRUE(light->show({Colour::Red}));
    EXPECT_TRUE(kernel_.lines[1].active && !kernel_.lines[2].active);
}

}  // namespace
}  // namespace porchlight::hal
