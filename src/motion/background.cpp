// SPDX-License-Identifier: Apache-2.0
#include "motion/background.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::motion {
namespace {

constexpr float kFirstNoise = 1.5F;  // grey levels, until noise is learned
constexpr float kNoiseFloor = 0.35F;
constexpr float kNoiseTime = 10.0F;    // seconds
constexpr float kMeanTime = 8.0F;      // seconds
constexpr float kFirstTime = 1.0F;     // seconds of plain averaging at the start
constexpr float kNoiseFactor = 4.5F;   // threshold over small deviations (root mean square) ...
constexpr float kUnrestFactor = 2.2F;  // ... and over what lies beyond kQuietNoise
constexpr float kQuietNoise = 1.5F;
constexpr float kLeastContrast = 3.2F;   // grey levels at sensitivity 5
constexpr float kLightDistrust = 0.35F;  // share of a local light change that may be left over
constexpr float kMostDistrust = 15.0F;   // grey levels; what is left of a thing is more

// Repeats each cell's value for its pixels.
void expand_cells(const Grey& cells, int y, int width, float* out) {
    const float* row = cells.row(std::min(y / kCell, cells.height() - 1));
    const int whole = std::min(width / kCell, cells.width());
    for (int x = 0; x < whole; ++x) {
        for (int i = 0; i < kCell; ++i) {
            out[x * kCell + i] = row[x];
        }
    }
    for (int x = whole * kCell; x < width; ++x) {
        out[x] = row[cells.width() - 1];
    }
}

float rate(float seconds, float time_constant) {
    return 1.0F - std::exp(-seconds / time_constant);
}

}  // namespace

void Background::reset(const Grey& now) {
    mean_ = now;
    noise_ = Grey(now.width(), now.height(), kFirstNoise);
    residual_ = Grey(now.width(), now.height());
    tolerance_ = residual_;
    mask_ = Plane<std::uint8_t>(now.width(), now.height());
    average_noise();
    noise_ratio_ = 1;
    learned_seconds_ = 0;
}

void Background::adopt(const Grey& now) {
    mean_ = now;
}

void Background::compare(const Grey& now, float scale, const Grey& extra) {
    light_.measure(now, mean_);
    fill_residual(now);
    measure_noise_ratio();
    fill_mask(scale, extra);
}

// What is left after the light of the whole picture, or else the light around the pixel, is taken
// out: the smaller of the two. A thing differs under both; light under one of them does not. The
// tolerance grows where the light around changed, as its edges are never taken out exactly.
void Background::fill_residual(const Grey& now) {
    const float global = light_.global();
    const int width = now.width();
    std::vector<float> local(static_cast<std::size_t>(now.width()));
    for (int y = 0; y < now.height(); ++y) {
        light_.expand_row(y, local.data());
        const float* picture = now.row(y);
        const float* mean = mean_.row(y);
        const float* gain = local.data();
        float* residual = residual_.row(y);
        float* tolerance = tolerance_.row(y);
        for (int x = 0; x < width; ++x) {
            const float lifted = mean[x] + LightField::kDarkLift;
            const float seen = picture[x] + LightField::kDarkLift;
            const float by_global = seen - global * lifted;
            const float by_local = seen - gain[x] * lifted;
            residual[x] = std::fabs(by_local) < std::fabs(by_global) ? by_local : by_global;
            tolerance[x] =
                std::min(std::fabs(by_local - by_global) * kLightDistrust, kMostDistrust);
        }
    }
}

// The median of |residual| / noise is near 0.67 in a quiet picture; only noise can lift a median.
void Background::measure_noise_ratio() {
    std::vector<float> ratios;
    ratios.reserve(residual_.size() / 60 + 1);
    for (int y = 1; y < residual_.height(); y += 5) {
        for (int x = y % 13; x < residual_.width(); x += 13) {
            ratios.push_back(std::fabs(residual_.at(x, y)) / noise_.at(x, y));
        }
    }
    if (ratios.empty()) {
        return;
    }
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    noise_ratio_ = std::clamp(*middle / 0.67F, 1.0F, 6.0F);
}

