// SPDX-License-Identifier: Apache-2.0
#include "sim/plan_file.hpp"

#include "base/toml_table.hpp"
#include "sim/furnish.hpp"
#include "sim/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace porchlight::sim {

namespace {

constexpr double kHottest = 60;
constexpr double kColdest = -60;

/// A name or a word; sentences hold it in quotes.
void read_text(TomlTable& table, std::string_view key, std::string& into) {
    table.text(key, into, Need::May);
    if (into.find('"') != std::string::npos) {
        table.complain_of(key, "must be without quotes inside");
    }
}

void read_number(TomlTable& table, std::string_view key, double& into, double least, double most) {
    table.number(key, into, least, most, Need::May);
}

void read_whole(TomlTable& table, std::string_view key, int& into, int least, int most) {
    std::int64_t value = into;
    table.whole(key, value, least, most, Need::May);
    into = static_cast<int>(value);
}

void read_place(TomlTable& table, std::string_view key, Position& into) {
    constexpr double kFarthest = 1000;
    std::vector<double> both;
    table.numbers(key, both, -kFarthest, kFarthest, Need::May);
    if (both.size() == 2) {
        into = {both[0], both[1]};
    } else if (table.has(key)) {
        table.complain_of(key, "must be a place in metres, like [3, 2.5]");
    }
}

void read_time(TomlTable& table, std::string_view key, Microseconds& into) {
    std::string text;
    read_text(table, key, text);
    if (text.empty()) {
        return;
    }
    if (const auto time = parse_time(text)) {
        into = *time;
    } else {
        table.complain_of(key, time.error().message());
    }
}

void read_begins(TomlTable& table, UtcTime& into) {
    std::string text;
    read_text(table, "begins", text);
    if (text.empty()) {
        return;
    }
    if (const auto time = from_rfc3339(text)) {
        into = *time;
    } else {
        table.complain_of("begins", "must be a time like \"2026-01-20T08:00:00Z\"");
    }
}

void read_walls(TomlTable& top, HouseholdPlan& plan) {
    auto rows = top.rows("wall", "a wall");
    if (!rows.empty()) {
        plan.floor.walls.clear();
    }
    for (TomlTable& table : rows) {
        Wall wall;
        std::string material = "brick";
        read_place(table, "from", wall.from);
        read_place(table, "to", wall.to);
        read_text(table, "material", material);
        if (const auto known = material_named(material)) {
            wall.material = *known;
        } else {
            table.complain_of("material", "is plasterboard, brick, concrete or metal");
        }
        table.finish();
        plan.floor.walls.push_back(wall);
    }
}

void read_weather(TomlTable& top, Weather& weather) {
    auto inner = top.inner("weather", "the weather");
    if (!inner) {
        return;
    }
    constexpr double kDay = 24;
    TomlTable& table = *inner;
    read_number(table, "coldest", weather.coldest, kColdest, kHottest);
    read_number(table, "warmest", weather.warmest, kColdest, kHottest);
    read_number(table, "sunshine", weather.sunshine, 0, 1);
    read_number(table, "sunrise", weather.sunrise, 0, kDay);
    read_number(table, "sunset", weather.sunset, 0, kDay);
    if (weather.sunset <= weather.sunrise) {
        table.complain_of("sunset", "must come after sunrise");
    }
    table.finish();
}

void read_air(TomlTable& top, Air& air) {
    auto inner = top.inner("air", "the air");
    if (!inner) {
        return;
    }
    TomlTable& table = *inner;
    std::vector<double> busy;
    table.numbers("busy_24", busy, 0, 1, Need::May);
    if (busy.size() == air.busy24.size()) {
        std::ranges::copy(busy, air.busy24.begin());
    } else if (table.has("busy_24")) {
        table.complain_of("busy_24", "has three numbers, for channels 1, 6 and 11");
    }
    read_number(table, "busy_5", air.busy5, 0, 1);
    table.finish();
}

void read_router(TomlTable& top, RouterPlan& router) {
    auto inner = top.inner("router", "the router");
    if (!inner) {
        return;
    }
    TomlTable& table = *inner;
    read_place(table, "at", router.at);
    read_text(table, "ssid", router.login.ssid);
    read_text(table, "password", router.login.password);
    std::string security = "wpa2";
    read_text(table, "security", security);
    if (const auto known = security_named(security)) {
        router.security = *known;
    } else {
        table.complain_of("security", "is open, wpa2, wpa2/wpa3 or wpa3");
    }
    constexpr int kLastChannel = 13;
    constexpr int kMostAddresses = 230;
    table.flag("band_24", router.band24);
    table.flag("band_5", router.band5);
    table.flag("smart_connect", router.steers);
    read_whole(table, "channel", router.channel24, 1, kLastChannel);
    table.flag("moves_at_night", router.moves_at_night);
    read_whole(table, "addresses", router.addresses, 0, kMostAddresses);
    read_time(table, "lease", router.lease);
    table.finish();
}

void read_line(TomlTable& top, Line& line) {
    if (auto table = top.inner("line", "the line")) {
        constexpr double kFastest = 10000;
        table->flag("is_up", line.is_up);
        read_number(*table, "up_mbit", line.up_mbit, 0, kFastest);
        table->finish();
    }
}

void read_cells(TomlTable table, Supply& supply) {
    std::string chemistry = "lithium";
    double used = 0;
    read_text(table, "chemistry", chemistry);
    read_number(table, "used", used, 0, 1);
    const auto known = chemistry_named(chemistry);
    if (!known) {
        table.complain_of("chemistry", "is lithium, alkaline or nimh");
        return;
    }
    supply = Pack{{Cell(*known, used), Cell(*known, used)}};
    table.finish();
}

void read_adapter(TomlTable table, Supply& supply) {
    constexpr double kMostVolts = 24;
    constexpr double kMostMilliamps = 10000;
    constexpr double kLongest = 50;
    Adapter adapter;
    read_number(table, "volts", adapter.volts, 0, kMostVolts);
    read_number(table, "milliamps", adapter.rated_milliamps, 1, kMostMilliamps);
    read_number(table, "metres", adapter.cable.metres, 0, kLongest);
    constexpr int kThick = 20;
    constexpr int kThin = 28;
    read_whole(table, "gauge", adapter.cable.gauge, kThick, kThin);
    table.finish();
    supply = adapter;
}

void read_body(TomlTable& table, const FloorPlan& floor, DevicePlan& device) {
    if (table.has("at")) {
        read_place(table, "at", device.at);
        device.is_outdoors = !floor.is_inside(device.at);
    }
    table.flag("on_cable", device.on_cable);
    table.flag("in_full_sun", device.in_full_sun);
    table.flag("is_ventilated", device.is_ventilated);
    table.flag("draws_spiders", device.draws_spiders);
    read_number(table, "dust_a_day", device.dust_a_day, 0, 1);
    constexpr double kMostLeak = 1000;
    read_number(table, "leaks_mb_an_hour", device.leaks_mb_an_hour, 0, kMostLeak);
    if (const auto cells = table.inner("cells", "cells")) {
        read_cells(*cells, device.supply);
    }
    if (const auto adapter = table.inner("adapter", "an adapter")) {
        read_adapter(*adapter, device.supply);
    }
}

void read_device(TomlTable table, HouseholdPlan& plan) {
    std::string name;
    std::string model;
    bool is_new = false;
    bool is_second_hand = false;
    read_text(table, "name", name);
    read_text(table, "model", model);
    table.flag("new", is_new);
    table.flag("second_hand", is_second_hand);
    if (name.empty() ||
        std::ranges::find(plan.devices, name, &DevicePlan::name) != plan.devices.end()) {
        table.complain_of("name", "every device needs a name of its own");
        return;
    }
    const auto number = static_cast<int>(plan.devices.size());
    auto device = furnish(model, name, number, Side::Indoors);
    if (!device) {
        table.complain_of("model", device.error().message());
        return;
    }
    if (is_new) {
        make_new(*device);
    }
    if (is_second_hand) {
        make_second_hand(*device);
    }
    read_body(table, plan.floor, *device);
    table.finish();
    plan.devices.push_back(std::move(device).value());
}

void read_walker(TomlTable table, HouseholdPlan& plan) {
    constexpr double kMostTimes = 5000;
    constexpr double kDay = 24;
    constexpr double kLargest = 10;
    Walker walker;
    read_text(table, "name", walker.name);
    read_place(table, "at", walker.at);
    read_number(table, "times_a_day", walker.times_a_day, 0, kMostTimes);
    read_number(table, "first_hour", walker.first_hour, 0, kDay);
    read_number(table, "last_hour", walker.last_hour, 0, kDay);
    read_number(table, "metres", walker.metres, 0, kLargest);
    read_time(table, "stays", walker.stays);
    table.finish();
    plan.walkers.push_back(walker);
}

void read_happening(TomlTable table, HouseholdPlan& plan) {
    Happening happening;
    happening.line = table.line();
    read_time(table, "at", happening.at);
    table.text("what", happening.what);  // a sentence: it may hold quotes
    table.finish();
    plan.happenings.push_back(std::move(happening));
}

/// Claims may hold quotes.
void read_lesson(TomlTable table, HouseholdPlan& plan) {
    Lesson lesson;
    table.sentence("title", lesson.title);
    table.sentence("task", lesson.task);
    table.texts("trouble", lesson.trouble);
    table.texts("done", lesson.done);
    table.sentence("done_says", lesson.done_says);
    table.texts("spoiled", lesson.spoiled, Need::May);
    table.sentence("spoiled_says", lesson.spoiled_says, Need::May);
    table.finish();
    plan.lesson = std::move(lesson);
}

void read_plan(TomlTable top, HouseholdPlan& plan) {
    read_text(top, "about", plan.about);
    read_begins(top, plan.begins);
    top.flag("is_armed", plan.is_armed);
    top.flag("has_cloud_plan", plan.has_cloud_plan);
    read_walls(top, plan);
    read_weather(top, plan.weather);
    read_air(top, plan.air);
    read_router(top, plan.router);
    read_line(top, plan.line);
    for (const TomlTable& row : top.rows("device", "a device")) {
        read_device(row, plan);
    }
    for (const TomlTable& row : top.rows("walker", "a walker")) {
        read_walker(row, plan);
    }
    for (const TomlTable& row : top.rows("happens", "a happening")) {
        read_happening(row, plan);
    }
    if (const auto lesson = top.inner("lesson", "a lesson")) {
        read_lesson(*lesson, plan);
    }
    if (plan.devices.empty()) {
        top.complain_of("device", "a household needs at least one [[device]]");
    }
    top.finish();
}

}  // namespace

Result<HouseholdPlan> parse_plan(std::string_view path, std::string_view text) {
    FileComplaint complaint{std::string(path)};
    HouseholdPlan plan;
    if (const auto root = parse_toml({std::string(path), std::string(text)}, complaint)) {
        read_plan(TomlTable(*root, "a household", complaint), plan);
    }
    if (const std::optional<Error>& error = complaint.error()) {
        return *error;
    }
    return plan;
}

}  // namespace porchlight::sim
