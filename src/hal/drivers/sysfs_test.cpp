// SPDX-License-Identifier: Apache-2.0
#include "hal/battery_contract.hpp"
#include "hal/drivers/sysfs_battery.hpp"
#include "hal/drivers/sysfs_light.hpp"
#include "hal/drivers/sysfs_thermometer.hpp"
#include "hal/drivers/sysfs_tree_for_test.hpp"
#include "hal/light_contract.hpp"
#include "hal/thermometer_contract.hpp"

#include <cmath>

namespace porchlight::hal {
namespace {

using light::Colour;
using ::testing::HasSubstr;

class SysfsLightBench {
  public:
    Light& light() { return *light_; }
    [[nodiscard]] light::ColourSet seen() const {
        light::ColourSet lit;
        if (tree_.read("class/leds/red:status/brightness") != "0") {
            lit.add(Colour::Red);
        }
        if (tree_.read("class/leds/green:status/brightness") != "0") {
            lit.add(Colour::Green);
        }
        return lit;
    }
    void unplug() { tree_.remove("class/leds"); }
    static std::string why_not() { return {}; }

  private:
    SysfsTree tree_{kBoard};
    std::unique_ptr<SysfsLight> light_ =
        SysfsLight::create(tree_.root(), {{Colour::Red, "red:status", "", 100},
                                          {Colour::Green, "green:status", "", 50}})
            .value();
};
INSTANTIATE_TYPED_TEST_SUITE_P(Sysfs, LightContract, SysfsLightBench);

class MulticolourLightBench {
  public:
    Light& light() { return *light_; }
    [[nodiscard]] light::ColourSet seen() const {
        const std::string shown = tree_.read("class/leds/rgb:ring/multi_intensity");
        light::ColourSet lit;
        if (tree_.read("class/leds/rgb:ring/brightness") == "0") {
            return lit;
        }
        if (shown == "0 200 0" || shown == "200 200 0") {
            lit.add(Colour::Red);
        }
        if (shown == "200 0 0" || shown == "200 200 0") {
            lit.add(Colour::Green);
        }
        return lit;
    }
    void unplug() { tree_.remove("class/leds"); }
    static std::string why_not() { return {}; }

  private:
    SysfsTree tree_{kBoard};
    std::unique_ptr<SysfsLight> light_ =
        SysfsLight::create(tree_.root(), {{Colour::Red, "rgb:ring", "red", 100},
                                          {Colour::Green, "rgb:ring", "green", 100}})
            .value();
};
INSTANTIATE_TYPED_TEST_SUITE_P(SysfsMulticolour, LightContract, MulticolourLightBench);

class SysfsBatteryBench {
  public:
    const Battery& battery() { return *battery_; }
    void set(const BatteryReading& cell) const {
        unplug();
        tree_.write(kFolder + "/type", "Battery");
        tree_.write(kFolder + "/status", name_of(cell.charge));
        tree_.write(kFolder + "/present", cell.presence == CellPresence::Present ? "1" : "0");
        if (cell.voltage) {
            tree_.write(kFolder + "/voltage_now", std::to_string(cell.voltage->count() * 1000));
        }
        if (cell.percent) {
            tree_.write(kFolder + "/capacity", std::to_string(*cell.percent));
        }
    }
    void unplug() const { tree_.remove(kFolder); }

  private:
    static inline const std::string kFolder = "class/power_supply/axp20x-main-battery";
    static const char* name_of(Charge charge) {
        switch (charge) {
            case Charge::Unknown:
                return "Unknown";
            case Charge::Discharging:
                return "Discharging";
            case Charge::Charging:
                return "Charging";
            case Charge::Holding:
                return "Not charging";
            case Charge::Full:
                break;
        }
        return "Full";
    }

