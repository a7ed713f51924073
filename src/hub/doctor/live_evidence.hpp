// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/doctor/evidence.hpp"

#include <chrono>
#include <cstdint>

namespace porchlight::hub {

/// How a browser got a camera's picture.
enum class LiveWay : std::uint8_t { WebRtc, Relay, WebSocket, Hls, Pictures };

/// Why it did not get it the best way.
enum class LiveWhy : std::uint8_t {
    Nothing,      ///< It did.
    UdpBlocked,   ///< Nothing came through to the hub's UDP port, or back.
    NoPicture,    ///< A way was found, and no picture came over it.
    NoWebRtc,     ///< The browser has none, or it is switched off there.
    WebRtcOff,    ///< Switched off in the hub, or its port is taken.
    H265,         ///< The browser cannot play what the camera sends.
    HubBusy,      ///< The hub has no time for every picture.
    ViewerLimit,  ///< Too many are watching.
};

/// What a browser said of one camera's live video.
struct LiveReport {
    LiveWay way = LiveWay::WebRtc;
    LiveWhy why = LiveWhy::Nothing;
    UtcTime at;
};

/// What was said longer ago says nothing of now.
constexpr std::chrono::hours kReportCounts{2};

[[nodiscard]] EvidenceList evidence_of(const LiveReport& report, UtcTime now);

}  // namespace porchlight::hub
