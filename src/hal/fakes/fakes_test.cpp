// SPDX-License-Identifier: Apache-2.0
#include "hal/battery_contract.hpp"
#include "hal/fakes/fake_battery.hpp"
#include "hal/fakes/fake_button.hpp"
#include "hal/fakes/fake_light.hpp"
#include "hal/fakes/fake_motion_sensor.hpp"
#include "hal/fakes/fake_radio.hpp"
#include "hal/fakes/fake_thermometer.hpp"
#include "hal/light_contract.hpp"
#include "hal/radio_contract.hpp"
#include "hal/switch_contract.hpp"
#include "hal/thermometer_contract.hpp"

#include <set>

namespace porchlight::hal {
namespace {

using light::Colour;
using namespace std::chrono_literals;

class FakeLightBench {
  public:
    Light& light() { return light_; }
    [[nodiscard]] light::ColourSet seen() const { return light_.lit(); }
    void unplug() { light_.unplug(); }
    static std::string why_not() { return {}; }

  private:
    FakeClock clock_;
    FakeLight light_{{Colour::Red, Colour::Green}, clock_};
};
INSTANTIATE_TYPED_TEST_SUITE_P(Fake, LightContract, FakeLightBench);

template <typename Fake, typename StateOf>
class FakeSwitchBench {
  public:
    using State = StateOf;
    Switch<State>& device() { return device_; }
    void move(State state) { device_.set(state); }
    void unplug() { device_.unplug(); }
    void pass(Microseconds time) { clock_.advance(time); }
    const Clock& clock() { return clock_; }
    static std::string why_not() { return {}; }

  private:
    FakeClock clock_;
    Fake device_{clock_};
};
using FakeSwitches = ::testing::Types<FakeSwitchBench<FakeButton, ButtonState>,
                                      FakeSwitchBench<FakeMotionSensor, MotionState>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Fake, SwitchContract, FakeSwitches);

class FakeBatteryBench {
  public:
    const Battery& battery() { return battery_; }
    void set(const BatteryReading& cell) { battery_.set(cell); }
    void unplug() { battery_.fail(Error(ErrorCode::NotFound, "the gauge was unplugged")); }

  private:
    FakeBattery battery_;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Fake, BatteryContract, FakeBatteryBench);

class FakeThermometerBench {
  public:
    const Thermometer& thermometer() { return thermometer_; }
    void set(Celsius temperature) { thermometer_.set(temperature); }
    void unplug() { thermometer_.fail(Error(ErrorCode::NotFound, "it was unplugged")); }

  private:
    FakeThermometer thermometer_;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Fake, ThermometerContract, FakeThermometerBench);

class FakeRadioBench {
  public:
    Radio& radio() { return radio_; }
    void put(FakeNetwork network) { radio_.put(std::move(network)); }
    void remove(const std::string& bssid) { radio_.remove(bssid); }
    void switch_off() { radio_.switch_off(); }
    void unplug() { radio_.unplug(); }
    void plug_in() { radio_.plug_in(); }

  private:
    FakeRadio radio_;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Fake, RadioContract, FakeRadioBench);

TEST(FakeLight, RemembersWhatItShowedAndWhen) {
    FakeClock clock;
    FakeLight light({Colour::Red}, clock);
    const MonotonicTime start = clock.monotonic_now();
    ASSERT_TRUE(light.show({Colour::Red}));
    clock.advance(250ms);
    ASSERT_TRUE(light.show({Colour::Red}));
    ASSERT_TRUE(light.show({}));
    ASSERT_EQ(light.history().size(), 2U);
    EXPECT_EQ(light.history()[0].lit, (light::ColourSet{Colour::Red}));
    EXPECT_EQ(light.history()[0].at, start);
    EXPECT_EQ(light.history()[1].lit, light::ColourSet());
    EXPECT_EQ(light.history()[1].at, start + 250ms);
    for (std::size_t i = 0; i < FakeLight::kMostRemembered; ++i) {
        ASSERT_TRUE(light.show({Colour::Red}));
        ASSERT_TRUE(light.show({}));
    }
    EXPECT_EQ(light.history().size(), FakeLight::kMostRemembered);
}

TEST(FakeButton, LosesTheOldestEdgesWhenNobodyReads) {
    FakeClock clock;
    FakeButton button(clock);
    button.release();
    for (std::size_t i = 0; i < FakeButton::kMostWaiting; ++i) {
        button.press();
        button.release();
        clock.advance(1s);
    }
    std::size_t count = 0;
    std::optional<ButtonEdge> last;
    while (const auto edge = *button.next_edge()) {
        last = edge;
        ++count;
    }
    EXPECT_EQ(count, FakeButton::kMostWaiting);
    EXPECT_EQ(last->state, ButtonState::Released);
    EXPECT_EQ(last->at, clock.monotonic_now() - 1s);
}

TEST(FakeRadio, AChangedPasswordPutsItOutUntilItIsJoinedAgain) {
    const rt::IoThread thread("test");
    FakeRadio radio;
    radio.put(network("Home", "correct horse"));
    ASSERT_EQ(*rt::run_blocking(thread, radio.join({"Home", Secret("correct horse")})),
              JoinOutcome::Joined);
    radio.put(network("Home", "battery staple"));
    EXPECT_EQ(rt::run_blocking(thread, radio.status())->state, RadioState::Scanning);
    EXPECT_EQ(*rt::run_blocking(thread, radio.join({"Home", Secret("battery staple")})),
              JoinOutcome::Joined);
}

TEST(JoinOutcome, EachHasASentenceOfItsOwnThatNamesTheNetwork) {
    std::set<std::string> sentences;
    for (const JoinOutcome outcome :
         {JoinOutcome::Joined, JoinOutcome::WrongPassword, JoinOutcome::NotFound,
          JoinOutcome::Refused, JoinOutcome::TimedOut}) {
        EXPECT_THAT(sentence_of(outcome, "Home"), ::testing::HasSubstr("\"Home\""));
        sentences.insert(sentence_of(outcome, "Home"));
    }
    EXPECT_EQ(sentences.size(), 5U);
}

}  // namespace
}  // namespace porchlight::hal
