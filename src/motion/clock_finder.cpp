// SPDX-License-Identifier: Apache-2.0
#include "motion/clock_finder.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::motion {
namespace {

constexpr double kBand = 0.14;         // share of the height, at the top and at the bottom
constexpr float kTickContrast = 6.0F;  // grey levels
constexpr double kNewTick = 0.35;      // seconds; changes closer than this are one tick
constexpr double kTickSlack = 0.16;    // seconds
constexpr int kEnoughTicks = 3;
constexpr int kMostTicks = 8;
constexpr int kTextLeft = 40;   // cells a line of text may reach left of its seconds ...
constexpr int kTextRight = 14;  // ... and right of them

// The largest change in a cell.
float cell_change(const Grey& now, const Grey& before, int cell_x, int cell_y) {
    float most = 0;
    for (int y = cell_y * kCell; y < (cell_y + 1) * kCell; ++y) {
        const float* left = now.row(y) + static_cast<std::ptrdiff_t>(cell_x) * kCell;
        const float* right = before.row(y) + static_cast<std::ptrdiff_t>(cell_x) * kCell;
        for (int i = 0; i < kCell; ++i) {
            most = std::max(most, std::fabs(left[i] - right[i]));
        }
    }
    return most;
}

}  // namespace

void ClockFinder::clear() {
    cells_.clear();
    lines_.clear();
    ticking_ = CellMask();
}

void ClockFinder::watch(const Grey& now, const Grey& before, MediaTime time) {
    const PictureSize grid = cell_grid(now.width(), now.height());
    if (!ticking_.same_size(grid.width, grid.height)) {
        clear();
        ticking_ = CellMask(grid.width, grid.height);
        cells_.resize(ticking_.size());
    }
    const int band = static_cast<int>(std::ceil(kBand * grid.height));
    for (int y = 0; y < grid.height; ++y) {
        if (y < band || y >= grid.height - band) {
            watch_row(now, before, y, time.seconds());
        }
    }
    find_lines();
}

void ClockFinder::watch_row(const Grey& now, const Grey& before, int y, double seconds) {
    for (int x = 0; x < ticking_.width(); ++x) {
        if (cell_change(now, before, x, y) < kTickContrast) {
            continue;
        }
        const int index = y * ticking_.width() + x;
        Cell& cell = cells_[static_cast<std::size_t>(index)];
        const double since = seconds - cell.last;
        if (since < kNewTick && cell.last >= 0) {
            continue;
        }
        const bool on_beat = std::fabs(since - std::round(since)) < kTickSlack && since < 2.5;
        cell.ticks = on_beat ? std::min(kMostTicks, cell.ticks + 1) : std::max(0, cell.ticks - 2);
        cell.last = seconds;
        ticking_.values()[static_cast<std::size_t>(index)] = cell.ticks >= kEnoughTicks ? 1 : 0;
    }
}

// Ticking cells that touch make one line; the text around them may change too, but more rarely.
void ClockFinder::find_lines() {
    lines_.clear();
    for (int y = 0; y < ticking_.height(); ++y) {
        for (int x = 0; x < ticking_.width(); ++x) {
            if (ticking_.at(x, y) == 0) {
                continue;
            }
            const auto near = std::find_if(lines_.begin(), lines_.end(), [&](const Line& line) {
                return y <= line.bottom + 1 && x >= line.left - 6 && x <= line.right + 6;
            });
            if (near == lines_.end()) {
                lines_.push_back({y, y, x, x});
                continue;
            }
            near->bottom = std::max(near->bottom, y);
            near->left = std::min(near->left, x);
            near->right = std::max(near->right, x);
        }
    }
}

bool ClockFinder::covers(const Box& box) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](const Line& line) {
        return box.top >= static_cast<float>((line.top - 2) * kCell) &&
               box.bottom <= static_cast<float>((line.bottom + 3) * kCell) &&
               box.left >= static_cast<float>((line.left - kTextLeft) * kCell) &&
               box.right <= static_cast<float>((line.right + kTextRight) * kCell);
    });
}

}  // namespace porchlight::motion
