// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/detector.hpp"
#include "motion/luma.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

namespace porchlight::motion {

/// A deterministic little world for the tests: a textured wall with a lawn, sensor noise, and
/// whatever a test paints on it.
class Scene {
  public:
    static constexpr int kWidth = 640;
    static constexpr int kHeight = 360;

    explicit Scene(double noise = 2.0) : noise_(noise) {
        for (double& grain : grain_) {
            grain = gauss();
        }
        wall_.reserve(static_cast<std::size_t>(kWidth) * kHeight);
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x) {
                const bool joint = x % 48 < 3 || y % 32 < 3;
                const double bricks =
                    joint ? 90.0 : 120.0 + 10.0 * std::sin((x / 48) * 1.7 + (y / 32) * 2.3);
                const double lawn = 80.0 + 25.0 * std::sin(x * 0.9) * std::sin(y * 1.1 + x * 0.2);
                wall_.push_back(y < kHeight * 2 / 3 ? bricks : lawn);
            }
        }
    }

    /// Starts the next picture: the empty scene.
    void clear() { picture_ = wall_; }
    [[nodiscard]] double& at(int x, int y) {
        return picture_[static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)];
    }
    [[nodiscard]] double wall_at(int x, int y) const {
        const int column = std::clamp(x, 0, kWidth - 1);
        const int row = std::clamp(y, 0, kHeight - 1);
        return wall_[static_cast<std::size_t>(row) * kWidth + static_cast<std::size_t>(column)];
    }
    /// Calls `paint(x, y, value)` for each pixel of a rectangle, clipped to the picture.
    void paint(int left, int top, int width, int height,
               const std::function<void(int, int, double&)>& brush) {
        for (int y = std::max(0, top); y < std::min(kHeight, top + height); ++y) {
            for (int x = std::max(0, left); x < std::min(kWidth, left + width); ++x) {
                brush(x, y, at(x, y));
            }
        }
    }
    /// A person: dark trousers, a lighter coat; contrast 0 is a cut-out as bright as the wall.
    void paint_person(int left, int top, int height, double contrast = 1.0) {
        const int width = std::max(4, height * 2 / 5);
        paint(left, top, width, height, [&](int, int y, double& value) {
            const double own = y < top + height / 2 ? 60.0 : 30.0;
            value = 110.0 + contrast * (own - 110.0);
        });
    }
    void scale_light(double gain) {
        for (double& value : picture_) {
            value *= gain;
        }
    }

    /// The finished picture, with noise.
    [[nodiscard]] const LumaView& render() {
        bytes_.resize(picture_.size());
        for (std::size_t row = 0; row < picture_.size(); row += kWidth) {
            const auto from = static_cast<std::size_t>(random() * kGrains);
            for (std::size_t x = 0; x < kWidth; ++x) {
                const double value = picture_[row + x] + noise_ * grain_[from + x];
                bytes_[row + x] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
            }
        }
        view_ = {bytes_.data(), kWidth, kHeight, kWidth};
        return view_;
    }
    void set_noise(double noise) { noise_ = noise; }
    /// Uniform from 0 to 1, the same in every run.
    double random() {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(state_ >> 40U) / static_cast<double>(1U << 24U);
    }

  private:
    static constexpr std::size_t kGrains = 20000;

    // Near enough to a bell curve of deviation 1.
    double gauss() { return (random() + random() + random() + random() - 2.0) * 1.73; }

    double noise_;
    std::uint64_t state_ = 7;
    std::vector<double> grain_ = std::vector<double>(kGrains + kWidth);
    std::vector<double> wall_;
    std::vector<double> picture_;
    std::vector<std::uint8_t> bytes_;
    LumaView view_;
};

/// What a run over a scene came to.
struct Outcome {
    double motion_seconds = 0;
    double first = -1;  ///< When motion was first reported, seconds; -1 never.
    double since = -1;  ///< When it says that motion began.
    double last = -1;
    Cause cause = Cause::None;  ///< The last cause given for a change that was no motion.
    Area area;                  ///< Of the first report.
};

/// Runs `seconds` of a scene at 10 pictures a second through a detector. @param paint Paints the
/// picture of that second on the cleared scene.
inline Outcome run_scene(Detector& detector, Scene& scene, double seconds,
                         const std::function<void(double)>& paint, double start = 0) {
    Outcome outcome;
    constexpr double kStep = 0.1;
    const int pictures = static_cast<int>(std::lround(seconds / kStep));
    for (int i = 0; i < pictures; ++i) {
        const double now = start + i * kStep;
        scene.clear();
        paint(now);
        const auto time = MediaTime(static_cast<std::int64_t>(std::lround(now * 90000)));
        const Observation seen = detector.analyse(scene.render(), time);
        if (seen.is_motion) {
            outcome.motion_seconds += kStep;
            outcome.last = now;
            if (outcome.first < 0) {
                outcome.first = now;
                outcome.since = seen.since.seconds();
                outcome.area = seen.areas.front();
            }
        } else if (seen.cause != Cause::None) {
            outcome.cause = seen.cause;
        }
    }
    return outcome;
}

}  // namespace porchlight::motion
