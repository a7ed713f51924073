// SPDX-License-Identifier: Apache-2.0
#include "sim/story.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <chrono>

namespace porchlight::sim {

std::string clock_text(UtcTime begins, Microseconds at) {
    const auto first = std::chrono::floor<std::chrono::days>(begins);
    const auto since_midnight = begins + at - first;
    const auto day = std::chrono::floor<std::chrono::days>(since_midnight);
    const std::chrono::hh_mm_ss time(
        std::chrono::floor<std::chrono::seconds>(since_midnight - day));
    return fmt::format("day {} {:02}:{:02}:{:02}", day.count() + 1, time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

std::string to_text(const StoryLine& line, UtcTime begins) {
    const std::string light = line.light.empty() ? "" : fmt::format("  [{}]", line.light);
    return fmt::format("{}  {:<16} {}{}", clock_text(begins, line.at), line.who, line.what, light);
}

std::string to_json(const StoryLine& line, UtcTime begins) {
    boost::json::object object{
        {"at", to_rfc3339(begins + line.at)}, {"who", line.who}, {"what", line.what}};
    if (!line.light.empty()) {
        object["light"] = line.light;
    }
    return boost::json::serialize(object);
}

}  // namespace porchlight::sim
