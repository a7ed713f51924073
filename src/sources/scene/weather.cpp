// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/weather.hpp"

#include "sources/scene/noise.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::sources::scene {
namespace {

constexpr std::size_t kGrainSize = std::size_t{1} << 16U;
constexpr std::size_t kLongestRow = 4096;

/// The weights of one row of pixels, interpolated between the corners of its cells.
template <int cell>
void row_weights(const WeightGrid& grid, int row, std::vector<std::int16_t>& weights) {
    const int top = row / cell;
    const int part = row % cell;
    const std::int16_t* upper = &grid.weights[YuvPicture::pixels(grid.columns, top)];
    const std::int16_t* lower = upper + (top + 1 < grid.rows ? grid.columns : 0);
    const auto width = static_cast<int>(weights.size());
    std::int16_t* out = weights.data();
    for (int column = 0; column * cell < width; ++column) {
        const int next = std::min(column + 1, grid.columns - 1);
        const int from = upper[column] * (cell - part) + lower[column] * part;
        const int until = upper[next] * (cell - part) + lower[next] * part;
        const int count = std::min(cell, width - column * cell);
        for (int i = 0; i < count; ++i) {
            out[column * cell + i] =
                static_cast<std::int16_t>((from * cell + (until - from) * i) / (cell * cell));
        }
    }
}

template <int cell>
void mix_plane(const std::vector<std::uint8_t>& first, const std::vector<std::uint8_t>& second,
               const WeightGrid& grid, int width, std::vector<std::uint8_t>& out) {
    std::vector<std::int16_t> weights(static_cast<std::size_t>(width));
    const int rows = static_cast<int>(out.size()) / width;
    for (int row = 0; row < rows; ++row) {
        row_weights<cell>(grid, row, weights);
        const auto start = YuvPicture::pixels(width, row);
        const std::uint8_t* a = &first[start];
        const std::uint8_t* b = &second[start];
        const std::int16_t* w = weights.data();
        std::uint8_t* to = &out[start];
        for (int i = 0; i < width; ++i) {
            // Fits 16 bits: 255 * 128 is less than 2^15.
            const auto step = static_cast<std::int16_t>((b[i] - a[i]) * w[i]);
            to[i] = static_cast<std::uint8_t>(a[i] + ((step + 64) >> 7));
        }
    }
}

/// Lightens one pixel towards white.
void lighten(YuvPicture& picture, int column, int row, float amount) {
    if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) {
        return;
    }
    std::uint8_t& y =
        picture.y[YuvPicture::pixels(picture.width, row) + static_cast<std::size_t>(column)];
    y = static_cast<std::uint8_t>(static_cast<float>(y) + (225 - static_cast<float>(y)) * amount);
}

void draw_streak(YuvPicture& picture, Dice& dice) {
    const auto unit = static_cast<float>(picture.height);
    const float nearness = dice.between(0, 1);
    const float length = unit * mix(0.035F, 0.13F, nearness * nearness);
    const float strength = mix(0.10F, 0.20F, dice.between(0, 1));
    float column = dice.between(-0.05F, 1) * static_cast<float>(picture.width);
    const float top = dice.between(-0.1F, 1) * unit;
    for (int step = 0; step < static_cast<int>(length); ++step) {
        const float k = static_cast<float>(step) / length;
        const float amount = strength * 4 * k * (1 - k);
        const float whole = std::floor(column);
        const int row = static_cast<int>(top) + step;
        lighten(picture, static_cast<int>(whole), row, amount * (1 - column + whole));
        lighten(picture, static_cast<int>(whole) + 1, row, amount * (column - whole));
        column += 0.11F;
    }
}

/// A drop bursts on the ground: a flat little crown.
void draw_splash(YuvPicture& picture, float roof_begins, Dice& dice) {
    const auto unit = static_cast<float>(picture.height);
    const float v = mix(0.46F, roof_begins, std::sqrt(dice.between(0, 1)));
    const float width = unit * 0.011F * (v - 0.38F) * 2;
    const float column = dice.between(0, 1) * static_cast<float>(picture.width);
    const float strength = dice.between(0.12F, 0.3F);
    const int reach = static_cast<int>(width) + 1;
    for (int dx = -reach; dx <= reach; ++dx) {
        const float across = static_cast<float>(dx) / std::max(width, 0.6F);
        const float rise = width * 0.4F * across * across;
        lighten(picture, static_cast<int>(column) + dx, static_cast<int>(v * unit - rise),
                strength * std::max(1 - 0.7F * across * across, 0.0F));
    }
}

}  // namespace

void mix_pictures(const YuvPicture& first, const YuvPicture& second, const WeightGrid& grid,
                  YuvPicture& out) {
    mix_plane<WeightGrid::kCell>(first.y, second.y, grid, out.width, out.y);
    mix_plane<WeightGrid::kCell / 2>(first.u, second.u, grid, out.width / 2, out.u);
    mix_plane<WeightGrid::kCell / 2>(first.v, second.v, grid, out.width / 2, out.v);
}

