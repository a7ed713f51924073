// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scene_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace porchlight::sources::scene {
namespace {

constexpr std::string_view kScheme = "scene://";

template <typename T>
using Choice = std::pair<std::string_view, T>;

constexpr std::array<Choice<Place>, 2> kPlaces{{{"porch", Place::Porch}, {"yard", Place::Yard}}};
constexpr std::array<Choice<DayPhase>, 4> kLights{{{"clock", DayPhase::FollowClock},
                                                   {"day", DayPhase::Day},
                                                   {"dusk", DayPhase::Dusk},
                                                   {"night", DayPhase::Night}}};
constexpr std::array<Choice<Amount>, 3> kAmounts{
    {{"never", Amount::Never}, {"sometimes", Amount::Sometimes}, {"often", Amount::Often}}};
constexpr std::array<Choice<Sky>, 3> kSkies{
    {{"fair", Sky::Fair}, {"clouds", Sky::Clouds}, {"rain", Sky::Rain}}};
constexpr std::array<Choice<Overlay>, 2> kOverlays{
    {{"clock", Overlay::Clock}, {"none", Overlay::None}}};

constexpr std::array<Choice<Amount SceneOptions::*>, 5> kAmountKeys{
    {{"people", &SceneOptions::people},
     {"cats", &SceneOptions::cats},
     {"cars", &SceneOptions::cars},
     {"headlights", &SceneOptions::headlights},
     {"insects", &SceneOptions::insects}}};

Error wrong(std::string_view key, std::string_view value, std::string_view allowed) {
    return {ErrorCode::InvalidArgument, "scene address: " + std::string(key) + "=" +
                                            std::string(value) + " is not possible; use " +
                                            std::string(allowed)};
}

template <typename Choices>
std::string listed(const Choices& choices) {
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const bool last = i + 1 == choices.size();
        text += std::string(i == 0 ? "" : (last ? " or " : ", ")) + std::string(choices[i].first);
    }
    return text;
}

template <typename T, std::size_t N>
Result<T> choose(const std::array<Choice<T>, N>& choices, std::string_view key,
                 std::string_view value) {
    const auto found = std::ranges::find(choices, value, &Choice<T>::first);
    if (found == choices.end()) {
        return wrong(key, value, listed(choices));
    }
    return found->second;
}

template <typename T, std::size_t N>
std::string name_of(const std::array<Choice<T>, N>& choices, T value) {
    return std::string(std::ranges::find(choices, value, &Choice<T>::second)->first);
}

template <typename T>
std::optional<T> whole(std::string_view text) {
    T value{};
    const char* end = std::to_address(text.end());
    const auto [stop, problem] = std::from_chars(std::to_address(text.begin()), end, value);
    if (problem != std::errc() || stop != end || text.empty()) {
        return std::nullopt;
    }
    return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

Result<> set_weather(SceneOptions& options, std::string_view value) {
    for (const std::string_view part : split(value, ',')) {
        if (part == "wind") {
            options.air = Air::Windy;
            continue;
        }
        const auto sky = choose(kSkies, "weather", part);
        if (!sky) {
            return wrong("weather", value, "fair, clouds, rain or wind, joined by commas");
        }
        options.sky = *sky;
    }
    return {};
}

Result<> set_size(SceneOptions& options, std::string_view value) {
    const auto sides = split(value, 'x');
    const auto width = whole<int>(sides.front());
    const auto height = sides.size() == 2 ? whole<int>(sides.back()) : std::nullopt;
    const bool fits = width && height && *width >= 160 && *width <= 3840 && *height >= 90 &&
                      *height <= 2160 && *width % 2 == 0 && *height % 2 == 0;
    if (!fits) {
        return wrong("size", value,
                     "WIDTHxHEIGHT with even numbers from 160x90 to 3840x2160, such as 1280x720");
    }
    options.size = {*width, *height};
    return {};
}

Result<> set_time(SceneOptions& options, std::string_view value) {
    const auto parts = split(value, ':');
    const auto hours = whole<int>(parts.front());
    const auto minutes = parts.size() == 2 ? whole<int>(parts.back()) : std::nullopt;
    if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) {
        return wrong("time", value, "HH:MM from 00:00 to 23:59");
    }
    options.starts_at = std::chrono::minutes(*hours * 60 + *minutes);
    return {};
}

