// SPDX-License-Identifier: Apache-2.0
#include "motion/frame.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace porchlight::motion {
namespace {

constexpr float kToGrey = 1.0F / (16.0F * static_cast<float>(kLumaOne));

void smooth_row(const std::uint16_t* above, const std::uint16_t* here, const std::uint16_t* below,
                std::uint16_t* padded, float* out, int width) {
    for (int x = 0; x < width; ++x) {
        padded[x + 1] = static_cast<std::uint16_t>(above[x] + 2 * here[x] + below[x]);
    }
    padded[0] = padded[1];
    padded[width + 1] = padded[width];
    for (int x = 0; x < width; ++x) {
        const int sum = padded[x] + 2 * padded[x + 1] + padded[x + 2];
        out[x] = static_cast<float>(sum) * kToGrey;
    }
}

}  // namespace

void smooth(const SmallLuma& in, Grey& out) {
    if (!out.same_size(in.width(), in.height())) {
        out = Grey(in.width(), in.height());
    }
    std::vector<std::uint16_t> padded(static_cast<std::size_t>(in.width()) + 2);
    for (int y = 0; y < in.height(); ++y) {
        smooth_row(in.row(std::max(y - 1, 0)), in.row(y), in.row(std::min(y + 1, in.height() - 1)),
                   padded.data(), out.row(y), in.width());
    }
}

float sum_of(const float* values, int count) {
    constexpr int kLanes = 8;
    std::array<float, kLanes> sums{};
    const int whole = count - count % kLanes;
    for (int i = 0; i < whole; i += kLanes) {
        for (int lane = 0; lane < kLanes; ++lane) {
            sums[static_cast<std::size_t>(lane)] += values[i + lane];
        }
    }
    for (int i = whole; i < count; ++i) {
        sums[0] += values[i];
    }
    return std::accumulate(sums.begin(), sums.end(), 0.0F);
}

void blank_cells(const CellMask& cells, SmallLuma& picture) {
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* mask = cells.row(std::min(y / kCell, cells.height() - 1));
        std::uint16_t* pixels = picture.row(y);
        for (int x = 0; x < picture.width(); ++x) {
            if (mask[std::min(x / kCell, cells.width() - 1)] != 0) {
                pixels[x] = 0;
            }
        }
    }
}

}  // namespace porchlight::motion
