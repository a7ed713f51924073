// SPDX-License-Identifier: Apache-2.0
#include "doctor/case_file.hpp"

#include "doctor/intake.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace porchlight::doctor {

namespace {

namespace json = boost::json;

/// Null if it is not there, or is no text.
std::string text_at(const json::value* value) {
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

std::string text_of(const json::object& object, std::string_view key) {
    return text_at(object.if_contains(key));
}

const json::object* object_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_object();
}

/// "The light is red, blink, 5 times."
std::string light_of(const json::object& led) {
    std::string text = fmt::format("light {} {}", text_of(led, "colour"), text_of(led, "pattern"));
    const json::value* count = led.if_contains("count");
    if (count != nullptr && count->is_int64()) {
        text += fmt::format(" {} times", count->get_int64());
    }
    return text;
}

/// What camera it is, each thing a sentence of its own.
std::string device_of(const json::object& all) {
    const json::object* device = object_of(all, "device");
    const std::string brand = device == nullptr ? "" : text_of(*device, "brand");
    return device == nullptr
               ? ""
               : fmt::format("brand {}.\n{} {}.\n", brand, brand, text_of(*device, "model"));
}

/// What is told of it, each thing a sentence of its own.
std::string story_of(const json::object& all) {
    std::string words;
    const auto add = [&words](const std::string& sentence) {
        words += sentence.empty() ? "" : sentence + ".\n";
    };
    add(text_of(all, "text"));
    const json::object* observed = object_of(all, "observed");
    if (observed == nullptr) {
        return words;
    }
    if (const json::object* led = object_of(*observed, "led")) {
        add(light_of(*led));
    }
    add(text_of(*observed, "app_status"));
    if (const json::value* facts = observed->if_contains("facts"); facts != nullptr) {
        for (const json::value& fact : facts->is_array() ? facts->get_array() : json::array()) {
            add(text_at(&fact));
        }
    }
    return words;
}

}  // namespace

Result<Case> parse_case(const Knowledge& knowledge, std::string_view json_text) {
    boost::system::error_code error;
    const json::value parsed = json::parse(json_text, error);
    if (error || !parsed.is_object()) {
        return Error(ErrorCode::InvalidArgument,
                     "A case is a JSON object with \"text\" or \"observed\".");
    }
    if (!parsed.get_object().contains("text") && !parsed.get_object().contains("observed")) {
        return Error(ErrorCode::InvalidArgument, "A case needs \"text\" or \"observed\".");
    }
    const std::string story = story_of(parsed.get_object());
    Told told = understand(knowledge, device_of(parsed.get_object()) + story);
    told.camera.words = story;  // A maker's name is like no cause.
    return Case{{std::move(told.camera)}, std::move(told.home), {}};
}

}  // namespace porchlight::doctor
