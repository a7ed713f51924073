// SPDX-License-Identifier: Apache-2.0
#include "hub/api/json_types.hpp"

#include "hub/camera_address.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <cmath>

namespace porchlight::hub::api {

namespace {

constexpr std::size_t kDeepest = 32;

bool read_whole_number(const json::value& value, std::int64_t& into) {
    if (value.is_uint64() || !value.is_number()) {
        return false;
    }
    if (value.is_double()) {
        // A number such as 5.0 or 1e9 is whole too (JSON Schema 2020-12, section 4.2.3).
        constexpr double kExact = 9007199254740992.0;
        const double number = value.get_double();
        if (std::isnan(number) || std::abs(number) > kExact ||
            number != static_cast<double>(static_cast<std::int64_t>(number))) {
            return false;
        }
        into = static_cast<std::int64_t>(number);
        return true;
    }
    into = value.get_int64();
    return true;
}

}  // namespace

std::string to_text(const json::value& value) {
    return json::serialize(value);
}

std::optional<FieldProblem> parse_json(std::string_view text, json::value& into) {
    json::parse_options options;
    options.max_depth = kDeepest;
    json::error_code error;
    into = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    if (error) {
        return FieldProblem{"", fmt::format("The body is not JSON: {}.", error.message())};
    }
    return std::nullopt;
}

json::value JsonType<bool>::write(const bool& value) {
    return value;
}
bool JsonType<bool>::read(const json::value& value, Reader& /*reader*/, bool& into) {
    into = value.is_bool() && value.get_bool();
    return value.is_bool();
}
json::object JsonType<bool>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "boolean"}};
}

json::value JsonType<int>::write(const int& value) {
    return value;
}
bool JsonType<int>::read(const json::value& value, Reader& /*reader*/, int& into) {
    std::int64_t number = 0;
    if (!read_whole_number(value, number) || !std::in_range<int>(number)) {
        return false;
    }
    into = static_cast<int>(number);
    return true;
}
json::object JsonType<int>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "integer"}};
}

json::value JsonType<std::int64_t>::write(const std::int64_t& value) {
    return value;
}
bool JsonType<std::int64_t>::read(const json::value& value, Reader& /*reader*/,
                                  std::int64_t& into) {
    return read_whole_number(value, into);
}
json::object JsonType<std::int64_t>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "integer"}};
}

json::value JsonType<double>::write(const double& value) {
    return value;
}
bool JsonType<double>::read(const json::value& value, Reader& /*reader*/, double& into) {
    into = value.is_number() ? value.to_number<double>() : 0;
    return value.is_number();
}
json::object JsonType<double>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "number"}};
}

json::value JsonType<std::string>::write(const std::string& value) {
    return json::value(json::string_view(value));
}
bool JsonType<std::string>::read(const json::value& value, Reader& /*reader*/, std::string& into) {
    if (!value.is_string()) {
        return false;
    }
    into = std::string(value.get_string());
    return into.find('\0') == std::string::npos;
}
json::object JsonType<std::string>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "string"}};
}

json::value JsonType<std::chrono::milliseconds>::write(const std::chrono::milliseconds& value) {
    return static_cast<double>(value.count()) / 1000.0;
}
bool JsonType<std::chrono::milliseconds>::read(const json::value& value, Reader& /*reader*/,
                                               std::chrono::milliseconds& into) {
    constexpr double kLongest = 1e9;
    const double seconds = value.is_number() ? value.to_number<double>() : -1;
    if (seconds < 0 || seconds > kLongest) {
        return false;
    }
    into = std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
    return true;
}
json::object JsonType<std::chrono::milliseconds>::schema(Role /*role*/,
                                                         Components& /*components*/) {
    return {{"type", "number"}};
}

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

json::value JsonType<Serial>::write(const Serial& value) {
    return json::value(value.text());
}
bool JsonType<Serial>::read(const json::value& value, Reader& reader, Serial& into) {
    std::string text;
    if (!JsonType<std::string>::read(value, reader, text)) {
        return false;
    }
    auto serial = Serial::parse(text);
    if (serial) {
        into = std::move(*serial);
    }
    return serial.has_value() || reader.expected("a serial number");
}
json::object JsonType<Serial>::schema(Role /*role*/, Components& /*components*/) {
    return {{"type", "string"}, {"minLength", 6}, {"maxLength", 32}};
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
