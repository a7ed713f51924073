// SPDX-License-Identifier: Apache-2.0
#include "sim/plan_file.hpp"

#include "sim/furnish.hpp"
#include "sim/plan_table.hpp"
#include "sim/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace porchlight::sim {

namespace {

constexpr double kHottest = 60;
constexpr double kColdest = -60;

void read_time(PlanTable& table, std::string_view key, Microseconds& into) {
    std::string text;
    table.text(key, text);
    if (text.empty()) {
        return;
    }
    if (const auto time = parse_time(text)) {
        into = *time;
    } else {
        table.complain(key, time.error().message());
    }
}

void read_begins(PlanTable& table, UtcTime& into) {
    std::string text;
    table.text("begins", text);
    if (text.empty()) {
        return;
    }
    if (const auto time = from_rfc3339(text)) {
        into = *time;
    } else {
        table.complain("begins", "must be a time like \"2026-01-20T08:00:00Z\"");
    }
}

void read_walls(PlanTable& top, Complaint& complaint, HouseholdPlan& plan) {
    const auto rows = top.rows("wall");
    if (!rows.empty()) {
        plan.floor.walls.clear();
    }
    for (const toml::table* row : rows) {
        PlanTable table(*row, "a wall", complaint);
        Wall wall;
        std::string material = "brick";
        table.place("from", wall.from);
        table.place("to", wall.to);
        table.text("material", material);
        if (const auto known = material_named(material)) {
            wall.material = *known;
        } else {
            table.complain("material", "is plasterboard, brick, concrete or metal");
        }
        table.finish();
        plan.floor.walls.push_back(wall);
    }
}

void read_weather(PlanTable& top, Complaint& complaint, Weather& weather) {
    const toml::table* inner = top.inner("weather");
    if (inner == nullptr) {
        return;
    }
    constexpr double kDay = 24;
    PlanTable table(*inner, "the weather", complaint);
    table.number("coldest", weather.coldest, kColdest, kHottest);
    table.number("warmest", weather.warmest, kColdest, kHottest);
    table.number("sunshine", weather.sunshine, 0, 1);
    table.number("sunrise", weather.sunrise, 0, kDay);
    table.number("sunset", weather.sunset, 0, kDay);
    if (weather.sunset <= weather.sunrise) {
        table.complain("sunset", "must come after sunrise");
    }
    table.finish();
}

void read_air(PlanTable& top, Complaint& complaint, Air& air) {
    const toml::table* inner = top.inner("air");
    if (inner == nullptr) {
        return;
    }
    PlanTable table(*inner, "the air", complaint);
    std::vector<double> busy;
    table.numbers("busy_24", busy, 0, 1);
    if (busy.size() == air.busy24.size()) {
        std::ranges::copy(busy, air.busy24.begin());
    } else if (table.has("busy_24")) {
        table.complain("busy_24", "has three numbers, for channels 1, 6 and 11");
    }
    table.number("busy_5", air.busy5, 0, 1);
    table.finish();
}

void read_router(PlanTable& top, Complaint& complaint, RouterPlan& router) {
    const toml::table* inner = top.inner("router");
    if (inner == nullptr) {
        return;
    }
    PlanTable table(*inner, "the router", complaint);
    table.place("at", router.at);
    table.text("ssid", router.login.ssid);
    table.text("password", router.login.password);
    std::string security = "wpa2";
    table.text("security", security);
    if (const auto known = security_named(security)) {
        router.security = *known;
    } else {
        table.complain("security", "is open, wpa2, wpa2/wpa3 or wpa3");
    }
    constexpr int kLastChannel = 13;
    constexpr int kMostAddresses = 230;
    table.flag("band_24", router.band24);
    table.flag("band_5", router.band5);
    table.flag("smart_connect", router.steers);
    table.whole("channel", router.channel24, 1, kLastChannel);
    table.flag("moves_at_night", router.moves_at_night);
    table.whole("addresses", router.addresses, 0, kMostAddresses);
    read_time(table, "lease", router.lease);
    table.finish();
}

void read_line(PlanTable& top, Complaint& complaint, Line& line) {
    if (const toml::table* inner = top.inner("line")) {
        constexpr double kFastest = 10000;
        PlanTable table(*inner, "the line", complaint);
        table.flag("is_up", line.is_up);
        table.number("up_mbit", line.up_mbit, 0, kFastest);
        table.finish();
    }
}

void read_cells(const toml::table& inner, Complaint& complaint, Supply& supply) {
    PlanTable table(inner, "cells", complaint);
    std::string chemistry = "lithium";
    double used = 0;
    table.text("chemistry", chemistry);
    table.number("used", used, 0, 1);
    const auto known = chemistry_named(chemistry);
    if (!known) {
        table.complain("chemistry", "is lithium, alkaline or nimh");
        return;
    }
    supply = Pack{{Cell(*known, used), Cell(*known, used)}};
    table.finish();
}

void read_adapter(const toml::table& inner, Complaint& complaint, Supply& supply) {
    constexpr double kMostVolts = 24;
    constexpr double kMostMilliamps = 10000;
    constexpr double kLongest = 50;
    PlanTable table(inner, "an adapter", complaint);
    Adapter adapter;
    table.number("volts", adapter.volts, 0, kMostVolts);
    table.number("milliamps", adapter.rated_milliamps, 1, kMostMilliamps);
    table.number("metres", adapter.cable.metres, 0, kLongest);
    constexpr int kThick = 20;
    constexpr int kThin = 28;
    table.whole("gauge", adapter.cable.gauge, kThick, kThin);
    table.finish();
    supply = adapter;
}

void read_body(PlanTable& table, Complaint& complaint, const FloorPlan& floor, DevicePlan& device) {
    if (table.has("at")) {
        table.place("at", device.at);
        device.is_outdoors = !floor.is_inside(device.at);
    }
    table.flag("on_cable", device.on_cable);
    table.flag("in_full_sun", device.in_full_sun);
    table.flag("is_ventilated", device.is_ventilated);
    table.flag("draws_spiders", device.draws_spiders);
    table.number("dust_a_day", device.dust_a_day, 0, 1);
    constexpr double kMostLeak = 1000;
    table.number("leaks_mb_an_hour", device.leaks_mb_an_hour, 0, kMostLeak);
    if (const toml::table* cells = table.inner("cells")) {
        read_cells(*cells, complaint, device.supply);
    }
    if (const toml::table* adapter = table.inner("adapter")) {
        read_adapter(*adapter, complaint, device.supply);
    }
}

void read_device(const toml::table& row, Complaint& complaint, HouseholdPlan& plan) {
    PlanTable table(row, "a device", complaint);
    std::string name;
    std::string model;
    bool is_new = false;
    bool is_second_hand = false;
    table.text("name", name);
    table.text("model", model);
    table.flag("new", is_new);
    table.flag("second_hand", is_second_hand);
    if (name.empty() ||
        std::ranges::find(plan.devices, name, &DevicePlan::name) != plan.devices.end()) {
        table.complain("name", "every device needs a name of its own");
        return;
    }
    const auto number = static_cast<int>(plan.devices.size());
    auto device = furnish(model, name, number, Side::Indoors);
    if (!device) {
        table.complain("model", device.error().message());
        return;
    }
    if (is_new) {
        make_new(*device);
    }
    if (is_second_hand) {
        make_second_hand(*device);
    }
    read_body(table, complaint, plan.floor, *device);
    table.finish();
    plan.devices.push_back(std::move(device).value());
}

void read_walker(const toml::table& row, Complaint& complaint, HouseholdPlan& plan) {
    constexpr double kMostTimes = 5000;
    constexpr double kDay = 24;
    constexpr double kLargest = 10;
    PlanTable table(row, "a walker", complaint);
    Walker walker;
    table.text("name", walker.name);
    table.place("at", walker.at);
    table.number("times_a_day", walker.times_a_day, 0, kMostTimes);
    table.number("first_hour", walker.first_hour, 0, kDay);
    table.number("last_hour", walker.last_hour, 0, kDay);
    table.number("metres", walker.metres, 0, kLargest);
    read_time(table, "stays", walker.stays);
    table.finish();
    plan.walkers.push_back(walker);
}

void read_happening(const toml::table& row, Complaint& complaint, HouseholdPlan& plan) {
    PlanTable table(row, "a happening", complaint);
    Happening happening;
    happening.line = table.line();
    read_time(table, "at", happening.at);
    if (const toml::node* what = row.get("what"); what != nullptr && what->is_string()) {
        happening.what = what->value_or(std::string());  // a sentence: it may hold quotes
    }
    for (const auto& [key, node] : row) {
        if (key.str() != "at" && key.str() != "what") {
            complaint.at(node.source(), fmt::format("a happening has no \"{}\"", key.str()));
        }
    }
    if (happening.what.empty()) {
        table.complain("what", "say what happens");
    }
    plan.happenings.push_back(std::move(happening));
}

void read_plan(const toml::table& root, Complaint& complaint, HouseholdPlan& plan) {
    PlanTable top(root, "a household", complaint);
    top.text("about", plan.about);
    read_begins(top, plan.begins);
    top.flag("is_armed", plan.is_armed);
    top.flag("has_cloud_plan", plan.has_cloud_plan);
    read_walls(top, complaint, plan);
    read_weather(top, complaint, plan.weather);
    read_air(top, complaint, plan.air);
    read_router(top, complaint, plan.router);
    read_line(top, complaint, plan.line);
    for (const toml::table* row : top.rows("device")) {
        read_device(*row, complaint, plan);
    }
    for (const toml::table* row : top.rows("walker")) {
        read_walker(*row, complaint, plan);
    }
    for (const toml::table* row : top.rows("happens")) {
        read_happening(*row, complaint, plan);
    }
    if (plan.devices.empty()) {
        top.complain("device", "a household needs at least one [[device]]");
    }
    top.finish();
}

/// toml++ throws; nothing of it leaves this function.
std::optional<toml::table> parse_toml(std::string_view path, std::string_view text,
                                      Complaint& complaint) {
    try {
        return toml::parse(text, path);
    } catch (const toml::parse_error& error) {
        complaint.at(error.source(), error.description());
        return std::nullopt;
    }
}

}  // namespace

Result<HouseholdPlan> parse_plan(std::string_view path, std::string_view text) {
    Complaint complaint(path);
    HouseholdPlan plan;
    if (const auto root = parse_toml(path, text, complaint)) {
        read_plan(*root, complaint, plan);
    }
    if (const std::optional<Error>& error = complaint.error()) {
        return *error;
    }
    return plan;
}

}  // namespace porchlight::sim