float cloud_light(float u, float v, Seconds t, std::uint64_t seed) {
    // Shadows lie flat on the ground: deeper into the picture they are nearer to each other.
    const float depth = 0.55F / std::max(v - 0.22F, 0.10F);
    const auto drift = static_cast<float>(std::fmod(t, 7200.0)) * 0.045F;
    const float cover = cloud_noise(u * depth * 0.35F - drift, depth * 0.3F + drift * 0.2F,
                                    static_cast<std::uint32_t>(seed & 0xFFFFU));
    return 1 - 0.9F * smoothstep(0.44F, 0.62F, cover);
}

float headlight_beam(const Disturbance& sweep, float u, float v, Seconds t) {
    const auto k = static_cast<float>((t - sweep.begin) / (sweep.end - sweep.begin));
    const float rise = smoothstep(0.0F, 0.3F, k) * (1 - smoothstep(0.75F, 1.0F, k));
    const float middle = mix(-1.2F, 1.3F, k * k * (1.6F - 0.6F * k));
    const float across = (u - middle + 0.25F * (v - 0.5F)) / 0.42F;
    return rise * std::exp(-across * across) * (0.55F + 0.45F * smoothstep(0.05F, 0.5F, v));
}

void draw_rain(YuvPicture& picture, float roof_begins, std::uint64_t frame_seed) {
    Dice dice(frame_seed);
    for (int i = 0; i < 230; ++i) {
        draw_streak(picture, dice);
    }
    for (int i = 0; i < 150; ++i) {
        draw_splash(picture, roof_begins, dice);
    }
}

void add_glow(YuvPicture& picture, float column, float row, float radius, float strength) {
    const int left = std::max(static_cast<int>(column - radius), 0);
    const int right = std::min(static_cast<int>(column + radius) + 1, picture.width);
    const int top = std::max(static_cast<int>(row - radius), 0);
    const int bottom = std::min(static_cast<int>(row + radius) + 1, picture.height);
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            const float out =
                norm(static_cast<float>(x) + 0.5F - column, static_cast<float>(y) + 0.5F - row) /
                radius;
            const float k = std::max(1 - out * out, 0.0F);
            std::uint8_t& luma =
                picture.y[YuvPicture::pixels(picture.width, y) + static_cast<std::size_t>(x)];
            luma = static_cast<std::uint8_t>(
                std::min(static_cast<float>(luma) + strength * k * k, 235.0F));
        }
    }
}

void draw_insects(YuvPicture& picture, const Disturbance& swarm, Seconds t) {
    Dice dice(swarm.seed);
    const int count = 1 + dice.below(3);
    const auto unit = static_cast<float>(picture.height);
    for (int i = 0; i < count; ++i) {
        const float phase = dice.between(0, 6.28F);
        const float size = dice.between(0.011F, 0.032F);
        const float speed = dice.between(0.8F, 1.5F);
        const auto s = static_cast<float>(t - swarm.begin) * speed;
        const auto lasts = static_cast<float>(swarm.end - swarm.begin) * speed;
        const float across = s / lasts * 2.6F - 1.3F;
        const float side = dice.below(2) == 0 ? 1.0F : -1.0F;
        const float u =
            side * across + 0.10F * std::sin(s * 5.1F + phase) + 0.05F * std::sin(s * 13.7F);
        const float v =
            0.42F + 0.16F * std::sin(s * 2.3F + phase) + 0.05F * std::sin(s * 9.1F + phase);
        const float near = 1 + 0.6F * std::sin(s * 3.3F + phase);
        add_glow(picture, u * unit + static_cast<float>(picture.width) / 2, v * unit,
                 size * near * unit, 170);
    }
}

Grain::Grain(float deviation) : table_(kGrainSize + kLongestRow) {
    Dice dice(0x6772);
    float last = 0;
    for (std::int8_t& value : table_) {
        // Neighbours share a part, as they do behind a camera's own noise filter. Twelve evenly
        // spread numbers less six are close to normal, deviation 1.
        float sum = -6;
        for (int i = 0; i < 12; ++i) {
            sum += dice.between(0, 1);
        }
        last = 0.35F * last + 0.937F * sum;
        value =
            static_cast<std::int8_t>(std::lround(std::clamp(last * deviation, -100.0F, 100.0F)));
    }
}

void Grain::add(YuvPicture& picture, std::uint64_t frame_seed) const {
    const int width = picture.width;
    for (int row = 0; row < picture.height; ++row) {
        const std::int8_t* noise =
            &table_[hash(frame_seed, static_cast<std::uint64_t>(row)) % kGrainSize];
        std::uint8_t* out = &picture.y[YuvPicture::pixels(width, row)];
        for (int i = 0; i < width; ++i) {
            const auto sum = static_cast<std::int16_t>(out[i] + noise[i]);
            out[i] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(sum, 0, 255));
        }
    }
}

}  // namespace porchlight::sources::scene
