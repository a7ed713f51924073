// SPDX-License-Identifier: Apache-2.0
#include "motion/light.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::motion {
namespace {

constexpr int kBlock = 8;
constexpr float kSteep = 0.12F;
constexpr float kRim = 0.25F;
constexpr float kChangedGain = 0.04F;

// Adds up the pixels of each block in one band of rows.
void sum_band(const Grey& picture, int top, std::vector<float>& columns,
              std::vector<float>& blocks) {
    std::fill(columns.begin(), columns.end(), 0.0F);
    float* sums = columns.data();
    const int width = picture.width();
    for (int y = top; y < std::min(top + kBlock, picture.height()); ++y) {
        const float* row = picture.row(y);
        for (int x = 0; x < width; ++x) {
            sums[x] += row[x];
        }
    }
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        const int left = static_cast<int>(block) * kBlock;
        blocks[block] = sum_of(sums + left, std::min(kBlock, width - left));
    }
}

float median(std::vector<float> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

void LightField::measure(const Grey& now, const Grey& back) {
    const int columns = std::max(1, now.width() / kBlock);
    const int rows = std::max(1, now.height() / kBlock);
    if (!raw_.same_size(columns, rows)) {
        raw_ = Grey(columns, rows, 1.0F);
        gains_ = raw_;
        raw_before_ = raw_;
    }
    std::vector<float> column_sums(static_cast<std::size_t>(now.width()));
    std::vector<float> now_sums(static_cast<std::size_t>(columns));
    std::vector<float> back_sums(now_sums.size());
    int changed = 0;
    for (int y = 0; y < rows; ++y) {
        sum_band(now, y * kBlock, column_sums, now_sums);
        sum_band(back, y * kBlock, column_sums, back_sums);
        for (int x = 0; x < columns; ++x) {
            constexpr float kLift = kDarkLift * kBlock * kBlock;
            const auto block = static_cast<std::size_t>(x);
            const float gain = (now_sums[block] + kLift) / (back_sums[block] + kLift);
            const float before = raw_before_.at(x, y);
            raw_.at(x, y) = std::clamp(gain, 0.2F, 5.0F);
            changed += std::fabs(raw_.at(x, y) - before) > kChangedGain * before ? 1 : 0;
        }
    }
    changed_share_ = static_cast<float>(changed) / static_cast<float>(columns * rows);
    global_ = median(raw_.values());
    distrust_things();
    smooth_gains();
    widen(now.width());
}

// The blocks that hang together with `start` without a steep step between neighbours.
std::vector<int> LightField::take_patch(int start, Plane<std::uint8_t>& seen) const {
    const int columns = raw_.width();
    std::vector<int> patch{start};
    seen.at(start % columns, start / columns) = 1;
    for (std::size_t next = 0; next < patch.size(); ++next) {
        const int x = patch[next] % columns;
        const int y = patch[next] / columns;
        const float gain = raw_.at(x, y);
        const auto visit = [&](int to_x, int to_y) {
            if (to_x < 0 || to_y < 0 || to_x >= columns || to_y >= raw_.height() ||
                seen.at(to_x, to_y) != 0 || std::fabs(raw_.at(to_x, to_y) - gain) > kSteep * gain) {
                return;
            }
            seen.at(to_x, to_y) = 1;
            patch.push_back(to_y * columns + to_x);
        };
        visit(x - 1, y);
        visit(x + 1, y);
        visit(x, y - 1);
        visit(x, y + 1);
    }
    return patch;
}

// A step too steep for light is the rim of a thing, wherever the other side of it fades to.
bool LightField::is_at_rim(int x, int y) const {
    const float gain = raw_before_.at(x, y);
    const auto steep = [&](int to_x, int to_y) {
        const float other = raw_before_.at(std::clamp(to_x, 0, raw_.width() - 1),
                                           std::clamp(to_y, 0, raw_.height() - 1));
        return std::fabs(other - gain) > kRim * std::max(gain, other);
    };
    return steep(x - 1, y) || steep(x + 1, y) || steep(x, y - 1) || steep(x, y + 1);
}

void LightField::distrust_things() {
    raw_before_ = raw_;  // what the next picture is compared with stays as measured
    for (int y = 0; y < raw_.height(); ++y) {
        for (int x = 0; x < raw_.width(); ++x) {
            if (is_at_rim(x, y)) {
                raw_.at(x, y) = global_;
            }
        }
    }
    Plane<std::uint8_t> seen(raw_.width(), raw_.height());
    for (int start = 0; start < raw_.width() * raw_.height(); ++start) {
        if (seen.at(start % raw_.width(), start / raw_.width()) != 0) {
            continue;
        }
        const std::vector<int> patch = take_patch(start, seen);
        if (static_cast<int>(patch.size()) * 3 > raw_.width() * raw_.height()) {
            continue;
        }
        for (const int block : patch) {
            raw_.at(block % raw_.width(), block / raw_.width()) = global_;
        }
    }
}

void LightField::smooth_gains() {
    for (int y = 0; y < raw_.height(); ++y) {
        for (int x = 0; x < raw_.width(); ++x) {
            float sum = 0;
            for (int dy = -1; dy <= 1; ++dy) {
                const float* row = raw_.row(std::clamp(y + dy, 0, raw_.height() - 1));
                for (int dx = -1; dx <= 1; ++dx) {
                    sum += row[std::clamp(x + dx, 0, raw_.width() - 1)];
                }
            }
            gains_.at(x, y) = sum / 9.0F;
        }
    }
}

// Between two block centres the gain runs straight; the first span starts half a block early.
void LightField::widen(int width) {
    if (!wide_.same_size(width, gains_.height())) {
        wide_ = Grey(width, gains_.height());
    }
    for (int y = 0; y < gains_.height(); ++y) {
        const float* gains = gains_.row(y);
        float* out = wide_.row(y);
        float left = gains[0];
        for (int start = -kBlock / 2, column = 0; start < width; start += kBlock, ++column) {
            const float right = gains[std::min(column, gains_.width() - 1)];
            const float slope = (right - left) / kBlock;
            for (int x = std::max(start, 0); x < std::min(start + kBlock, width); ++x) {
                out[x] = left + slope * (static_cast<float>(x - start) + 0.5F);
            }
            left = right;
        }
    }
}

void LightField::expand_row(int y, float* out) const {
    const float position = (static_cast<float>(y) + 0.5F) / kBlock - 0.5F;
    const int top = std::clamp(static_cast<int>(std::floor(position)), 0, wide_.height() - 1);
    const int bottom = std::min(top + 1, wide_.height() - 1);
    const float share = std::clamp(position - static_cast<float>(top), 0.0F, 1.0F);
    const float* upper = wide_.row(top);
    const float* lower = wide_.row(bottom);
    const int width = wide_.width();
    for (int x = 0; x < width; ++x) {
        out[x] = upper[x] + share * (lower[x] - upper[x]);
    }
}

}  // namespace porchlight::motion
