// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/units.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace porchlight::sources::scene {

enum class Place : std::uint8_t { Porch, Yard };
enum class DayPhase : std::uint8_t { FollowClock, Day, Dusk, Night };
enum class Amount : std::uint8_t { Never, Sometimes, Often };
enum class Sky : std::uint8_t { Fair, Clouds, Rain };
enum class Air : std::uint8_t { Calm, Windy };
enum class Overlay : std::uint8_t { None, Clock };

/// What a synthetic camera shows. The same options and the same moment give the same picture.
struct SceneOptions {
    Place place = Place::Porch;
    std::uint64_t seed = 7;
    Sky sky = Sky::Fair;
    Air air = Air::Calm;
    DayPhase light = DayPhase::FollowClock;
    /// The local time at which the scene starts; without it, the real time.
    std::optional<std::chrono::minutes> starts_at;
    PictureSize size{1280, 720};
    int frame_rate = 15;
    Amount people = Amount::Often;
    Amount cats = Amount::Sometimes;
    Amount cars = Amount::Sometimes;
    Amount headlights = Amount::Sometimes;  ///< sweeps of light from a car out of view, after dusk
    Amount insects = Amount::Sometimes;     ///< near the infrared lamp, at night
    Overlay overlay = Overlay::Clock;

    friend bool operator==(const SceneOptions&, const SceneOptions&) = default;
};

/// Reads `scene://porch?seed=7&weather=rain,wind&light=night&size=1280x720&fps=15&people=often`.
///
/// Places: porch, yard. Keys, all optional: `seed` (a whole number), `weather` (fair, clouds, rain,
/// wind; several with commas), `light` (clock, day, dusk, night), `time` (HH:MM at the start),
/// `size` (even, 160x90 to 3840x2160), `fps` (1 to 60), `people`, `cats`, `cars`, `headlights`,
/// `insects` (never, sometimes, often), `overlay` (clock, none).
/// @error InvalidArgument  Says which key is wrong and what is allowed.
[[nodiscard]] Result<SceneOptions> parse_scene_url(std::string_view url);

/// The URL that gives these options; keys at their defaults are left out.
[[nodiscard]] std::string to_url(const SceneOptions& options);

}  // namespace porchlight::sources::scene
