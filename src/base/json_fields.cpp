// SPDX-License-Identifier: Apache-2.0
#include "base/json_fields.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace porchlight::wire {

namespace {

constexpr std::size_t kDeepest = 8;
/// The year 2200 in microseconds.
constexpr Limits kTimes{0, 7258118400000000.0};

std::string number_expected(std::string_view kind, Limits limits) {
    if (limits.most >= kAnyCount.most) {
        return fmt::format("must be {} of {:.0f} or more", kind, limits.least);
    }
    return fmt::format("must be {} from {} to {}", kind, limits.least, limits.most);
}

bool is_within(double number, Limits limits) {
    return number >= limits.least && number <= limits.most;
}

}  // namespace

Refusal read_number(const json::value& value, Limits limits, double& into) {
    json::error_code error;
    const auto number = value.to_number<double>(error);
    if (error || !std::isfinite(number) || !is_within(number, limits)) {
        return number_expected("a number", limits);
    }
    into = number;
    return std::nullopt;
}

Refusal read_whole(const json::value& value, Limits limits, std::int64_t& into) {
    if (!value.is_int64() || !is_within(static_cast<double>(value.get_int64()), limits)) {
        return number_expected("a whole number", limits);
    }
    into = value.get_int64();
    return std::nullopt;
}

Refusal read_text(const json::value& value, Limits limits, std::string& into) {
    if (!value.is_string() || !is_within(static_cast<double>(value.get_string().size()), limits)) {
        return fmt::format("must be a text of {} to {} bytes", limits.least, limits.most);
    }
    into = std::string(value.get_string());
    return std::nullopt;
}

Refusal not_one_of(std::span<const std::string_view> words) {
    return fmt::format("must be one of {}", fmt::join(words, ", "));
}

Refusal Form<bool>::read(const json::value& value, Limits /*limits*/, bool& into) {
    if (!value.is_bool()) {
        return "must be true or false";
    }
    into = value.get_bool();
    return std::nullopt;
}

Refusal Form<Secret>::read(const json::value& value, Limits limits, Secret& into) {
    std::string text;
    Refusal refusal = read_text(value, limits, text);
    into = Secret(std::move(text));
    return refusal;
}

Refusal Form<Serial>::read(const json::value& value, Limits /*limits*/, Serial& into) {
    auto serial = value.is_string() ? Serial::parse(std::string_view(value.get_string()))
                                    : Result<Serial>(Error(ErrorCode::InvalidArgument, ""));
    if (!serial) {
        return "must be a serial number";
    }
    into = std::move(*serial);
    return std::nullopt;
}

Refusal Form<UtcTime>::read(const json::value& value, Limits /*limits*/, UtcTime& into) {
    std::int64_t count = 0;
    if (read_whole(value, kTimes, count)) {
        return "must be a time in whole microseconds since 1970";
    }
    into = UtcTime(Microseconds(count));
    return std::nullopt;
}

Refusal Form<Celsius>::read(const json::value& value, Limits limits, Celsius& into) {
    double degrees = 0;
    Refusal refusal = read_number(value, limits, degrees);
    into = Celsius(degrees);
    return refusal;
}

void Reader::refuse(std::string_view key, std::string_view sentence) {
    if (!problem_) {
        problem_.emplace(ErrorCode::InvalidArgument,
                         fmt::format("{}: \"{}\" {}", what_, key, sentence));
    }
}

Result<> Reader::finish() {
    if (!problem_ && seen_ != object_->size()) {
        for (const auto& [key, value] : *object_) {
            if (std::ranges::find(known_, std::string_view(key)) == known_.end()) {
                refuse(std::string_view(key).substr(0, 40), "is not known");
            }
        }
    }
    return problem_ ? Result<>(*problem_) : Result<>();
}

Result<json::object> parse_object(std::string_view text, std::string_view what) {
    json::parse_options options;
    options.max_depth = kDeepest;
    json::error_code error;
    json::value value =
        json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    if (error) {
        return Error(ErrorCode::InvalidArgument,
                     fmt::format("{} is not JSON: {}", what, error.message()));
    }
    if (!value.is_object()) {
        return Error(ErrorCode::InvalidArgument, fmt::format("{} is not a JSON object", what));
    }
    return std::move(value.get_object());
}

std::string to_text(const json::object& object) {
    return json::serialize(object);
}

}  // namespace porchlight::wire
