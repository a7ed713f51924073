// SPDX-License-Identifier: Apache-2.0
#include "motion/shake.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace porchlight::motion {
namespace {

constexpr int kFarthest = 5;

using Profile = std::vector<float>;

// Slopes of the averages: a change of light adds the same to neighbours and cancels out.
Profile slopes(const Profile& sums) {
    Profile out(sums.size(), 0.0F);
    for (std::size_t i = 1; i + 1 < sums.size(); ++i) {
        out[i] = sums[i + 1] - sums[i - 1];
    }
    return out;
}

struct Profiles {
    Profile columns;
    Profile rows;
};

Profiles profiles_of(const Grey& picture) {
    Profile columns(static_cast<std::size_t>(picture.width()), 0.0F);
    Profile rows(static_cast<std::size_t>(picture.height()), 0.0F);
    for (int y = 0; y < picture.height(); ++y) {
        const float* row = picture.row(y);
        float* sums = columns.data();
        for (int x = 0; x < picture.width(); ++x) {
            sums[x] += row[x];
        }
        rows[static_cast<std::size_t>(y)] = sum_of(row, picture.width());
    }
    return {slopes(columns), slopes(rows)};
}

float mismatch(const Profile& now, const Profile& back, int shift) {
    const int count = static_cast<int>(now.size()) - 2 * kFarthest;
    const float* moved = now.data() + kFarthest + shift;
    const float* still = back.data() + kFarthest;
    Profile differences(static_cast<std::size_t>(count));
    float* out = differences.data();
    for (int i = 0; i < count; ++i) {
        out[i] = std::fabs(moved[i] - still[i]);
    }
    return sum_of(out, count);
}

// Absolute differences form a V around their minimum, so its tip is where two lines of the
// steeper neighbour's slope meet.
float tip_of(float left, float middle, float right) {
    const float slope = std::max(left, right) - middle;
    return slope > 0 ? 0.5F * (left - right) / slope : 0.0F;
}

float best_shift(const Profile& now, const Profile& back) {
    if (now.size() < 4 * kFarthest) {
        return 0;
    }
    std::vector<float> costs;
    for (int shift = -kFarthest; shift <= kFarthest; ++shift) {
        costs.push_back(mismatch(now, back, shift));
    }
    const auto best = static_cast<std::size_t>(
        std::distance(costs.begin(), std::min_element(costs.begin(), costs.end())));
    const auto whole = static_cast<float>(best) - kFarthest;
    if (best == 0 || best + 1 == costs.size()) {
        return whole;
    }
    return whole + tip_of(costs[best - 1], costs[best], costs[best + 1]);
}

}  // namespace

Shift find_shift(const Grey& now, const Grey& back) {
    const Profiles seen = profiles_of(now);
    const Profiles known = profiles_of(back);
    return {best_shift(seen.columns, known.columns), best_shift(seen.rows, known.rows)};
}

void undo_shift(const Grey& now, const Grey& back, Shift shift, Grey& out) {
    out = back;
    const int step_x = static_cast<int>(std::floor(shift.x));
    const int step_y = static_cast<int>(std::floor(shift.y));
    const float part_x = shift.x - static_cast<float>(step_x);
    const float part_y = shift.y - static_cast<float>(step_y);
    const int first_column = std::max(0, -step_x);
    const int end_column = std::min(now.width(), now.width() - 1 - step_x);
    const int first_row = std::max(0, -step_y);
    const int end_row = std::min(now.height(), now.height() - 1 - step_y);
    std::vector<float> mixed(static_cast<std::size_t>(now.width()));
    for (int y = first_row; y < end_row; ++y) {
        const float* upper = now.row(y + step_y);
        const float* lower = now.row(y + step_y + 1);
        for (std::size_t x = 0; x < mixed.size(); ++x) {
            mixed[x] = upper[x] + part_y * (lower[x] - upper[x]);
        }
        float* target = out.row(y);
        for (int x = first_column; x < end_column; ++x) {
            const int left = x + step_x;
            target[x] = mixed[left] + part_x * (mixed[left + 1] - mixed[left]);
        }
    }
}

float capped_difference(const Grey& a, const Grey& b, float cap) {
    float sum = 0;
    int rows = 0;
    Profile differences(static_cast<std::size_t>(a.width()));
    float* out = differences.data();
    for (int y = 0; y < a.height(); y += 3, ++rows) {
        const float* left = a.row(y);
        const float* right = b.row(y);
        for (int x = 0; x < a.width(); ++x) {
            out[x] = std::min(std::fabs(left[x] - right[x]), cap);
        }
        sum += sum_of(out, a.width());
    }
    return sum / static_cast<float>(std::max(1, rows * a.width()));
}

}  // namespace porchlight::motion