Result<> set_numbers(SceneOptions& options, std::string_view key, std::string_view value) {
    if (key == "seed") {
        const auto seed = whole<std::uint64_t>(value);
        if (!seed) {
            return wrong(key, value, "a whole number");
        }
        options.seed = *seed;
        return {};
    }
    const auto rate = whole<int>(value);
    if (!rate || *rate < 1 || *rate > 60) {
        return wrong(key, value, "a whole number from 1 to 60");
    }
    options.frame_rate = *rate;
    return {};
}

Result<> set_key(SceneOptions& options, std::string_view key, std::string_view value) {
    const auto amount =
        std::ranges::find(kAmountKeys, key, &decltype(kAmountKeys)::value_type::first);
    if (amount != kAmountKeys.end()) {
        PL_TRY(options.*(amount->second), choose(kAmounts, key, value));
        return {};
    }
    if (key == "seed" || key == "fps") {
        return set_numbers(options, key, value);
    }
    if (key == "weather") {
        return set_weather(options, value);
    }
    if (key == "light") {
        PL_TRY(options.light, choose(kLights, key, value));
        return {};
    }
    if (key == "overlay") {
        PL_TRY(options.overlay, choose(kOverlays, key, value));
        return {};
    }
    if (key == "size") {
        return set_size(options, value);
    }
    if (key == "time") {
        return set_time(options, value);
    }
    return Error(ErrorCode::InvalidArgument,
                 "scene address: there is no setting called \"" + std::string(key) +
                     "\"; use seed, weather, light, time, size, fps, people, cats, cars, "
                     "headlights, insects or overlay");
}

}  // namespace

Result<SceneOptions> parse_scene_url(std::string_view url) {
    if (!url.starts_with(kScheme)) {
        return Error(ErrorCode::InvalidArgument,
                     "a scene address starts with scene://, such as scene://porch");
    }
    url.remove_prefix(kScheme.size());
    const std::size_t query = url.find('?');
    std::string_view place = url.substr(0, query);
    if (place.ends_with('/')) {
        place.remove_suffix(1);
    }
    SceneOptions options;
    const auto found = choose(kPlaces, "place", place);
    if (!found) {
        return Error(ErrorCode::InvalidArgument, "there is no scene called \"" +
                                                     std::string(place) +
                                                     "\"; use scene://porch or scene://yard");
    }
    options.place = *found;
    if (query == std::string_view::npos || query + 1 == url.size()) {
        return options;
    }
    for (const std::string_view setting : split(url.substr(query + 1), '&')) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string_view::npos) {
            return Error(ErrorCode::InvalidArgument, "scene address: \"" + std::string(setting) +
                                                         "\" has no value; write it as key=value");
        }
        PL_TRY_VOID(set_key(options, setting.substr(0, equals), setting.substr(equals + 1)));
    }
    return options;
}

namespace {

std::string clock_text(std::chrono::minutes since_midnight) {
    const auto two = [](std::int64_t v) { return (v < 10 ? "0" : "") + std::to_string(v); };
    return two(since_midnight.count() / 60) + ":" + two(since_midnight.count() % 60);
}

/// Every key with its value, in the order in which to_url writes them.
std::vector<std::pair<std::string_view, std::string>> settings_of(const SceneOptions& options) {
    std::vector<std::pair<std::string_view, std::string>> settings{
        {"seed", std::to_string(options.seed)},
        {"weather", name_of(kSkies, options.sky) + (options.air == Air::Windy ? ",wind" : "")},
        {"light", name_of(kLights, options.light)},
        {"time", options.starts_at ? clock_text(*options.starts_at) : ""},
        {"size", std::to_string(options.size.width) + "x" + std::to_string(options.size.height)},
        {"fps", std::to_string(options.frame_rate)}};
    for (const auto& [key, member] : kAmountKeys) {
        settings.emplace_back(key, name_of(kAmounts, options.*member));
    }
    settings.emplace_back("overlay", name_of(kOverlays, options.overlay));
    return settings;
}

}  // namespace

std::string to_url(const SceneOptions& options) {
    const auto settings = settings_of(options);
    const auto standard = settings_of({});
    std::string query;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const auto& [key, value] = settings[i];
        if (value != standard[i].second) {
            query += (query.empty() ? "?" : "&") + std::string(key) + "=" + value;
        }
    }
    return std::string(kScheme) + name_of(kPlaces, options.place) + query;
}

}  // namespace porchlight::sources::scene
