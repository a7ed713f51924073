// SPDX-License-Identifier: Apache-2.0
#include "motion/blobs.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::motion {
namespace {

constexpr int kActiveCount = 4;        // changed pixels of 16 that make a cell active
constexpr int kReach = 2;              // cells
constexpr float kLeastTexture = 6.0F;  // grey levels over two pixels

Plane<std::uint8_t> count_cells(const Plane<std::uint8_t>& mask) {
    const PictureSize size = cell_grid(mask.width(), mask.height());
    Plane<std::uint8_t> counts(size.width, size.height);
    for (int y = 0; y < size.height * kCell; ++y) {
        const std::uint8_t* row = mask.row(y);
        std::uint8_t* count = counts.row(y / kCell);
        for (int x = 0; x < size.width; ++x) {
            count[x] = static_cast<std::uint8_t>(count[x] + row[kCell * x] + row[kCell * x + 1] +
                                                 row[kCell * x + 2] + row[kCell * x + 3]);
        }
    }
    return counts;
}

// Takes one connected group of active cells out of `counts`, starting at (x, y).
std::vector<int> take_group(Plane<std::uint8_t>& counts, int x, int y) {
    std::vector<int> group{y * counts.width() + x};
    counts.at(x, y) = 0;
    for (std::size_t next = 0; next < group.size(); ++next) {
        const int cell_x = group[next] % counts.width();
        const int cell_y = group[next] / counts.width();
        for (int near_y = std::max(0, cell_y - kReach);
             near_y <= std::min(counts.height() - 1, cell_y + kReach); ++near_y) {
            for (int near_x = std::max(0, cell_x - kReach);
                 near_x <= std::min(counts.width() - 1, cell_x + kReach); ++near_x) {
                if (counts.at(near_x, near_y) >= kActiveCount) {
                    counts.at(near_x, near_y) = 0;
                    group.push_back(near_y * counts.width() + near_x);
                }
            }
        }
    }
    return group;
}

float slope_at(const Grey& picture, int x, int y) {
    return std::fabs(picture.at(x + 1, y) - picture.at(x - 1, y)) +
           std::fabs(picture.at(x, y + 1) - picture.at(x, y - 1));
}

struct Rim {
    float count = 0;
    float residual = 0;
    float picture = 0;
    float background = 0;
};

// How alike the slopes of two pictures are, unless the second is too flat to tell. Light changes
// how steep slopes are but not where they lie.
class Texture {
  public:
    void add(const Grey& a, const Grey& b, int x, int y) {
        const float ax = a.at(x + 1, y) - a.at(x - 1, y);
        const float ay = a.at(x, y + 1) - a.at(x, y - 1);
        const float bx = b.at(x + 1, y) - b.at(x - 1, y);
        const float by = b.at(x, y + 1) - b.at(x, y - 1);
        count_ += 1;
        aa_ += ax * ax + ay * ay;
        bb_ += bx * bx + by * by;
        ab_ += ax * bx + ay * by;
    }
    [[nodiscard]] float likeness() const {
        const bool flat = bb_ < kLeastTexture * kLeastTexture * count_;
        return flat || aa_ <= 0 ? 0.0F : ab_ / std::sqrt(aa_ * bb_);
    }

  private:
    float count_ = 0;
    float aa_ = 0;
    float bb_ = 0;
    float ab_ = 0;
};

// Adds up the pixels of a blob one by one.
class Measure {
  public:
    explicit Measure(const BlobInput& input) : input_(input), mask_(input.background.mask()) {}

    void add_cell(int cell_x, int cell_y) {
        for (int y = cell_y * kCell; y < (cell_y + 1) * kCell; ++y) {
            for (int x = cell_x * kCell; x < (cell_x + 1) * kCell; ++x) {
                if (mask_.at(x, y) != 0) {
                    add_pixel(x, y);
                }
            }
        }
    }

    void finish(Blob& blob) const {
        const auto area = static_cast<float>(std::max(1, area_));
        blob.box = {static_cast<float>(left_), static_cast<float>(top_),
                    static_cast<float>(right_ + 1), static_cast<float>(bottom_ + 1)};
        blob.area = area_;
        blob.moving = moving_;
        blob.contrast = contrast_ / area;
        blob.texture_kept = texture_.likeness();
        if (rim_.count > 0) {
            blob.sharpness = rim_.residual / rim_.count / std::max(1.0F, blob.contrast);
            blob.own_edges = (rim_.picture + rim_.count) / (rim_.background + rim_.count);
        }
    }

  private:
    void add_pixel(int x, int y) {
        const float residual = input_.background.residual().at(x, y);
        ++area_;
        contrast_ += std::fabs(residual);
        const float noise = input_.background.noise_at(x, y);
        const float least =
            std::max(input_.moving_threshold, 3.0F * noise * input_.background.noise_ratio());
        moving_ += std::fabs(residual - input_.earlier.at(x, y)) > least ? 1 : 0;
        left_ = std::min(left_, x);
        right_ = std::max(right_, x);
        top_ = std::min(top_, y);
        bottom_ = std::max(bottom_, y);
        if (x > 0 && y > 0 && x + 1 < mask_.width() && y + 1 < mask_.height()) {
            texture_.add(input_.now, input_.background.mean(), x, y);
            add_rim(x, y);
        }
    }

    void add_rim(int x, int y) {
        if (mask_.at(x - 1, y) + mask_.at(x + 1, y) + mask_.at(x, y - 1) + mask_.at(x, y + 1) ==
            4) {
            return;
        }
        rim_.count += 1;
        rim_.residual += slope_at(input_.background.residual(), x, y);
        rim_.picture += slope_at(input_.now, x, y);
        rim_.background += slope_at(input_.background.mean(), x, y);
    }

    const BlobInput& input_;
    const Plane<std::uint8_t>& mask_;
    int area_ = 0;
    int moving_ = 0;
    float contrast_ = 0;
    int left_ = 1 << 20;
    int top_ = 1 << 20;
    int right_ = -1;
    int bottom_ = -1;
    Rim rim_;
    Texture texture_;
};

}  // namespace

Box join(const Box& a, const Box& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

Box grown(const Box& box, float by) {
    return {box.left - by, box.top - by, box.right + by, box.bottom + by};
}

float overlap(const Box& a, const Box& b) {
    const float width = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    return width > 0 && height > 0 ? width * height : 0;
}

PictureSize cell_grid(int width, int height) {
    return {std::max(1, width / kCell), std::max(1, height / kCell)};
}

std::vector<Blob> find_blobs(const BlobInput& input) {
    Plane<std::uint8_t> counts = count_cells(input.background.mask());
    std::vector<Blob> blobs;
    for (int y = 0; y < counts.height(); ++y) {
        for (int x = 0; x < counts.width(); ++x) {
            if (counts.at(x, y) < kActiveCount) {
                continue;
            }
            Blob blob;
            blob.cells = take_group(counts, x, y);
            Measure measure(input);
            for (const int cell : blob.cells) {
                measure.add_cell(cell % counts.width(), cell / counts.width());
            }
            measure.finish(blob);
            blobs.push_back(std::move(blob));
        }
    }
    return blobs;
}

}  // namespace porchlight::motion
