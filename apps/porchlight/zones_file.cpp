// SPDX-License-Identifier: Apache-2.0
#include "porchlight/zones_file.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace porchlight::app {
namespace {

namespace json = boost::json;

Error bad_zones(const std::string& what) {
    return {ErrorCode::InvalidArgument, "The zones file: " + what};
}

/// A misspelt name must not pass for "no zones".
Result<> check_names(const json::object& object, const std::vector<std::string_view>& known) {
    for (const auto& [name, value] : object) {
        if (std::ranges::find(known, std::string_view(name)) == known.end()) {
            return bad_zones(fmt::format("there is no \"{}\"; there are {}.",
                                         std::string_view(name), fmt::join(known, ", ")));
        }
    }
    return {};
}

Result<double> number(const json::value& value) {
    boost::system::error_code failed;
    const double read = value.to_number<double>(failed);
    if (failed) {
        return bad_zones("a corner needs two numbers, [x, y], each from 0 to 1.");
    }
    return read;
}

Result<motion::Polygon> polygon_of(const json::object& zone) {
    PL_TRY_VOID(check_names(zone, {"name", "points", "sensitivity"}));
    const json::value* points = zone.if_contains("points");
    if (points == nullptr || !points->is_array()) {
        return bad_zones("each zone needs \"points\", a list of corners [x, y].");
    }
    std::vector<motion::Point> corners;
    for (const json::value& corner : points->get_array()) {
        if (!corner.is_array() || corner.get_array().size() != 2) {
            return bad_zones("a corner needs two numbers, [x, y], each from 0 to 1.");
        }
        PL_TRY(const double x, number(corner.get_array()[0]));
        PL_TRY(const double y, number(corner.get_array()[1]));
        corners.push_back({x, y});
    }
    return motion::Polygon::create(std::move(corners));
}

Result<motion::Zone> zone_of(const json::object& object) {
    PL_TRY(motion::Polygon area, polygon_of(object));
    motion::Zone zone{"", std::move(area), std::nullopt};
    if (const json::value* name = object.if_contains("name");
        name != nullptr && name->is_string()) {
        zone.name = name->get_string().c_str();
    }
    if (const json::value* level = object.if_contains("sensitivity"); level != nullptr) {
        const int wanted = level->is_int64() ? static_cast<int>(level->get_int64()) : 0;
        PL_TRY(zone.sensitivity, motion::Sensitivity::create(wanted));
    }
    return zone;
}

// The objects of one list of the file; a list that is not there is empty.
Result<std::vector<json::object>> objects_of(const json::object& root, std::string_view name) {
    std::vector<json::object> objects;
    const json::value* list = root.if_contains(name);
    if (list == nullptr) {
        return objects;
    }
    if (!list->is_array()) {
        return bad_zones("\"" + std::string(name) + "\" must be a list.");
    }
    for (const json::value& one : list->get_array()) {
        if (!one.is_object()) {
            return bad_zones("each entry of \"" + std::string(name) + "\" must be an object.");
        }
        objects.push_back(one.get_object());
    }
    return objects;
}

}  // namespace

Result<motion::Zones> read_zones_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Error(ErrorCode::NotFound, "There is no zones file " + path + ".");
    }
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    boost::system::error_code failed;
    const json::value root = json::parse(text, failed);
    if (failed || !root.is_object()) {
        return bad_zones("it is not a JSON object.");
    }
    PL_TRY_VOID(check_names(root.get_object(), {"zones", "privacy"}));
    motion::Zones zones;
    PL_TRY(const auto active, objects_of(root.get_object(), "zones"));
    for (const json::object& object : active) {
        PL_TRY(motion::Zone zone, zone_of(object));
        zones.activity.push_back(std::move(zone));
    }
    PL_TRY(const auto hidden, objects_of(root.get_object(), "privacy"));
    for (const json::object& object : hidden) {
        PL_TRY(motion::Polygon area, polygon_of(object));
        zones.privacy.push_back(std::move(area));
    }
    PL_TRY_VOID(zones.validate());
    return zones;
}

}  // namespace porchlight::app
