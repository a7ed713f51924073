// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/live_evidence.hpp"

#include <fmt/format.h>

#include <string_view>

namespace porchlight::hub {

namespace {

struct Said {
    std::string_view value;
    std::string_view words;
};

Said said_of(LiveWhy why) {
    switch (why) {
        case LiveWhy::Nothing:
            return {"direct", "its picture came the direct way"};
        case LiveWhy::UdpBlocked:
            return {"udp_blocked", "nothing came through to the hub's UDP port"};
        case LiveWhy::NoPicture:
            return {"no_picture", "a way was found, and no picture came over it"};
        case LiveWhy::NoWebRtc:
            return {"no_webrtc", "this browser has no WebRTC"};
        case LiveWhy::WebRtcOff:
            return {"webrtc_off", "WebRTC is switched off in the hub, or its port is taken"};
        case LiveWhy::H265:
            return {"codec", "this browser cannot play H.265"};
        case LiveWhy::HubBusy:
            return {"hub_busy", "the hub had no time for every picture"};
        case LiveWhy::ViewerLimit:
            return {"viewer_limit", "too many are watching"};
    }
    return {};
}

}  // namespace

EvidenceList evidence_of(const LiveReport& report, UtcTime now) {
    if (now - report.at > kReportCounts) {
        return {};
    }
    const Said said = said_of(report.why);
    const auto ago = std::chrono::floor<std::chrono::minutes>(now - report.at).count();
    return {{"live_way", std::string(said.value),
             fmt::format("A browser, {} min ago: {}", ago, said.words)}};
}

}  // namespace porchlight::hub
