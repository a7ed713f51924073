// SPDX-License-Identifier: Apache-2.0
#include "household/describe.hpp"

#include "device/memory.hpp"
#include "light/text.hpp"
#include "sim/sayings.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string_view>
#include <variant>

namespace porchlight::household {

namespace {

namespace json = boost::json;
namespace model = device::model;

json::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

/// One digit behind the point is what people read.
double rounded(double value) {
    constexpr double kTenths = 10;
    return std::round(value * kTenths) / kTenths;
}

json::object describe_place(sim::Position at) {
    return {{"x", rounded(at.x)}, {"y", rounded(at.y)}};
}

json::object describe_light(const sim::Device& device) {
    json::object light{{"pattern", device.light().pattern},
                       {"text", sim::to_text(device.light())},
                       {"since_us", device.light_since().count()},
                       {"lamp", device.lamp_is_on()}};
    if (const auto pattern = light::parse_pattern(device.light().pattern)) {
        light["parts"] = describe(*pattern);
    }
    if (const model::LightCode* row = device.light().row) {
        light["led"] = view(model::word(row->led));
        light["certainty"] = view(model::word(row->certainty));
        if (row->may_be_told()) {
            light["says"] = row->says;
        }
    }
    return light;
}

json::object describe_power(const sim::Device& device) {
    json::object power{{"is_connected", device.is_connected()}, {"has_power", device.has_power()}};
    if (const auto* pack = std::get_if<sim::Pack>(&device.plan().supply)) {
        json::array cells;
        for (const sim::Cell& cell : pack->cells) {
            cells.push_back({{"chemistry", view(sim::name_of(cell.chemistry()))},
                             {"left", std::max(0.0, 1 - cell.used())}});
        }
        power["cells"] = std::move(cells);
        if (const auto volts = device.cell_millivolts()) {
            power["cell_mv"] = volts->count();
        }
    } else if (const auto* adapter = std::get_if<sim::Adapter>(&device.plan().supply)) {
        power["adapter"] = json::object{{"milliamps", adapter->rated_milliamps},
                                        {"metres", adapter->cable.metres},
                                        {"gauge", adapter->cable.gauge}};
    }
    return power;
}

json::object describe_network(const sim::Household& household, const sim::Device& device) {
    const sim::Link link = household.link_of(device);
    return {{"ssid", device.station().login.ssid},
            {"rssi", link.rssi.count()},
            {"is_heard", sim::holds(link)},
            {"carries_video", sim::carries_video(link)},
            {"on_cable", device.plan().on_cable}};
}

/// In the order of PressPhase.
constexpr std::array<std::string_view, 7> kPhases{"up",    "short", "soft",        "warning",
                                                  "armed", "stuck", "held_at_boot"};

json::object describe_button(const sim::Device& device) {
    const auto held = device.button_held();
    json::object button{
        {"is_down", held.has_value()},
        {"phase", view(kPhases.at(static_cast<std::size_t>(device.life().button)))}};
    if (held) {
        button["held_us"] = held->count();
    }
    return button;
}

json::object describe_memory(const device::Memory& memory) {
    return {{"wifi", memory.has_wifi_credentials},
            {"settings", memory.has_settings},
            {"pairing", memory.has_hub_key}};
}

json::value describe_stream(const std::optional<StreamView>& stream) {
    if (!stream) {
        return nullptr;
    }
    return json::object{{"url", stream->url},
                        {"is_open", stream->is_open},
                        {"viewers", stream->viewers},
                        {"is_for_its_hub", stream->is_for_its_hub},
                        {"is_speaking", stream->is_speaking},
                        {"said_s", stream->said_s}};
}

json::value describe_hub(const std::optional<HubView>& hub) {
    if (!hub) {
        return nullptr;
    }
    return json::object{
        {"serial", hub->serial}, {"code", hub->code},           {"label", hub->label},
        {"hub", hub->hub},       {"is_paired", hub->is_paired}, {"is_with_it", hub->is_with_it},
        {"home", hub->home}};
}

json::object describe_device(sim::Household& household, const sim::Device& device) {
    return {{"name", device.name()},
            {"model", device.model().id},
            {"model_name", device.model().name},
            {"maker", device.model().maker},
            {"kind", view(device::name_of(device.behaviour().kind))},
            {"stage", view(device::name_of(device.life().stage))},
            {"doing", view(sim::words_of(device.life().stage))},
            {"is_online", household.is_online(device)},
            {"is_ours", household.is_ours(device)},
            {"is_pairing", device.is_pairing()},
            {"light", describe_light(device)},
            {"power", describe_power(device)},
            {"network", describe_network(household, device)},
            {"button", describe_button(device)},
            {"memory", describe_memory(device.life().memory)},
            {"at", describe_place(device.plan().at)},
            {"is_outdoors", device.plan().is_outdoors},
            {"degrees", rounded(household.warmth_of(device).degrees())},
            {"has_web", device.has_web()}};
}

json::object describe_router(sim::Household& household) {
    const sim::Router& router = household.router();
    return {{"is_powered", router.is_powered()},  {"is_up", router.is_up(household.now())},
            {"ssid", router.plan().login.ssid},   {"password", router.plan().login.password},
            {"channel", router.plan().channel24}, {"band_24", router.plan().band24},
            {"band_5", router.plan().band5},      {"at", describe_place(router.plan().at)}};
}

json::object describe_weather(sim::Household& household) {
    const sim::Weather& weather = household.weather();
    const UtcTime now = household.utc_now();
    return {{"outdoors", rounded(weather.outdoors(now).degrees())},
            {"coldest", weather.coldest},
            {"warmest", weather.warmest},
            {"is_dark", weather.is_dark(now)}};
}

json::array describe_walls(const sim::HouseholdPlan& plan) {
    json::array walls;
    for (const sim::Wall& wall : plan.floor.walls) {
        walls.push_back({{"from", describe_place(wall.from)}, {"to", describe_place(wall.to)}});
    }
    return walls;
}

}  // namespace

json::array describe(const light::Pattern& pattern) {
    constexpr std::array<std::string_view, 4> kKinds{"steady", "blink", "bursts", "alternate"};
    json::array parts;
    for (const light::Part& part : pattern.parts()) {
        json::array colours;
        for (const light::Colour colour : part.colours()) {
            colours.push_back(view(light::to_string(colour)));
        }
        parts.push_back({{"kind", view(kKinds.at(static_cast<std::size_t>(part.kind())))},
                         {"colours", std::move(colours)},
                         {"count", part.count()},
                         {"on_ms", part.on().count()},
                         {"off_ms", part.off().count()},
                         {"pause_ms", part.pause().count()}});
    }
    return parts;
}

json::object describe(LivingHousehold& living, const StreamLookup& streams, const HubLookup& hubs) {
    sim::Household& household = living.household();
    json::array devices;
    for (const auto& device : household.devices()) {
        json::object one = describe_device(household, *device);
        one["stream"] = describe_stream(streams ? streams(*device) : std::nullopt);
        one["real_hub"] = describe_hub(hubs ? hubs(*device) : std::nullopt);
        devices.push_back(std::move(one));
    }
    return {{"now_us", household.now().count()},
            {"clock", sim::clock_text(household.plan().begins, household.now())},
            {"speed", living.speed()},
            {"pace", living.pace()},
            {"about", household.plan().about},
            {"is_armed", household.plan().is_armed},
            {"has_mains", household.has_mains()},
            {"line_is_up", household.line().is_up},
            {"weather", describe_weather(household)},
            {"router", describe_router(household)},
            {"walls", describe_walls(household.plan())},
            {"devices", std::move(devices)}};
}

json::object describe(const sim::StoryLine& line, std::size_t number, UtcTime begins) {
    json::object object{{"number", number},
                        {"clock", sim::clock_text(begins, line.at)},
                        {"who", line.who},
                        {"what", line.what}};
    if (!line.light.empty()) {
        object["light"] = line.light;
    }
    return object;
}

}  // namespace porchlight::household