    SysfsTree tree_{kBoard};
    std::unique_ptr<SysfsBattery> battery_ = SysfsBattery::create(tree_.root(), "").value();
};
INSTANTIATE_TYPED_TEST_SUITE_P(Sysfs, BatteryContract, SysfsBatteryBench);

class SysfsThermometerBench {
  public:
    const Thermometer& thermometer() { return *thermometer_; }
    void set(Celsius temperature) const {
        tree_.write("class/thermal/thermal_zone0/temp",
                    std::to_string(std::lround(temperature.degrees() * 1000)));
    }
    void unplug() const { tree_.remove("class/thermal/thermal_zone0"); }

  private:
    SysfsTree tree_{kBoard};
    std::unique_ptr<SysfsThermometer> thermometer_ =
        SysfsThermometer::create(tree_.root(), "").value();
};
INSTANTIATE_TYPED_TEST_SUITE_P(Sysfs, ThermometerContract, SysfsThermometerBench);

TEST(SysfsLight, TakesTheLedsFromTheirTriggersAgainAfterTheyWereGone) {
    const SysfsTree tree(kBoard);
    const auto light =
        SysfsLight::create(tree.root(), {{Colour::Red, "red:status", "", 100}}).value();
    EXPECT_EQ(tree.read("class/leds/red:status/trigger"), "none");
    tree.remove("class/leds/red:status");
    const auto shown = light->show({Colour::Red});
    ASSERT_FALSE(shown);
    EXPECT_THAT(shown.error().message(), HasSubstr("the LED red:status cannot be used"));
    tree.write("class/leds/red:status/brightness", "0");
    tree.write("class/leds/red:status/max_brightness", "31");
    tree.write("class/leds/red:status/trigger", "none [heartbeat]");
    ASSERT_TRUE(light->show({Colour::Red}));
    EXPECT_EQ(tree.read("class/leds/red:status/trigger"), "none");
    EXPECT_EQ(tree.read("class/leds/red:status/brightness"), "31");
}

TEST(SysfsLight, MixesAColourOfSharesAndAnLedThatIsOnlyOnOrOffIsOn) {
    const SysfsTree tree(kBoard);
    const auto light = SysfsLight::create(tree.root(), {{Colour::Amber, "red:status", "", 100},
                                                        {Colour::Amber, "green:status", "", 40},
                                                        {Colour::White, "rgb:ring", "red", 100},
                                                        {Colour::White, "rgb:ring", "green", 70},
                                                        {Colour::White, "rgb:ring", "blue", 50},
                                                        {Colour::Red, "red:status", "", 20}})
                           .value();
    ASSERT_TRUE(light->show({Colour::Amber, Colour::Red}));
    EXPECT_EQ(tree.read("class/leds/red:status/brightness"), "255");
    EXPECT_EQ(tree.read("class/leds/green:status/brightness"), "1");
    ASSERT_TRUE(light->show({Colour::White}));
    EXPECT_EQ(tree.read("class/leds/rgb:ring/multi_intensity"), "140 200 100");
    EXPECT_EQ(tree.read("class/leds/rgb:ring/brightness"), "200");
    ASSERT_TRUE(light->show({Colour::Red}));
    EXPECT_EQ(tree.read("class/leds/red:status/brightness"), "51");
    EXPECT_EQ(tree.read("class/leds/rgb:ring/brightness"), "0");
}

TEST(SysfsLight, AKernelWithoutTriggersIsFine) {
    const SysfsTree tree(kBoard);
    tree.remove("class/leds/red:status/trigger");
    EXPECT_TRUE(SysfsLight::create(tree.root(), {{Colour::Red, "red:status", "", 100}}));
}

TEST(SysfsLight, WhatCannotBeIsRefusedWithASentence) {
    const SysfsTree tree(kBoard);
    const auto refusal = [&](const SysfsLamp& lamp) {
        return SysfsLight::create(tree.root(), {lamp}).error();
    };
    EXPECT_EQ(SysfsLight::create(tree.root(), {}).error().code(), ErrorCode::InvalidArgument);
    for (const char* name : {"", ".", "..", "../../etc", "a/b"}) {
        EXPECT_EQ(refusal({Colour::Red, name, "", 100}).code(), ErrorCode::InvalidArgument);
    }
    EXPECT_EQ(refusal({Colour::Red, "red:status", "", 0}).code(), ErrorCode::InvalidArgument);
    EXPECT_EQ(refusal({Colour::Red, "red:status", "", 101}).code(), ErrorCode::InvalidArgument);
    EXPECT_EQ(refusal({Colour::Red, "nosuch", "", 100}).code(), ErrorCode::NotFound);
    EXPECT_THAT(refusal({Colour::Red, "rgb:ring", "violet", 100}).message(),
                HasSubstr("no channel \"violet\""));
    for (const char* garbage : {"", "many", "12x", "0", "-1", "99999999999999999999"}) {
        tree.write("class/leds/red:status/max_brightness", garbage);
        EXPECT_EQ(refusal({Colour::Red, "red:status", "", 100}).code(), ErrorCode::Corrupt)
            << garbage;
    }
}

TEST(SysfsBattery, FindsTheOneThatFeedsTheBoardOrTheOneThatIsNamed) {
    const SysfsTree tree(kBoard);
    EXPECT_EQ(SysfsBattery::create(tree.root(), "").value()->read()->voltage, Millivolts(3952));
    EXPECT_EQ(SysfsBattery::create(tree.root(), "hidpp_battery_0").value()->read()->charge,
              Charge::Full);
    EXPECT_THAT(SysfsBattery::create(tree.root(), "axp20x-usb").error().message(),
                HasSubstr("no battery but: USB"));
    EXPECT_EQ(SysfsBattery::create(tree.root(), "../thermal").error().code(),
              ErrorCode::InvalidArgument);
    tree.remove("class/power_supply");
    EXPECT_EQ(SysfsBattery::create(tree.root(), "").error().code(), ErrorCode::NotFound);
}

TEST(SysfsBattery, GarbageIsAnErrorThatNamesTheFile) {
    const SysfsTree tree(kBoard);
    const auto battery = SysfsBattery::create(tree.root(), "").value();
    const std::string folder = "class/power_supply/axp20x-main-battery/";
    const std::pair<const char*, const char*> garbage[] = {
        {"voltage_now", "3.9"}, {"voltage_now", "-1"}, {"voltage_now", "100000001"},
        {"voltage_now", ""},    {"capacity", "101"},   {"capacity", "full"},
        {"capacity", "0x10"},   {"present", "2"}};
    for (const auto& [file, content] : garbage) {
        const std::string good = tree.read(folder + file);
        tree.write(folder + file, content);
        const auto reading = battery->read();
        ASSERT_FALSE(reading) << file << " = " << content;
        EXPECT_EQ(reading.error().code(), ErrorCode::Corrupt);
        EXPECT_THAT(reading.error().message(), HasSubstr(file));
        tree.write(folder + file, good);
    }
    tree.write(folder + "status", "Confused");
    EXPECT_EQ(battery->read()->charge, Charge::Unknown);
    tree.write(folder + "status", std::string(70000, 'x'));
    EXPECT_EQ(battery->read().error().code(), ErrorCode::Corrupt);
}

TEST(SysfsThermometer, FindsTheZoneByWhatItIs) {
    const SysfsTree tree(kBoard);
    EXPECT_EQ(SysfsThermometer::create(tree.root(), "gpu-thermal").value()->read()->degrees(), 40);
    EXPECT_EQ(SysfsThermometer::create(tree.root(), "cpufreq").error().code(), ErrorCode::NotFound);
    EXPECT_EQ(SysfsThermometer::create("/nowhere", "").error().code(), ErrorCode::NotFound);
}

TEST(SysfsThermometer, GarbageIsAnError) {
    const SysfsTree tree(kBoard);
    const auto thermometer = SysfsThermometer::create(tree.root(), "").value();
    for (const char* garbage : {"", "hot", "21.5", "300001", "-100001", "99999999999999999999"}) {
        tree.write("class/thermal/thermal_zone0/temp", garbage);
        EXPECT_EQ(thermometer->read().error().code(), ErrorCode::Corrupt) << garbage;
    }
}

}  // namespace
}  // namespace porchlight::hal
