// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/light_plan.hpp"

#include <cmath>

namespace porchlight::sources::scene {
namespace {

constexpr float kNoon = 13;
constexpr float kDusk = 20.35F;
constexpr float kNight = 23;
constexpr double kStepsPerHour = 60;

float hour_of_step(std::int64_t step) {
    return static_cast<float>(static_cast<double>(step) / kStepsPerHour);
}

}  // namespace

Light LightKey::light(Sky sky) const {
    Light light = scene::light_at(hour, sky);
    if (extra == Extra::CloudShadow) {
        light.sun = light.sun * 0.12F;
        light.ambient = light.ambient * 0.92F;
    } else if (extra == Extra::Headlights) {
        light.headlight = 1;
    }
    return light;
}

LightPlan::LightPlan(const SceneOptions& options, LocalTime start)
    : phase_(options.light), sky_(options.sky), start_(start) {
    if (options.starts_at) {
        start_ = std::chrono::floor<std::chrono::days>(start) + *options.starts_at;
    }
}

LocalTime LightPlan::local_time(Seconds t) const {
    return start_ +
           std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::duration<Seconds>(t));
}

float LightPlan::hour_at(Seconds t) const {
    switch (phase_) {
        case DayPhase::Day:
            return kNoon;
        case DayPhase::Dusk:
            return kDusk;
        case DayPhase::Night:
            return kNight;
        case DayPhase::FollowClock:
            break;
    }
    const LocalTime now = local_time(t);
    const auto since_midnight = now - std::chrono::floor<std::chrono::days>(now);
    return std::chrono::duration<float, std::ratio<3600>>(since_midnight).count();
}

Light LightPlan::light_at(Seconds t) const {
    return scene::light_at(hour_at(t), sky_);
}

Lighting LightPlan::lighting_at(Seconds t) const {
    const float hour = hour_at(t);
    if (phase_ != DayPhase::FollowClock || !light_is_changing(hour)) {
        const float still = phase_ == DayPhase::FollowClock ? kNoon : hour;
        const LightKey key{infrared_at(hour) ? kNight : still, LightKey::Extra::None};
        return {key, key, 0};
    }
    const double steps = static_cast<double>(hour) * kStepsPerHour;
    const auto step = static_cast<std::int64_t>(steps);
    const LightKey from{hour_of_step(step), LightKey::Extra::None};
    const LightKey until{hour_of_step(step + 1), LightKey::Extra::None};
    // The infrared switch is sudden: it is not mixed.
    if (infrared_at(from.hour) != infrared_at(until.hour)) {
        const LightKey now = infrared_at(hour) == infrared_at(from.hour) ? from : until;
        return {now, now, 0};
    }
    return {from, until, static_cast<float>(steps - static_cast<double>(step))};
}

}  // namespace porchlight::sources::scene
