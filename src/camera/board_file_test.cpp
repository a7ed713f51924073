// SPDX-License-Identifier: Apache-2.0
#include "camera/board_file.hpp"

#include "hal/drivers/sysfs_tree_for_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::camera {
namespace {

using light::Colour;
using ::testing::HasSubstr;

constexpr std::string_view kWhole = R"(
video = "/dev/video0"
encoder = "/dev/video11"
[sound]
device = "plughw:CARD=Mic"
[speaker]
device = "plughw:CARD=Amp"
[light]
red = "red:status"
green = "green:status"
white = ["red:status", "green:status"]
[button]
event = "event0"
key = 408
[motion]
line = 17
pull = "down"
[battery]
name = "axp20x-main-battery"
cells = 1
[thermal]
zone = "cpu-thermal"
[wifi]
control = "/run/wpa_supplicant/wlan1"
)";

TEST(BoardFile, ReadsAWholeBoard) {
    const auto plan = parse_board(kWhole, "board.toml");
    ASSERT_TRUE(plan) << plan.error().message();
    EXPECT_EQ(plan->video, "/dev/video0");
    EXPECT_EQ(plan->encoder, "/dev/video11");
    EXPECT_EQ(plan->microphone, "plughw:CARD=Mic");
    EXPECT_EQ(plan->speaker, "plughw:CARD=Amp");
    ASSERT_EQ(plan->light.leds.size(), 4U);
    EXPECT_EQ(std::get<hal::EvdevKey>(plan->button).code, 408);
    ASSERT_TRUE(plan->motion);
    EXPECT_EQ(plan->motion->line, 17U);
    EXPECT_EQ(plan->motion->bias, hal::GpioBias::PullDown);
    EXPECT_EQ(plan->battery, "axp20x-main-battery");
    EXPECT_EQ(plan->cells_in_series, 1);
    EXPECT_EQ(plan->wifi, "/run/wpa_supplicant/wlan1");
}

TEST(BoardFile, MicrophoneAndLoudspeakerAreAlsasOwnChoiceUnlessTheyAreNamed) {
    for (const auto& [device, name] : std::vector<std::pair<std::string, std::string>>{
             {"", "default"}, {"device = \"\"", ""}, {"device = \"hw:1\"", "hw:1"}}) {
        const auto plan =
            parse_board("[sound]\n" + device + "\n[speaker]\n" + device, "board.toml");
        ASSERT_TRUE(plan) << plan.error().message();
        EXPECT_EQ(plan->microphone, name) << device;
        EXPECT_EQ(plan->speaker, name) << device;
    }
    const auto neither = parse_board("", "board.toml");
    EXPECT_EQ(neither->microphone + neither->speaker, "");
    const auto wrong = parse_board("[speaker]\ndevice = \"; rm\"", "board.toml");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message(), HasSubstr("\"aplay -L\""));
}

TEST(BoardFile, ReadsLinesOfGpioChips) {
    const auto plan = parse_board(R"([light]
red = { chip = "gpiochip1", line = 5, active_low = true }
[button]
line = 3
pull = "up"
active_low = true)",
                                  "board.toml");
    ASSERT_TRUE(plan) << plan.error().message();
    ASSERT_EQ(plan->light.lines.size(), 1U);
    EXPECT_EQ(plan->light.lines[0].pin.chip, "gpiochip1");
    EXPECT_EQ(plan->light.lines[0].pin.polarity, hal::GpioPolarity::ActiveLow);
    EXPECT_EQ(std::get<hal::GpioPin>(plan->button).line, 3U);
}

TEST(BoardFile, ANightLampHasItsFilterBesideIt) {
    const auto plan = parse_board(R"([infrared]
lamp = [{ line = 23 }, { line = 25 }]
filter = { line = 24, active_low = true })",
                                  "board.toml");
    ASSERT_TRUE(plan) << plan.error().message();
    EXPECT_TRUE(plan->light.lines.empty());
    ASSERT_EQ(plan->infrared.lines.size(), 3U);
    for (const hal::GpioLamp& lamp : plan->infrared.lines) {
        EXPECT_EQ(lamp.colour, Colour::Infrared);
    }
    EXPECT_EQ(plan->infrared.lines[1].pin.line, 25U);
    EXPECT_EQ(plan->infrared.lines[2].pin.line, 24U);
    EXPECT_EQ(plan->infrared.lines[2].pin.polarity, hal::GpioPolarity::ActiveLow);
}

TEST(BoardFile, ANightLampOfTheKernelIsOpenedDark) {
    const hal::SysfsTree tree(hal::kBoard);
    hal::KernelDeviceCalls calls;
    const auto plan = parse_board("[infrared]\nlamp = \"green:status\"", "board.toml");
    ASSERT_TRUE(plan) << plan.error().message();
    const OpenedBoard opened = open_board(*plan, calls, tree.root());
    EXPECT_EQ(opened.board.light, nullptr);
    ASSERT_NE(opened.board.infrared, nullptr);
    EXPECT_EQ(tree.read("class/leds/green:status/brightness"), "0");
    ASSERT_TRUE(opened.board.infrared->show({Colour::Infrared}));
    EXPECT_EQ(tree.read("class/leds/green:status/brightness"), "1");
    const auto absent = parse_board("[infrared]\nlamp = \"ir\"", "board.toml");
    const OpenedBoard without = open_board(*absent, calls, tree.root());
    EXPECT_EQ(without.board.infrared, nullptr);
    ASSERT_EQ(without.missing.size(), 1U);
    EXPECT_THAT(without.missing[0], HasSubstr("The camera does without its night lamp: "));
}

