// SPDX-License-Identifier: Apache-2.0
#include "motion/light.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::motion {
namespace {

constexpr int kBlock = 8;
constexpr float kChangedGain = 0.04F;

// Adds up the pixels of each block in one band of rows.
void sum_band(const Grey& picture, int top, int bottom, std::vector<float>& sums) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (int y = top; y < bottom; ++y) {
        const float* row = picture.row(y);
        for (std::size_t block = 0; block < sums.size(); ++block) {
            const float* pixel = row + block * kBlock;
            float sum = 0;
            for (int i = 0; i < kBlock; ++i) {
                sum += pixel[i];
            }
            sums[block] += sum;
        }
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
    }
    raw_before_ = raw_;
    std::vector<float> now_sums(static_cast<std::size_t>(columns));
    std::vector<float> back_sums(now_sums.size());
    int changed = 0;
    for (int y = 0; y < rows; ++y) {
        sum_band(now, y * kBlock, y * kBlock + kBlock, now_sums);
        sum_band(back, y * kBlock, y * kBlock + kBlock, back_sums);
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
    smooth_gains();
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

void LightField::expand_row(int y, int width, float* out) const {
    const float position = (static_cast<float>(y) + 0.5F) / kBlock - 0.5F;
    const int top = std::clamp(static_cast<int>(std::floor(position)), 0, gains_.height() - 1);
    const int bottom = std::min(top + 1, gains_.height() - 1);
    const float share = std::clamp(position - static_cast<float>(top), 0.0F, 1.0F);
    const float* upper = gains_.row(top);
    const float* lower = gains_.row(bottom);
    const auto mixed = [&](int column) {
        const int block = std::clamp(column, 0, gains_.width() - 1);
        return upper[block] + share * (lower[block] - upper[block]);
    };
    // Between two block centres the gain runs straight; the first span starts half a block early.
    float left = mixed(-1);
    for (int start = -kBlock / 2, column = 0; start < width; start += kBlock, ++column) {
        const float right = mixed(column);
        const float slope = (right - left) / kBlock;
        const int last = std::min(start + kBlock, width);
        for (int x = std::max(start, 0); x < last; ++x) {
            out[x] = left + slope * (static_cast<float>(x - start) + 0.5F);
        }
        left = right;
    }
}

}  // namespace porchlight::motion