// The sensitivity moves the least contrast fully, and the distance to the noise by its root only:
// nobody wants to see noise.
void Background::fill_mask(float scale, const Grey& extra) {
    const float least_contrast = kLeastContrast * scale;
    const float noise_scale = std::sqrt(scale) * noise_ratio_;
    const int width = residual_.width();
    std::vector<float> around(static_cast<std::size_t>(width));
    std::vector<float> extras(around.size());
    for (int y = 0; y < residual_.height(); ++y) {
        if (y % kCell == 0) {
            expand_cells(cell_noise_, y, width, around.data());
            expand_cells(extra, y, width, extras.data());
        }
        const float* residual = residual_.row(y);
        const float* noise = noise_.row(y);
        const float* tolerance = tolerance_.row(y);
        const float* cells = around.data();
        const float* factor = extras.data();
        std::uint8_t* mask = mask_.row(y);
        for (int x = 0; x < width; ++x) {
            const float unrest = std::max(noise[x], cells[x]);
            const float calm = std::min(unrest, kQuietNoise);
            const float least = kNoiseFactor * calm + kUnrestFactor * (unrest - calm);
            const float threshold = std::max(least_contrast, least * noise_scale) + tolerance[x];
            mask[x] = std::fabs(residual[x]) > threshold * factor[x] ? 1 : 0;
        }
    }
}

void Background::average_noise() {
    const int columns = std::max(1, noise_.width() / kCell);
    const int rows = std::max(1, noise_.height() / kCell);
    cell_noise_ = Grey(columns, rows);
    for (int y = 0; y < rows * kCell && y < noise_.height(); ++y) {
        const float* noise = noise_.row(y);
        float* cells = cell_noise_.row(y / kCell);
        for (int x = 0; x < columns; ++x) {
            const float* four = noise + static_cast<std::ptrdiff_t>(x) * kCell;
            cells[x] += (four[0] + four[1] + four[2] + four[3]) / (kCell * kCell);
        }
    }
}

void Background::learn(const Grey& now, float seconds, const Grey& hold) {
    learned_seconds_ += seconds;
    const float time = std::min(kMeanTime, std::max(kFirstTime, learned_seconds_));
    const float noise_time = std::min(kNoiseTime, std::max(kFirstTime, learned_seconds_));
    const float mean_rate = rate(seconds, time);
    const float noise_rate = rate(seconds, noise_time);
    const int width = now.width();
    std::vector<float> shares(static_cast<std::size_t>(width));
    for (int y = 0; y < now.height(); ++y) {
        const float* picture = now.row(y);
        const float* residual = residual_.row(y);
        if (y % kCell == 0) {
            expand_cells(hold, y, now.width(), shares.data());
        }
        const float* share = shares.data();
        float* mean = mean_.row(y);
        float* noise = noise_.row(y);
        for (int x = 0; x < width; ++x) {
            mean[x] += mean_rate * share[x] * (picture[x] - mean[x]);
            // The root of the mean square, by Newton's step: a root for each pixel costs too much.
            const float deviation = std::min(std::fabs(residual[x]), 4.0F * noise[x] + 1.0F);
            const float excess = deviation * deviation / noise[x] - noise[x];
            noise[x] = std::max(kNoiseFloor, noise[x] + 0.5F * noise_rate * share[x] * excess);
        }
    }
    average_noise();
}

void Background::absorb(const Grey& now, const CellMask& cells) {
    for (int y = 0; y < now.height(); ++y) {
        const std::uint8_t* mask = cells.row(std::min(y / kCell, cells.height() - 1));
        const float* picture = now.row(y);
        float* mean = mean_.row(y);
        for (int x = 0; x < now.width(); ++x) {
            if (mask[std::min(x / kCell, cells.width() - 1)] != 0) {
                mean[x] = picture[x];
            }
        }
    }
}

}  // namespace porchlight::motion
