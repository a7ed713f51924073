// SPDX-License-Identifier: Apache-2.0
#include "camera/board_file.hpp"

#include "base/nearest.hpp"
#include "camera/bundle.hpp"
#include "sources/sound/microphone.hpp"
#include "sources/v4l2/encoder.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>

namespace porchlight::camera {

namespace {

Error wrong(const toml::node& node, const std::string& sentence) {
    return {ErrorCode::InvalidArgument,
            fmt::format("line {}: {}", node.source().begin.line, sentence)};
}

Result<std::string> text_of(const toml::node& node, std::string_view key) {
    const auto text = node.value<std::string>();
    return text ? Result(*text) : wrong(node, fmt::format("{} must be text in quotes", key));
}

Result<int> number_of(const toml::node& node, std::string_view key, int least, int most) {
    const auto number = node.value<std::int64_t>();
    if (!node.is_integer() || !number || *number < least || *number > most) {
        return wrong(node,
                     fmt::format("{} must be a whole number from {} to {}", key, least, most));
    }
    return static_cast<int>(*number);
}

/// Refuses keys that nothing reads: a mistyped one would just be missing.
Result<> check_keys(const toml::table& table, const std::vector<std::string_view>& known) {
    for (const auto& [key, node] : table) {
        if (std::ranges::count(known, key.str()) == 0) {
            const std::string_view nearest = nearest_word(key.str(), known);
            return wrong(node, nearest.empty()
                                   ? fmt::format("\"{}\" is not known here", key.str())
                                   : fmt::format("\"{}\" is not known here; did you mean \"{}\"?",
                                                 key.str(), nearest));
        }
    }
    return {};
}

Result<hal::GpioPin> pin_of(const toml::table& table) {
    PL_TRY_VOID(check_keys(table, {"chip", "line", "active_low", "pull"}));
    hal::GpioPin pin;
    const toml::node* line = table.get("line");
    if (line == nullptr) {
        return wrong(table, "a GPIO line needs its number, like line = 17");
    }
    constexpr int kMostLines = 1023;
    PL_TRY(const int number, number_of(*line, "line", 0, kMostLines));
    pin.line = static_cast<unsigned>(number);
    pin.chip = table["chip"].value_or(pin.chip);
    pin.polarity = table["active_low"].value_or(false) ? hal::GpioPolarity::ActiveLow
                                                       : hal::GpioPolarity::ActiveHigh;
    const std::string pull = table["pull"].value_or(std::string());
    if (pull == "up") {
        pin.bias = hal::GpioBias::PullUp;
    } else if (pull == "down") {
        pin.bias = hal::GpioBias::PullDown;
    } else if (!pull.empty()) {
        return wrong(table, "pull is \"up\" or \"down\"");
    }
    return pin;
}

std::optional<light::Colour> colour_named(std::string_view name) {
    const auto found = std::ranges::find(light::kColourNames, name);
    if (found == light::kColourNames.end()) {
        return std::nullopt;
    }
    return light::kColours.at(static_cast<std::size_t>(found - light::kColourNames.begin()));
}

/// One lamp, or several, for a colour.
Result<> read_lamp(const toml::node& node, light::Colour colour, LampPlan& plan) {
    if (const toml::array* several = node.as_array()) {
        for (const toml::node& one : *several) {
            PL_TRY_VOID(read_lamp(one, colour, plan));
        }
        return {};
    }
    if (const toml::table* table = node.as_table()) {
        PL_TRY(const hal::GpioPin pin, pin_of(*table));
        plan.lines.push_back({colour, pin});
        return {};
    }
    PL_TRY(const std::string led, text_of(node, light::to_string(colour)));
    hal::SysfsLamp lamp;
    lamp.colour = colour;
    lamp.led = led;
    plan.leds.push_back(std::move(lamp));
    return {};
}

Result<> check_kind(const toml::table& table, const LampPlan& plan) {
    if (!plan.leds.empty() && !plan.lines.empty()) {
        return wrong(table,
                     "a light is either of LEDs of the kernel or of GPIO lines, not of both");
    }
    return {};
}

Result<> read_light(const toml::table& table, BoardPlan& plan) {
    PL_TRY_VOID(check_keys(table, std::vector<std::string_view>(light::kColourNames.begin(),
                                                                light::kColourNames.end())));
    for (const auto& [key, node] : table) {
        if (const auto colour = colour_named(key.str())) {
            PL_TRY_VOID(read_lamp(node, *colour, plan.light));
        }
    }
    return check_kind(table, plan.light);
}

Result<> read_infrared(const toml::table& table, BoardPlan& plan) {
    PL_TRY_VOID(check_keys(table, {"lamp", "filter"}));
    const toml::node* lamp = table.get("lamp");
    if (lamp == nullptr) {
        return wrong(table, "which lamp is it? Like lamp = { line = 23 }, or an LED's name");
    }
    PL_TRY_VOID(read_lamp(*lamp, light::Colour::Infrared, plan.infrared));
    if (const toml::node* filter = table.get("filter")) {
        PL_TRY_VOID(read_lamp(*filter, light::Colour::Infrared, plan.infrared));
    }
    return check_kind(table, plan.infrared);
}

Result<> read_button(const toml::table& table, BoardPlan& plan) {
    const toml::node* event = table.get("event");
    if (event == nullptr) {
        PL_TRY(plan.button, pin_of(table));
        return {};
    }
    PL_TRY_VOID(check_keys(table, {"event", "key"}));
    hal::EvdevKey key;
    PL_TRY(key.device, text_of(*event, "event"));
    const toml::node* code = table.get("key");
    if (code == nullptr) {
        return wrong(table, "which key is it? Like key = 408, as \"evtest\" shows it");
    }
    constexpr int kMostKeys = 0x2ff;
    PL_TRY(const int number, number_of(*code, "key", 1, kMostKeys));
    key.code = static_cast<std::uint16_t>(number);
    plan.button = std::move(key);
    return {};
}

Result<> read_battery(const toml::table& table, BoardPlan& plan) {
    PL_TRY_VOID(check_keys(table, {"name", "cells"}));
    plan.battery = table["name"].value_or(std::string());
    if (const toml::node* cells = table.get("cells")) {
        constexpr int kMostCells = 8;
        PL_TRY(plan.cells_in_series, number_of(*cells, "cells", 1, kMostCells));
    }
    return {};
}

Result<> read_motion(const toml::table& table, BoardPlan& plan) {
    PL_TRY(plan.motion, pin_of(table));
    return {};
}

Result<> read_thermal(const toml::table& table, BoardPlan& plan) {
    PL_TRY_VOID(check_keys(table, {"zone"}));
    plan.thermal_zone = table["zone"].value_or(std::string());
    return {};
}

Result<> read_wifi(const toml::table& table, BoardPlan& plan) {
    PL_TRY_VOID(check_keys(table, {"control", "interface"}));
    const toml::node* interface = table.get("interface");
    if (interface == nullptr) {
        plan.wifi = table["control"].value_or(std::string("/run/wpa_supplicant/wlan0"));
        return {};
    }
    if (table.contains("control")) {
        return wrong(*interface,
                     "either the camera joins the Wi-Fi (control) or the system does and the "
                     "camera watches it (interface), not both");
    }
    PL_TRY(const std::string name, text_of(*interface, "interface"));
    PL_TRY_VOID(hal::check_device_name(name, "Wi-Fi interface"));
    plan.watched_wifi = name;
    return {};
}

/// Either folders or RAUC.
Result<> read_slots(const toml::table& table, FirmwarePlan& plan) {
    const bool is_rauc = table["rauc"].value_or(false);
    const toml::node* slots = table.get("slots");
    if (is_rauc == (slots != nullptr)) {
        return wrong(table,
                     "where are the slots? Either slots = \"/var/lib/porchlight-camera/slots\", "
                     "or rauc = true");
    }
    if (is_rauc) {
        plan.slots = FirmwarePlan::Slots::Rauc;
        return {};
    }
    PL_TRY(plan.folder, text_of(*slots, "slots"));
    if (!plan.folder.starts_with('/')) {
        return wrong(*slots, "slots must be a folder's whole path, beginning with /");
    }
    return {};
}

Result<> read_firmware(const toml::table& table, BoardPlan& plan) {
    PL_TRY_VOID(check_keys(table, {"slots", "rauc", "hardware", "keys"}));
    FirmwarePlan firmware;
    PL_TRY_VOID(read_slots(table, firmware));
    if (const toml::node* keys = table.get("keys")) {
        PL_TRY(firmware.keys, text_of(*keys, "keys"));
    }
    if (const toml::node* hardware = table.get("hardware")) {
        PL_TRY(firmware.hardware, text_of(*hardware, "hardware"));
        if (!is_hardware_id(firmware.hardware)) {
            return wrong(*hardware,
                         "hardware is a name of 1 to 32 of a-z, 0-9, point and dash, like "
                         "\"linux-aarch64\"");
        }
    }
    plan.firmware = std::move(firmware);
    return {};
}

Result<> read_encoder(const toml::table& root, BoardPlan& plan) {
    const toml::node* encoder = root.get("encoder");
    if (encoder == nullptr) {
        return {};
    }
    PL_TRY(plan.encoder, text_of(*encoder, "encoder"));
    if (!sources::is_encoder_choice(plan.encoder)) {
        return wrong(*encoder, "encoder is \"auto\", \"x264\" or a device like \"/dev/video11\"");
    }
    return {};
}

/// A section that names a sound card. @param lister The program that lists them.
Result<> read_card(const toml::table& table, std::string& card, std::string_view lister) {
    PL_TRY_VOID(check_keys(table, {"device"}));
    const toml::node* device = table.get("device");
    if (device == nullptr) {
        card = "default";
        return {};
    }
    PL_TRY(card, text_of(*device, "device"));
    if (!card.empty() && !sources::is_microphone_name(card)) {
        return wrong(
            *device,
            fmt::format("device is a sound card as \"{} -L\" names it, like \"default\" or "
                        "\"plughw:CARD=Mic\", or \"\" for none",
                        lister));
    }
    return {};
}

Result<> read_sound(const toml::table& table, BoardPlan& plan) {
    return read_card(table, plan.microphone, "arecord");
}

Result<> read_speaker(const toml::table& table, BoardPlan& plan) {
    return read_card(table, plan.speaker, "aplay");
}

struct Section {
    std::string_view name;
    Result<> (*read)(const toml::table&, BoardPlan&);
};
constexpr std::array kSections{
    Section{"sound", read_sound},     Section{"speaker", read_speaker},
    Section{"light", read_light},     Section{"infrared", read_infrared},
    Section{"button", read_button},   Section{"motion", read_motion},
    Section{"battery", read_battery}, Section{"thermal", read_thermal},
    Section{"wifi", read_wifi},       Section{"firmware", read_firmware}};

Result<> read_section(const Section& section, const toml::table& root, BoardPlan& plan) {
    const toml::node* node = root.get(section.name);
    if (node == nullptr) {
        return {};
    }
    const toml::table* table = node->as_table();
    if (table == nullptr) {
        return wrong(*node, fmt::format("[{}] must be a section", section.name));
    }
    return section.read(*table, plan);
}

Result<BoardPlan> read_plan(const toml::table& root) {
    std::vector<std::string_view> known{"video", "encoder"};
    std::ranges::transform(kSections, std::back_inserter(known), &Section::name);
    PL_TRY_VOID(check_keys(root, known));
    BoardPlan plan;
    if (const toml::node* video = root.get("video")) {
        PL_TRY(plan.video, text_of(*video, "video"));
    }
    PL_TRY_VOID(read_encoder(root, plan));
    for (const Section& section : kSections) {
        PL_TRY_VOID(read_section(section, root, plan));
    }
    return plan;
}

}  // namespace

Result<BoardPlan> parse_board(std::string_view text, const std::string& name) {
    try {
        const toml::table root = toml::parse(text, name);
        auto plan = read_plan(root);
        return plan ? std::move(plan) : Result<BoardPlan>(plan.error().wrap(name));
    } catch (const toml::parse_error& error) {
        return Error(
            ErrorCode::InvalidArgument,
            fmt::format("{}: line {}: {}", name, error.source().begin.line, error.description()));
    }
}

}  // namespace porchlight::camera
