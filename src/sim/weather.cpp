// SPDX-License-Identifier: Apache-2.0
#include "sim/weather.hpp"

#include <cmath>
#include <numbers>

namespace porchlight::sim {

namespace {

double hour_of(UtcTime at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return std::chrono::duration<double, std::ratio<3600>>(at - day).count();
}

}  // namespace

Celsius Weather::outdoors(UtcTime at) const {
    constexpr double kWarmest = 15;
    const double wave = std::cos(2 * std::numbers::pi * (hour_of(at) - kWarmest) / 24);
    return Celsius(std::lerp(coldest, warmest, (1 + wave) / 2));
}

double Weather::sun(UtcTime at) const {
    const double hour = hour_of(at);
    if (hour <= sunrise || hour >= sunset) {
        return 0;
    }
    return std::sin(std::numbers::pi * (hour - sunrise) / (sunset - sunrise));
}

Celsius inside(const Warmth& warmth, const Weather& weather, UtcTime at) {
    constexpr double kSun = 25;
    constexpr double kByWatt = 6;
    const double air =
        warmth.is_outdoors ? weather.outdoors(at).degrees() : warmth.indoors.degrees();
    const bool shines = warmth.in_full_sun && warmth.is_outdoors;
    const double sun = shines ? kSun * weather.sunshine * weather.sun(at) : 0;
    const double kept = warmth.is_ventilated ? .5 : 1;
    return Celsius(air + sun * kept + warmth.own_watts * kByWatt * kept);
}

}  // namespace porchlight::sim
