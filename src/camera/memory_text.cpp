// SPDX-License-Identifier: Apache-2.0
#include "camera/memory_text.hpp"

#include "base/base64.hpp"
#include "net/signature.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <span>

namespace porchlight::camera {

namespace {

namespace json = boost::json;

constexpr std::string_view kHead = "porchlight memory 1 ";
constexpr int kEraseSteps = 6;

/// The name of a network may be any bytes, and JSON takes only text.
std::string hex(std::string_view text) {
    return to_hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string digest_of(std::string_view body) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(body.data());
    return to_hex(net::sha256(std::span(bytes, body.size())));
}

std::string text_in(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

bool flag_in(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::int64_t number_in(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_int64() ? value->get_int64() : -1;
}

NumberedMemory from_object(const json::object& object) {
    NumberedMemory read;
    read.number = static_cast<std::uint64_t>(number_in(object, "number"));
    CameraMemory& memory = read.memory;
    memory.device.has_hub_key = flag_in(object, "has_hub_key");
    memory.device.has_wifi_credentials = flag_in(object, "has_wifi_credentials");
    memory.device.has_settings = flag_in(object, "has_settings");
    memory.device.has_storage_link = flag_in(object, "has_storage_link");
    const std::int64_t step = number_in(object, "erase_at");
    if (step >= 0 && step < kEraseSteps) {
        memory.device.erase_at = static_cast<device::EraseStep>(step);
    }
    const auto ssid = from_hex(text_in(object, "ssid"));
    memory.wifi.ssid = ssid ? std::string(ssid->begin(), ssid->end()) : std::string();
    memory.wifi.password = Secret(text_in(object, "password"));
    memory.hub = Secret(text_in(object, "hub"));
    memory.settings = text_in(object, "settings");
    return read;
}

}  // namespace

std::string to_text(const NumberedMemory& numbered) {
    const CameraMemory& memory = numbered.memory;
    json::object object{{"number", static_cast<std::int64_t>(numbered.number)},
                        {"has_hub_key", memory.device.has_hub_key},
                        {"has_wifi_credentials", memory.device.has_wifi_credentials},
                        {"has_settings", memory.device.has_settings},
                        {"has_storage_link", memory.device.has_storage_link},
                        {"ssid", hex(memory.wifi.ssid)},
                        {"password", memory.wifi.password.reveal()},
                        {"hub", memory.hub.reveal()},
                        {"settings", memory.settings}};
    if (memory.device.erase_at) {
        object["erase_at"] = static_cast<int>(*memory.device.erase_at);
    }
    const std::string body = json::serialize(object);
    return std::string(kHead) + digest_of(body) + "\n" + body;
}

std::optional<NumberedMemory> parse_memory(std::string_view text) {
    const std::size_t line = text.find('\n');
    if (!text.starts_with(kHead) || line == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view body = text.substr(line + 1);
    if (text.substr(kHead.size(), line - kHead.size()) != digest_of(body)) {
        return std::nullopt;
    }
    boost::system::error_code error;
    const json::value value = json::parse(body, error);
    if (error || !value.is_object() || number_in(value.get_object(), "number") < 0) {
        return std::nullopt;
    }
    return from_object(value.get_object());
}

}  // namespace porchlight::camera
