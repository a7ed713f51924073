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
#include "motion/zones.hpp"

#include <utility>
#include <vector>

namespace porchlight::motion {

/// Finds moving things in the pictures of one camera. Pure: pictures in, observations out.
/// Pictures may come at any spacing (25 a second or one every 2 s) but in order of time.
/// Strand-bound.
class Detector {
  public:
    explicit Detector(Sensitivity sensitivity = {}, Zones zones = {})
        : sensitivity_(sensitivity), zones_(std::move(zones)) {}

    /// Takes effect at once; what is known about the background stays.
    void set_sensitivity(Sensitivity sensitivity);
    void set_zones(Zones zones);

    /// Observes one picture and learns from it.
    Observation analyse(const LumaView& picture, MediaTime time);
    /// The same for a picture that is already shrunk (see shrink()).
    Observation analyse(SmallLuma picture, MediaTime time);

    /// What a first look at a picture says, without learning from it.
    struct Glance {
        double strength = 0;     ///< Changed pixels times contrast of the strongest thing.
        bool continues = false;  ///< A moving object is still there, somewhere, and still moves.
    };
    [[nodiscard]] Glance peek(const SmallLuma& picture) const;

    /// What was seen in the last picture and is not believed yet.
    [[nodiscard]] std::vector<Candidate> candidates() const;
    /// The first seconds: things have to get farther than later to be believed.
    [[nodiscard]] bool is_cautious() const;

    /// What is being followed and what is known of the scene, for diagnosis.
    [[nodiscard]] const Objects& objects() const { return objects_; }
    [[nodiscard]] const Background& background() const { return background_; }
    [[nodiscard]] const ClockFinder& clock() const { return clock_; }

  private:
    struct Sorted {
        std::vector<Blob> things;
        Cause cause = Cause::None;
    };

    void prepare(const SmallLuma& picture);
    [[nodiscard]] bool still_moves(const Blob& blob) const;
    void start_over(MediaTime time);
    void steady();
    [[nodiscard]] double active_share() const;
    [[nodiscard]] bool is_upheaval(double share, float seconds) const;
    [[nodiscard]] Sorted sort_blobs(std::vector<Blob> blobs) const;
    [[nodiscard]] bool is_sliver(const Box& box) const;
    [[nodiscard]] Area area_of(const Object& object) const;
    [[nodiscard]] float caution(const Sorted& sorted, MediaTime time);
    void settle_ghosts(MediaTime time);
    void watch_clock(MediaTime time);
    void learn(const Sorted& sorted, float seconds);
    void remember(MediaTime time);
    [[nodiscard]] Observation describe(const Sorted& sorted, MediaTime time) const;

    void rasterise();

    Sensitivity sensitivity_;
    Zones zones_;
    Grey activity_;  // threshold factor of each cell by the zones
    CellMask privacy_;
    Background background_;
    Objects objects_;
    ClockFinder clock_;
    Grey now_;
    Grey steadied_;
    Grey before_;   // the picture before
    Grey earlier_;  // residual of a moment ago
    MediaTime earlier_time_;
    Grey unrest_;     // for each cell
    Grey threshold_;  // factor for each cell: zones, and never where a clock ticks
    MediaTime last_;
    MediaTime started_;
    MediaTime upheaval_;  // when the picture last changed as a whole
    double last_share_ = 0;
    float trouble_ = 0;  // how much was going on lately
    float caution_ = 1;  // of the last picture
    bool shaken_ = false;
};

}  // namespace porchlight::motion
