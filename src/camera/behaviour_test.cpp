// SPDX-License-Identifier: Apache-2.0
#include "camera/behaviour.hpp"

#include "base/temporary_folder.hpp"
#include "camera/button_watch.hpp"
#include "camera/gauges.hpp"
#include "camera/light_player.hpp"
#include "device/light_code.hpp"
#include "hal/fakes/fake_battery.hpp"
#include "hal/fakes/fake_light.hpp"
#include "hal/fakes/fake_thermometer.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace porchlight::camera {
namespace {

using device::Action;
using device::Event;
using device::Stage;
using hal::ButtonState;
using light::Colour;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr MonotonicTime kStart(seconds(100));

/// Writes down what it is to do, and answers what a kind world would answer.
class KindLimbs final : public Limbs {
  public:
    void act(Action action) override {
        done.push_back(action);
        if (behaviour != nullptr && action == Action::EraseNextStep) {
            behaviour->tell(Event::EraseStepDone, kStart);
        }
    }
    void on_life(const device::Life& life) override { stages.push_back(life.stage); }

    Behaviour* behaviour = nullptr;
    std::vector<Action> done;
    std::vector<Stage> stages;
};

TEST(Behaviour, HasAllActionsOfAnEventDoneBeforeTheNextOne) {
    KindLimbs limbs;
    Behaviour behaviour({.stage = Stage::Online, .memory = {.has_wifi_credentials = true}}, limbs);
    limbs.behaviour = &behaviour;
    behaviour.tell(Event::MotionStarted, kStart);
    for (const Event event : {Event::ButtonShort, Event::ButtonSoft, Event::ButtonWarning,
                              Event::ButtonArmed, Event::ButtonReleased}) {
        behaviour.tell(event, kStart);
    }
    EXPECT_EQ(behaviour.life().stage, Stage::Starting);
    EXPECT_FALSE(behaviour.life().memory.has_wifi_credentials);
    const std::vector<Action> first{Action::StartRecording, Action::StopRecording,
                                    Action::ClosePairing, Action::EraseNextStep};
    ASSERT_EQ(limbs.done.size(), 10U);
    EXPECT_TRUE(std::equal(first.begin(), first.end(), limbs.done.begin()));
    EXPECT_EQ(limbs.done.back(), Action::StartSelfTest);
}

TEST(Behaviour, TellsOfItsTimersWhenTheyAreDueAndForgetsThemInARestart) {
    KindLimbs limbs;
    Behaviour behaviour({}, limbs);
    behaviour.tell(Event::PowerApplied, kStart);
    EXPECT_EQ(behaviour.next_change(), std::nullopt);
    behaviour.tell(Event::SelfTestPassed, kStart);
    ASSERT_EQ(behaviour.next_change(), kStart + std::chrono::minutes(15));
    behaviour.advance(kStart + std::chrono::minutes(15) - Microseconds(1));
    EXPECT_EQ(behaviour.life().stage, Stage::Pairing);
    behaviour.advance(kStart + std::chrono::minutes(15));
    EXPECT_EQ(behaviour.life().stage, Stage::Asleep);
    EXPECT_EQ(behaviour.next_change(), std::nullopt);
    behaviour.tell(Event::IdentifyAsked, kStart);
    EXPECT_EQ(behaviour.next_change(), kStart + seconds(30));
    behaviour.tell(Event::PowerLost, kStart);
    behaviour.tell(Event::PowerApplied, kStart);
    EXPECT_EQ(behaviour.next_change(), std::nullopt);
}

// The button.

hal::ButtonEdge edge(ButtonState state, Microseconds at) {
    return {state, kStart + at};
}

/// What a device is told of one press whose timers are on time.
std::vector<Event> told_of(Microseconds hold) {
    ButtonWatch watch(device::PressGrammar::camera(), ButtonState::Released, kStart);
    std::vector<Event> told = watch.take(edge(ButtonState::Pressed, {}));
    while (watch.next_change() && *watch.next_change() <= kStart + hold) {
        if (const auto event = watch.advance(*watch.next_change())) {
            told.push_back(*event);
        }
    }
    for (const Event event : watch.take(edge(ButtonState::Released, hold))) {
        told.push_back(event);
    }
    return told;
}

TEST(ButtonWatch, TellsEachPhaseAsItIsReached) {
    EXPECT_EQ(told_of(seconds(1)), (std::vector{Event::ButtonShort, Event::ButtonReleased}));
    EXPECT_EQ(told_of(seconds(5)),
              (std::vector{Event::ButtonShort, Event::ButtonSoft, Event::ButtonReleased}));
    EXPECT_EQ(told_of(seconds(9)), (std::vector{Event::ButtonShort, Event::ButtonSoft,
                                                Event::ButtonWarning, Event::ButtonReleased}));
    EXPECT_EQ(told_of(seconds(12)),
              (std::vector{Event::ButtonShort, Event::ButtonSoft, Event::ButtonWarning,
                           Event::ButtonArmed, Event::ButtonReleased}));
}

TEST(ButtonWatch, APressThatNobodyWasToldOfInTimeErasesNothing) {
    ButtonWatch watch(device::PressGrammar::camera(), ButtonState::Released, kStart);
    watch.take(edge(ButtonState::Pressed, {}));
    EXPECT_EQ(watch.take(edge(ButtonState::Released, seconds(12))),
              (std::vector{Event::ButtonWarning, Event::ButtonReleased}));
}

TEST(ButtonWatch, AButtonHeldSinceThePowerCameIsAColdBootAndNothingElse) {
    ButtonWatch watch(device::PressGrammar::camera(), ButtonState::Pressed, kStart);
    EXPECT_EQ(watch.at_boot(), Event::ButtonHeldAtBoot);
    EXPECT_EQ(watch.advance(kStart), std::nullopt);
    EXPECT_EQ(watch.take(edge(ButtonState::Released, seconds(12))),
              (std::vector{Event::ButtonReleased}));
}

TEST(ButtonWatch, AButtonHeldSinceThePowerCameForHalfAMinuteIsStuck) {
    ButtonWatch watch(device::PressGrammar::camera(), ButtonState::Pressed, kStart);
    ASSERT_TRUE(watch.next_change());
    EXPECT_GE(*watch.next_change(), kStart + seconds(30));
    EXPECT_EQ(watch.advance(*watch.next_change()), Event::ButtonStuck);
}

TEST(ButtonWatch, APressWhoseReleaseWasLostIsForgotten) {
    ButtonWatch watch(device::PressGrammar::camera(), ButtonState::Released, kStart);
    watch.take(edge(ButtonState::Pressed, {}));
    watch.advance(kStart + seconds(9));
    EXPECT_EQ(watch.take(edge(ButtonState::Pressed, seconds(60))),
              (std::vector{Event::ButtonShort}));
    EXPECT_EQ(watch.take(edge(ButtonState::Released, seconds(61))),
              (std::vector{Event::ButtonReleased}));
    EXPECT_EQ(watch.last_release(), kStart + seconds(61));
    EXPECT_EQ(watch.take(edge(ButtonState::Released, seconds(62))), std::vector<Event>{});
}

// The light.

TEST(LightPlayer, PlaysACodeAsItIsDrawn) {
    FakeClock clock;
    hal::FakeLight lamp({Colour::Red, Colour::Green, Colour::Blue, Colour::White}, clock);
    LightPlayer player(lamp);
    const auto& code =
        device::code_of(device::LightMeaning::BatteryLow, device::Kind::Camera).pattern;
    ASSERT_TRUE(player.play(code, clock.monotonic_now()));
    const MonotonicTime began = clock.monotonic_now();
    for (int i = 0; i < 20; ++i) {
        clock.advance(*player.next_change() - clock.monotonic_now());
        ASSERT_TRUE(player.play(code, clock.monotonic_now())) << "told again, it goes on";
    }
    // Five flashes of 0.2 s, 0.2 s apart, and a pause of 1.5 s: twice in 20 changes.
    ASSERT_EQ(lamp.history().size(), 21U);
    EXPECT_EQ(lamp.history()[9].at - began, milliseconds(1800));
    EXPECT_EQ(lamp.history()[10].at - began, milliseconds(3300));
    EXPECT_TRUE(lamp.history()[10].lit.contains(Colour::Red));
}

TEST(LightPlayer, ALampThatLacksColoursShowsTheRhythmAndNeverAnotherColoursTurn) {
    FakeClock clock;
    hal::FakeLight lamp({Colour::Red}, clock);
    LightPlayer player(lamp);
    ASSERT_TRUE(
        player.play(light::Pattern{light::Part::blink(Colour::White, seconds(1), seconds(1))},
                    clock.monotonic_now()));
    EXPECT_TRUE(lamp.lit().contains(Colour::Red));
    const light::Pattern turns{light::Part::alternate({Colour::Red, Colour::Blue}, seconds(1))};
    ASSERT_TRUE(player.play(turns, clock.monotonic_now()));
    clock.advance(seconds(1));
    ASSERT_TRUE(player.advance(clock.monotonic_now()));
    EXPECT_TRUE(lamp.lit().empty()) << "steady red would say that it is about to erase";
}

TEST(LightPlayer, GoesOnWhenTheLampIsBack) {
    FakeClock clock;
    hal::FakeLight lamp({Colour::Red}, clock);
    LightPlayer player(lamp);
    lamp.unplug();
    const light::Pattern red{light::Part::steady(Colour::Red)};
    EXPECT_FALSE(player.play(red, clock.monotonic_now()));
    lamp.plug_in();
    EXPECT_TRUE(player.advance(clock.monotonic_now()));
    EXPECT_TRUE(lamp.lit().contains(Colour::Red));
}

// Cells and weather.

hal::BatteryReading cells(int millivolts, hal::Charge charge = hal::Charge::Discharging) {
    return {hal::CellPresence::Present, charge, Millivolts(millivolts), {}};
}

TEST(Gauges, TellsOfEachChangeOnce) {
    hal::FakeBattery battery;
    hal::FakeThermometer thermometer;
    Gauges gauges(&battery, &thermometer, {});
    EXPECT_EQ(gauges.read(), std::vector<Event>{}) << "no cell, 20 degrees";
    battery.set(cells(2700));
    thermometer.set(Celsius(50));
    EXPECT_EQ(gauges.read(), (std::vector{Event::BatteryLow, Event::TooHot}));
    EXPECT_EQ(gauges.read(), std::vector<Event>{});
    battery.set(cells(2100));
    thermometer.set(Celsius(20));
    EXPECT_EQ(gauges.read(), (std::vector{Event::BatteryFlat, Event::TemperatureGood}));
    EXPECT_EQ(gauges.battery(), cells(2100));
    EXPECT_EQ(gauges.temperature(), Celsius(20));
}

TEST(Gauges, OnOutsidePowerNothingRunsOut) {
    hal::FakeBattery battery;
    Gauges gauges(&battery, nullptr, {});
    battery.set(cells(2100));
    EXPECT_EQ(gauges.read(), std::vector{Event::BatteryFlat});
    battery.set(cells(2100, hal::Charge::Charging));
    EXPECT_EQ(gauges.read(), std::vector{Event::BatteryGood});
}

TEST(Gauges, WhatCannotBeReadStaysAsItWasAndIsNotPassedOffAsKnown) {
    hal::FakeBattery battery;
    hal::FakeThermometer thermometer;
    Gauges gauges(&battery, &thermometer, {});
    battery.set(cells(2700));
    thermometer.set(Celsius(50));
    gauges.read();
    battery.fail(Error(ErrorCode::Unavailable, "the gauge sleeps"));
    thermometer.fail(Error(ErrorCode::Unavailable, "the sensor sleeps"));
    EXPECT_EQ(gauges.read(), std::vector<Event>{});
    EXPECT_EQ(gauges.battery(), std::nullopt);
    EXPECT_EQ(gauges.temperature(), std::nullopt);
}

}  // namespace
}  // namespace porchlight::camera
