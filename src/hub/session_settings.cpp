// SPDX-License-Identifier: Apache-2.0
#include "hub/session_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace porchlight::hub {

namespace {

/// Of each pixel and frame: decoding and encoding 1080p15 take about a third of a core.
constexpr double kCoreSharePerPixel = 0.33 / (1920.0 * 1080 * 15);

}  // namespace

std::vector<media::Polygon> privacy_polygons(const store::CameraSettings& settings) {
    std::vector<media::Polygon> polygons;
    for (const store::Zone& zone : settings.zones) {
        if (zone.kind == store::ZoneKind::Privacy) {
            media::Polygon& polygon = polygons.emplace_back();
            std::ranges::transform(zone.points, std::back_inserter(polygon),
                                   [](const store::ZonePoint& point) {
                                       return media::RelativePoint{point.x, point.y};
                                   });
        }
    }
    return polygons;
}

bool same_stream(const store::CameraSettings& a, const store::CameraSettings& b) {
    return a.url.reveal() == b.url.reveal() && a.sub_url.reveal() == b.sub_url.reveal() &&
           a.client == b.client && a.transport == b.transport && a.paused == b.paused &&
           privacy_polygons(a) == privacy_polygons(b);
}

LiveQuality preferred_stream(const store::CameraSettings& settings) {
    return settings.sub_url.empty() ? LiveQuality::Main : LiveQuality::Sub;
}

MotionWatchSettings watch_settings(const store::CameraSettings& settings, LiveQuality stream) {
    MotionWatchSettings watch;
    if (const auto sensitivity = motion::Sensitivity::create(settings.sensitivity)) {
        watch.motion.sensitivity = *sensitivity;
    }
    watch.motion.minimum_duration = settings.min_motion;
    watch.motion.retrigger = settings.retrigger;
    watch.decode = settings.decode;
    std::ranges::copy_if(
        settings.zones, std::back_inserter(watch.zones),
        [](const store::Zone& zone) { return zone.kind == store::ZoneKind::Activity; });
    watch.is_sub = stream == LiveQuality::Sub;
    return watch;
}

std::optional<std::string> privacy_cost(const CameraView& view) {
    if (privacy_polygons(view.settings).empty()) {
        return std::nullopt;
    }
    double share = kCoreSharePerPixel * 1280 * 720 * 15;
    if (view.stream) {
        share = kCoreSharePerPixel * view.stream->video.width * view.stream->video.height *
                std::max(view.stream->video.frame_rate, 1.0);
    }
    return fmt::format(
        "Because of its privacy zone this camera's video is decoded and encoded again on this "
        "machine: about {:.0f} % of one processor core, and a little "
        "sharpness.",
        share * 100);
}

}  // namespace porchlight::hub
