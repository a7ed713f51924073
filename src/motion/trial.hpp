// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/detection.hpp"
#include "motion/detector.hpp"

#include <optional>
#include <vector>

namespace porchlight::motion {

/// Settings that somebody tries.
struct TrialSettings {
    Settings motion;
    Zones zones;
};

/// What one picture shows under the settings that are tried.
struct Sighting {
    MediaTime time;
    bool is_learning = false;  ///< The first seconds: things must get farther to be believed.
    bool is_motion = false;    ///< An event would be going on.
    double level = 0;          ///< How near the surest thing is to counting, 0 to 1; 1: it counts.
    std::vector<Area> counting;         ///< What is believed.
    std::vector<Candidate> candidates;  ///< What may yet come to nothing.
    std::vector<Area> outside;          ///< What would be believed, but for the activity zones.
    Cause ignored = Cause::None;        ///< Why what changed does not count.
    std::optional<Detection> started;   ///< An event would have begun with this picture.
};

/// The detector as somebody who walks before the camera wants to see it: what it sees, how near
/// that is to counting, and what it would see without the zones. Settings may change while it
/// runs; what is known of the background stays. It looks at every picture it is given, where the
/// hub's own analysis saves those that it need not decode. Pure; strand-bound.
class Trial {
  public:
    explicit Trial(TrialSettings settings);

    void change(TrialSettings settings);
    /// Pictures in order of time.
    Sighting look(const SmallLuma& picture, MediaTime time);

  private:
    Detector detector_;
    Detector everywhere_;  // the same without activity zones
    DetectionTracker tracker_;
    bool has_zones_ = false;
};

}  // namespace porchlight::motion
