// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/background.hpp"
#include "motion/blobs.hpp"
#include "motion/clock_finder.hpp"
#include "motion/luma.hpp"
#include "motion/objects.hpp"
#include "motion/observation.hpp"
#include "motion/settings.hpp"

#include <optional>
#include <vector>

namespace porchlight::motion {

/// Finds moving things in the pictures of one camera. Pure: pictures in, observations out.
/// Pictures may come at any spacing (25 a second or one every 2 s) but in order of time.
/// Strand-bound.
class Detector {
  public:
    explicit Detector(Sensitivity sensitivity = {}) : sensitivity_(sensitivity) {}

    /// Observes one picture and learns from it.
    Observation analyse(const LumaView& picture, MediaTime time);
    /// The same for a picture that is already shrunk (see shrink()).
    Observation analyse(SmallLuma picture, MediaTime time);

    /// How much in this picture could be an object (0..1), compared with what is known so far.
    /// Learns nothing. 0 when there is no background yet.
    const Background& dbg_bg() const { return background_; }
    const Objects& dbg_objects() const { return objects_; }
    [[nodiscard]] double peek(SmallLuma picture) const;

  private:
    struct Sorted {
        std::vector<Blob> things;
        Cause cause = Cause::None;
    };

    void prepare(SmallLuma& picture);
    void start_over(MediaTime time);
    void steady();
    [[nodiscard]] double active_share() const;
    [[nodiscard]] bool is_upheaval(double share, float seconds) const;
    [[nodiscard]] Sorted sort_blobs(std::vector<Blob> blobs) const;
    [[nodiscard]] bool is_sliver(const Box& box) const;
    [[nodiscard]] float caution(const Sorted& sorted, MediaTime time);
    void settle_ghosts(MediaTime time);
    void watch_clock(MediaTime time);
    void learn(const Sorted& sorted, MediaTime time, float seconds);
    void remember(MediaTime time);
    [[nodiscard]] Observation describe(const Sorted& sorted, MediaTime time) const;

    Sensitivity sensitivity_;
    Background background_;
    Objects objects_;
    ClockFinder clock_;
    Grey now_;
    Grey steadied_;
    Grey before_;         // the picture before
    Grey earlier_;        // residual of a moment ago
    MediaTime earlier_time_;
    Grey unrest_;         // for each cell
    Grey threshold_;      // for each cell
    MediaTime last_;
    MediaTime started_;
    MediaTime upheaval_;  // when the picture last changed as a whole
    double last_share_ = 0;
    float trouble_ = 0;   // how much was going on lately
    bool shaken_ = false;
};

}  // namespace porchlight::motion