TEST(BoardFile, AnEmptyOneIsABoardWithoutAnything) {
    const auto plan = parse_board("", "board.toml");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->encoder, "auto");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(plan->button));
}

TEST(BoardFile, SaysWhereFirmwareGoes) {
    EXPECT_FALSE(parse_board("", "board.toml")->firmware);
    auto plan = parse_board("[firmware]\nslots = \"/var/slots\"", "board.toml");
    ASSERT_TRUE(plan) << plan.error().message();
    EXPECT_EQ(plan->firmware->slots, FirmwarePlan::Slots::Folders);
    EXPECT_EQ(plan->firmware->folder, "/var/slots");
    EXPECT_EQ(plan->firmware->hardware, "");
    EXPECT_EQ(plan->firmware->keys, "/etc/porchlight/firmware-keys");
    plan =
        parse_board("[firmware]\nrauc = true\nhardware = \"gate-2\"\nkeys = \"/k\"", "board.toml");
    ASSERT_TRUE(plan) << plan.error().message();
    EXPECT_EQ(plan->firmware->slots, FirmwarePlan::Slots::Rauc);
    EXPECT_EQ(plan->firmware->hardware, "gate-2");
    EXPECT_EQ(plan->firmware->keys, "/k");
}

TEST(BoardFile, SaysWhatIsWrongAndWhere) {
    const std::vector<std::pair<const char*, const char*>> wrong{
        {"video = 7", "line 1: video must be text"},
        {"[lihgt]", "did you mean \"light\"?"},
        {"\n[light]\nrad = \"x\"", "line 3: \"rad\" is not known here; did you mean \"red\"?"},
        {"[motion]\nchip = \"gpiochip0\"", "line = 17"},
        {"[motion]\nline = -1", "from 0 to 1023"},
        {"[motion]\nline = 1\npull = \"left\"", "\"up\" or \"down\""},
        {"[button]\nevent = \"event0\"", "key = 408"},
        {"[battery]\ncells = 0", "from 1 to 8"},
        {"[light]\nred = \"a\"\ngreen = { line = 1 }", "not of both"},
        {"[infrared]\nfilter = { line = 1 }", "line 1: which lamp is it?"},
        {"[infrared]\nlamp = \"a\"\nfilter = { line = 1 }", "not of both"},
        {"[infrared]\nlamb = \"a\"", "did you mean \"lamp\"?"},
        {"encoder = 3", "line 1: encoder must be text"},
        {"[sound]\ndevice = \"/dev/snd/pcmC0D0c\"", "line 2: device is a sound card"},
        {"[sound]\ncard = \"x\"", "line 2: \"card\" is not known here"},
        {"\nencoder = \"/dev/sda\"", "line 2: encoder is \"auto\""},
        {"[wifi]\ninterface = \"a\"\ncontrol = \"/b\"", "line 2: either the camera joins"},
        {"[wifi]\ninterface = \"../a\"", "cannot be the name of the Wi-Fi interface"},
        {"[firmware]\nkeys = \"/k\"", "line 1: where are the slots?"},
        {"[firmware]\nslots = \"/s\"\nrauc = true", "Either slots = "},
        {"[firmware]\nslots = \"s\"", "line 2: slots must be a folder's whole path"},
        {"[firmware]\nrauc = true\nhardware = \"My Board\"", "line 3: hardware is a name"},
        {"light = 3", "must be a section"},
        {"[light", "line 1"},
    };
    for (const auto& [text, sentence] : wrong) {
        const auto plan = parse_board(text, "board.toml");
        ASSERT_FALSE(plan) << text;
        EXPECT_THAT(plan.error().message(), HasSubstr(sentence)) << text;
        EXPECT_THAT(plan.error().message(), HasSubstr("board.toml")) << text;
    }
}

TEST(BoardFile, OpensWhatIsThereAndNamesWhatIsNot) {
    const hal::SysfsTree tree(hal::kBoard);
    hal::KernelDeviceCalls calls;
    auto plan = parse_board(kWhole, "board.toml");
    ASSERT_TRUE(plan);
    std::get<hal::EvdevKey>(plan->button).device = "event-that-is-not-there";
    plan->motion->chip = "gpiochip-that-is-not-there";
    const OpenedBoard opened = open_board(*plan, calls, tree.root());
    ASSERT_NE(opened.board.light, nullptr);
    EXPECT_TRUE(opened.board.light->colours().contains(Colour::White));
    ASSERT_NE(opened.board.battery, nullptr);
    EXPECT_EQ(opened.board.battery->read()->percent, 78);
    EXPECT_NE(opened.board.thermometer, nullptr);
    EXPECT_EQ(opened.board.button, nullptr);
    ASSERT_EQ(opened.missing.size(), 2U);
    EXPECT_THAT(opened.missing[0], HasSubstr("The camera does without its button: "));
    EXPECT_THAT(opened.missing[1], HasSubstr("The camera does without its motion sensor: "));
}

TEST(BoardFile, WifiThatTheSystemJoinsIsWatchedWhereItIs) {
    const auto plan = parse_board("[wifi]\ninterface = \"lo\"", "board.toml");
    ASSERT_TRUE(plan) << plan.error().message();
    EXPECT_EQ(plan->watched_wifi, "lo");
    EXPECT_FALSE(plan->wifi);
    hal::KernelDeviceCalls calls;
    const OpenedBoard opened = open_board(*plan, calls, "/sys");
    EXPECT_EQ(opened.board.radio, nullptr) << "the loopback has no Wi-Fi";
    ASSERT_EQ(opened.missing.size(), 1U);
    EXPECT_THAT(opened.missing[0], HasSubstr("The camera does without a look at its Wi-Fi: "));
}

}  // namespace
}  // namespace porchlight::camera
