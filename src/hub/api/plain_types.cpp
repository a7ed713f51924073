// SPDX-License-Identifier: Apache-2.0
#include "hub/api/schema.hpp"
#include "hub/camera_address.hpp"

#include <boost/json/array.hpp>

namespace porchlight::hub::api {

json::value JsonType<UtcTime>::write(const UtcTime& value) {
    return json::value(to_rfc3339(value));
}
bool JsonType<UtcTime>::read(const json::value& value, Reader& reader, UtcTime& into) {
    std::string text;
    if (!JsonType<std::string>::read(value, reader, text)) {
        return false;
    }
    const auto time = from_rfc3339(text);
    if (time) {
        into = *time;
    }
    return time.has_value();
}
json::object JsonType<UtcTime>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "string"}, {"format", "date-time"}};
}

json::value JsonType<Secret>::write(const Secret& value) {
    return json::value(shown_address(value));
}
bool JsonType<Secret>::read(const json::value& value, Reader& reader, Secret& into) {
    std::string text;
    if (!JsonType<std::string>::read(value, reader, text)) {
        return false;
    }
    into = Secret(std::move(text));
    return true;
}
json::object JsonType<Secret>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "string"}};
}

json::value JsonType<store::ZonePoint>::write(const store::ZonePoint& value) {
    return json::array{value.x, value.y};
}
bool JsonType<store::ZonePoint>::read(const json::value& value, Reader& reader,
                                      store::ZonePoint& into) {
    const auto is_part = [](double part) { return part >= 0 && part <= 1; };
    const bool is_point = value.is_array() && value.get_array().size() == 2 &&
                          JsonType<double>::read(value.get_array()[0], reader, into.x) &&
                          JsonType<double>::read(value.get_array()[1], reader, into.y) &&
                          is_part(into.x) && is_part(into.y);
    return is_point || reader.expected("[x, y], each from 0 to 1");
}
json::object JsonType<store::ZonePoint>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "array"},
            {"description", "[x, y]: parts of the picture's width and height."},
            {"items", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}},
            {"minItems", 2},
            {"maxItems", 2}};
}

}  // namespace porchlight::hub::api
