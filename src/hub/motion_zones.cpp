// SPDX-License-Identifier: Apache-2.0
#include "hub/motion_zones.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace porchlight::hub {

TriedSettings tried_of(const store::CameraSettings& settings) {
    return {settings.sensitivity, settings.min_motion, settings.zones};
}

motion::Zones motion_zones(const std::vector<store::Zone>& zones) {
    motion::Zones made;
    for (const store::Zone& zone : zones) {
        std::vector<motion::Point> points;
        std::ranges::transform(
            zone.points, std::back_inserter(points),
            [](const store::ZonePoint& point) { return motion::Point{point.x, point.y}; });
        auto area = motion::Polygon::create(std::move(points));
        if (!area) {
            continue;
        }
        if (zone.kind == store::ZoneKind::Privacy) {
            made.privacy.push_back(std::move(*area));
            continue;
        }
        const auto sensitivity = motion::Sensitivity::create(zone.sensitivity.value_or(0));
        made.activity.push_back({zone.name, std::move(*area),
                                 sensitivity ? std::optional(*sensitivity) : std::nullopt});
    }
    return made;
}

motion::TrialSettings trial_settings(const TriedSettings& tried) {
    motion::TrialSettings settings;
    if (const auto sensitivity = motion::Sensitivity::create(tried.sensitivity)) {
        settings.motion.sensitivity = *sensitivity;
    }
    settings.motion.minimum_duration = tried.min_motion;
    settings.zones = motion_zones(tried.zones);
    return settings;
}

}  // namespace porchlight::hub
