// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/frame.hpp"
#include "motion/light.hpp"

#include <vector>

namespace porchlight::motion {

/// What the picture looks like when nothing is there, pixel by pixel, and how much each pixel
/// fluctuates by itself (sensor noise, leaves, rain). All rates are in seconds, so frames may come
/// 25 a second or one every two seconds.
class Background {
  public:
    /// Forgets everything and takes `now` as the background.
    void reset(const Grey& now);
    /// Takes `now` as the background but keeps what is known about noise.
    void adopt(const Grey& now);
    [[nodiscard]] bool empty() const { return mean_.empty(); }
    [[nodiscard]] const Grey& mean() const { return mean_; }

    /// Compares a picture: fills residual() (grey levels left after light is taken out), and marks
    /// the pixels that differ by more than noise explains. `extra` multiplies the threshold of each
    /// cell.
    void compare(const Grey& now, float scale, const Grey& extra);

    [[nodiscard]] const Grey& residual() const { return residual_; }
    [[nodiscard]] const Plane<std::uint8_t>& mask() const { return mask_; }
    [[nodiscard]] const LightField& light() const { return light_; }
    /// How much stronger than learned the noise of the last picture is, at least 1.
    [[nodiscard]] float noise_ratio() const { return noise_ratio_; }
    [[nodiscard]] float noise_at(int x, int y) const { return noise_.at(x, y); }
    [[nodiscard]] const Grey& noise() const { return noise_; }

    /// Learns from the picture last compared. `seconds` since the picture before; `hold` gives each
    /// cell's share (0 frozen .. 1 full rate) of the normal learning rate.
    void learn(const Grey& now, float seconds, const Grey& hold);

    /// Replaces the background by the picture in the marked cells.
    void absorb(const Grey& now, const CellMask& cells);

  private:
    void fill_residual(const Grey& now);
    void measure_noise_ratio();
    void fill_mask(float scale, const Grey& extra);
    void average_noise();

    Grey mean_;
    Grey noise_;
    Grey cell_noise_;  // mean over each cell: steadies what single pixels learned from few pictures
    Grey residual_;
    Grey tolerance_;
    Plane<std::uint8_t> mask_;
    LightField light_;
    float noise_ratio_ = 1;
    float learned_seconds_ = 0;
};

}  // namespace porchlight::motion
