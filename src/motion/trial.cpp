// SPDX-License-Identifier: Apache-2.0
#include "motion/trial.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::motion {
namespace {

// Without its activity zones; where a zone is keener than the camera, so is the whole.
Zones only_privacy(const Zones& zones) {
    return {{}, zones.privacy};
}

Sensitivity keenest(const TrialSettings& settings) {
    Sensitivity keen = settings.motion.sensitivity;
    for (const Zone& zone : settings.zones.activity) {
        keen = std::max(keen, zone.sensitivity.value_or(keen));
    }
    return keen;
}

bool touch(const Area& a, const Area& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

}  // namespace

Trial::Trial(TrialSettings settings)
    : detector_(settings.motion.sensitivity, settings.zones),
      everywhere_(keenest(settings), only_privacy(settings.zones)),
      tracker_(settings.motion),
      has_zones_(!settings.zones.activity.empty()) {}

void Trial::change(TrialSettings settings) {
    everywhere_.set_sensitivity(keenest(settings));
    everywhere_.set_zones(only_privacy(settings.zones));
    has_zones_ = !settings.zones.activity.empty();
    detector_.set_sensitivity(settings.motion.sensitivity);
    detector_.set_zones(std::move(settings.zones));
    tracker_.set_settings(settings.motion);
}

Sighting Trial::look(const SmallLuma& picture, MediaTime time) {
    const Observation seen = detector_.analyse(picture, time);
    // Also without zones, so that it knows the background when the first zone is drawn.
    const Observation anywhere = everywhere_.analyse(picture, time);
    Sighting sighting;
    sighting.time = time;
    sighting.is_learning = detector_.is_cautious();
    sighting.counting = seen.areas;
    sighting.candidates = detector_.candidates();
    sighting.level = seen.is_motion ? 1 : 0;
    for (const Candidate& candidate : sighting.candidates) {
        sighting.level = std::max(sighting.level, candidate.nearness);
    }
    if (has_zones_) {
        std::ranges::copy_if(
            anywhere.areas, std::back_inserter(sighting.outside), [&](const Area& area) {
                return std::ranges::none_of(
                    seen.areas, [&](const Area& counted) { return touch(area, counted); });
            });
    }
    sighting.ignored = seen.is_motion ? Cause::None : seen.cause;
    if (const auto change = tracker_.observe(seen);
        change && change->kind == Change::Kind::Started) {
        sighting.started = change->detection;
    }
    const auto state = tracker_.state();
    sighting.is_motion =
        state == DetectionTracker::State::Active || state == DetectionTracker::State::Fading;
    return sighting;
}

}  // namespace porchlight::motion
