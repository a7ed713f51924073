// SPDX-License-Identifier: Apache-2.0
#include "hub/house/sun.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace porchlight::hub {

namespace {

using std::chrono::sys_seconds;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kSecondsADay = 86400;
/// The centre's height when the upper edge shows.
constexpr double kHorizon = -0.833 * kDegree;
/// At the poles themselves no hour angle is defined.
constexpr double kMostLatitude = 89.99;

struct Sun {
    double declination = 0;       ///< Radians.
    double equation_of_time = 0;  ///< Seconds by which a sundial is ahead of a clock.
};

double wrapped(double degrees) {
    return degrees - 360 * std::floor(degrees / 360);
}

/// Meeus 25.2 to 25.8 and 28.3. Of the differences between UTC and dynamical time nothing is seen.
Sun sun_at(double utc_seconds) {
    const double days = utc_seconds / kSecondsADay - 10957.5;  // since J2000.0
    const double t = days / 36525;
    const double mean_longitude = wrapped(280.46646 + t * (36000.76983 + t * 0.0003032)) * kDegree;
    const double anomaly = wrapped(357.52911 + t * (35999.05029 - t * 0.0001537)) * kDegree;
    const double eccentricity = 0.016708634 - t * (0.000042037 + t * 0.0000001267);
    const double centre =
        ((1.914602 - t * (0.004817 + t * 0.000014)) * std::sin(anomaly) +
         (0.019993 - t * 0.000101) * std::sin(2 * anomaly) + 0.000289 * std::sin(3 * anomaly)) *
        kDegree;
    const double node = (125.04 - 1934.136 * t) * kDegree;
    const double apparent =
        mean_longitude + centre - (0.00569 + 0.00478 * std::sin(node)) * kDegree;
    const double tilt = (23.4392911 - t * 0.0130042 + 0.00256 * std::cos(node)) * kDegree;
    const double y = std::pow(std::tan(tilt / 2), 2);
    const double equation =
        y * std::sin(2 * mean_longitude) - 2 * eccentricity * std::sin(anomaly) +
        4 * eccentricity * y * std::sin(anomaly) * std::cos(2 * mean_longitude) -
        0.5 * y * y * std::sin(4 * mean_longitude) -
        1.25 * eccentricity * eccentricity * std::sin(2 * anomaly);
    return {std::asin(std::sin(tilt) * std::sin(apparent)), equation / kDegree * 240};
}

double seconds_of(sys_seconds time) {
    return static_cast<double>(time.time_since_epoch().count());
}

sys_seconds time_of(double seconds) {
    return sys_seconds(std::chrono::seconds(std::llround(seconds)));
}

/// The cosine of the angle between noon and rise; beyond ±1 there is none.
double cosine_of_half_day(double latitude, double declination) {
    return (std::sin(kHorizon) - std::sin(latitude) * std::sin(declination)) /
           (std::cos(latitude) * std::cos(declination));
}

/// @param side -1 for the rise, +1 for the set.
double edge_of_day(double middle, double mean_noon, double latitude, int side) {
    double edge = middle;
    for (int i = 0; i < 4; ++i) {
        const Sun sun = sun_at(edge);
        const double cosine = cosine_of_half_day(latitude, sun.declination);
        const double half = std::acos(std::clamp(cosine, -1.0, 1.0)) / kDegree * 240;
        edge = mean_noon - sun.equation_of_time + side * half;
    }
    return edge;
}

}  // namespace

SunDay sun_day(sys_seconds noon, double latitude, double longitude) {
    // Mean noon at this longitude is 12:00 UTC less four minutes for each degree east; of all days'
    // the one nearest to what was asked.
    const double offset = kSecondsADay / 2 - longitude * 240;
    const double mean_noon =
        std::round((seconds_of(noon) - offset) / kSecondsADay) * kSecondsADay + offset;
    const double middle = mean_noon - sun_at(mean_noon).equation_of_time;
    const double place = std::clamp(latitude, -kMostLatitude, kMostLatitude) * kDegree;
    const double cosine = cosine_of_half_day(place, sun_at(middle).declination);
    SunDay day;
    day.noon = time_of(middle);
    if (std::abs(cosine) >= 1) {
        day.kind = cosine < 0 ? SunDay::Kind::AlwaysUp : SunDay::Kind::AlwaysDown;
        return day;
    }
    day.rise = time_of(edge_of_day(middle, mean_noon, place, -1));
    day.set = time_of(edge_of_day(middle, mean_noon, place, +1));
    return day;
}

}  // namespace porchlight::hub
