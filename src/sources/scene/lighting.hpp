// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/canvas.hpp"
#include "sources/scene/geometry.hpp"
#include "sources/scene/scene_options.hpp"

namespace porchlight::sources::scene {

/// Everything that decides how a painted surface looks at one hour in one weather.
struct Light {
    Color ambient{0.3F, 0.35F, 0.42F};  ///< from the whole sky
    Color sun{1, 0.9F, 0.75F};
    Vec3 sun_from{-0.66F, 0.62F, -0.42F};  ///< unit vector towards the sun
    Color zenith, horizon;                 ///< the sky's colours
    Color cloud;
    Color haze;
    float haze_density = 0.004F;  ///< share of light lost a metre
    Color lamp;                   ///< porch lamp at full
    float glow = 0;               ///< how much of windows and street lamps is lit
    float exposure = 1;
    float infrared = 0;     ///< power of the camera's own lamp; above 0 the picture is grey
    float headlight = 0;    ///< a car's beam from the left of the picture
    float wet = 0;          ///< 0 dry … 1 a film of water
    float cloud_cover = 0;  ///< 0 a few white clouds … 1 closed
    float grain = 1;        ///< sensor noise, standard deviation in luma steps
};

/// The light at an hour of the day, 0 to 24. Between 21.3 and 5.6 the camera sees by infrared,
/// and the switch is sudden, as cameras do it.
Light light_at(float hour, Sky sky);

/// @return whether the camera's infrared mode is on at this hour.
bool infrared_at(float hour);

/// Whether light_at changes around this hour; by day and at night it stands still.
bool light_is_changing(float hour);

/// One surface under this light, seen at picture coordinates (u, v), as display values 0 … 1.
Color shade(const Surface& surface, const Light& light, const Projection& view, float u, float v);

/// Film curve and display gamma for one linear channel; the square root stands in for the gamma so
/// that loops over it vectorise. The curve is K. Narkowicz's fit of ACES (2016, CC0).
inline float develop(float linear) {
    const float x = linear < 0 ? 0 : linear;
    const float film = (x * (2.51F * x + 0.03F)) / (x * (2.43F * x + 0.59F) + 0.14F);
    return std::sqrt(film > 1 ? 1 : film);
}

/// How bright a colour is to the sensor when only infrared falls on it: leaves and cloth shine.
constexpr float infrared_albedo(Color c) {
    const float leaf = c.y - std::max(c.x, c.z);
    return 0.12F + 0.3F * c.x + 0.4F * c.y + 0.2F * c.z + 1.2F * (leaf > 0 ? leaf : 0);
}

/// Infrared light at a distance: falls with the square, brighter in the middle of the picture.
inline float infrared_reach(float depth, float u, float v) {
    const float spot = 1 - 0.8F * (u * u + (v - 0.55F) * (v - 0.55F));
    return 0.46F * std::max(spot, 0.05F) / (0.22F + depth * depth * 0.011F);
}

}  // namespace porchlight::sources::scene
