// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/geometry.hpp"
#include "sources/scene/picture.hpp"
#include "sources/scene/timetable.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::sources::scene {

/// How much of the second of two pictures shows, in cells of 16 x 16 pixels, 0 … 128; between the
/// cells' corners it is interpolated.
struct WeightGrid {
    static constexpr int kCell = 16;
    int columns = 0, rows = 0;
    std::vector<std::int16_t> weights;

    /// @param weight (u, v) in picture coordinates -> 0 … 1.
    template <typename Weight>
    WeightGrid(int width, int height, Weight&& weight);
};

/// out = first + (second - first) * weight, in luma and chroma.
void mix_pictures(const YuvPicture& first, const YuvPicture& second, const WeightGrid& grid,
                  YuvPicture& out);

/// Share of the sun that passes drifting clouds at a point of the picture, 0.1 … 1.
float cloud_light(float u, float v, Seconds t, std::uint64_t seed);

/// Share of a car's beam at a point of the picture while it sweeps from left to right.
float headlight_beam(const Disturbance& sweep, float u, float v, Seconds t);

/// Streaks through the air and splashes on the ground, anew for each frame.
/// @param roof_begins How far down open ground reaches, in picture heights; below it is dry.
void draw_rain(YuvPicture& picture, float roof_begins, std::uint64_t frame_seed);

/// Bright blurred insects near the infrared lamp.
void draw_insects(YuvPicture& picture, const Disturbance& swarm, Seconds t);

/// A soft round light added to the luma: `strength` steps in the middle.
void add_glow(YuvPicture& picture, float column, float row, float radius, float strength);

/// Sensor noise, made once and laid over each frame from a random place on.
class Grain {
  public:
    /// @param deviation Standard deviation in luma steps.
    explicit Grain(float deviation);
    void add(YuvPicture& picture, std::uint64_t frame_seed) const;

  private:
    std::vector<std::int8_t> table_;
};

template <typename Weight>
WeightGrid::WeightGrid(int width, int height, Weight&& weight)
    : columns((width + kCell - 1) / kCell + 1), rows((height + kCell - 1) / kCell + 1) {
    weights.reserve(YuvPicture::pixels(columns, rows));
    const auto unit = static_cast<float>(height);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const float u =
                (static_cast<float>(column * kCell) - static_cast<float>(width) / 2) / unit;
            const float value = clamp01(weight(u, static_cast<float>(row * kCell) / unit));
            weights.push_back(static_cast<std::int16_t>(std::lround(value * 128)));
        }
    }
}

}  // namespace porchlight::sources::scene
