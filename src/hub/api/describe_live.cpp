// SPDX-License-Identifier: Apache-2.0
#include "hub/api/live_descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::LiveWay>> names_of() {
    using hub::LiveWay;
    static constexpr std::array kNames{
        Name<LiveWay>{LiveWay::WebRtc, "webrtc"}, Name<LiveWay>{LiveWay::Relay, "relay"},
        Name<LiveWay>{LiveWay::WebSocket, "websocket"}, Name<LiveWay>{LiveWay::Hls, "hls"},
        Name<LiveWay>{LiveWay::Pictures, "pictures"}};
    return kNames;
}

template <>
std::span<const Name<hub::LiveWhy>> names_of() {
    using hub::LiveWhy;
    static constexpr std::array kNames{Name<LiveWhy>{LiveWhy::Nothing, "nothing"},
                                       Name<LiveWhy>{LiveWhy::UdpBlocked, "udp_blocked"},
                                       Name<LiveWhy>{LiveWhy::NoPicture, "no_picture"},
                                       Name<LiveWhy>{LiveWhy::NoWebRtc, "no_webrtc"},
                                       Name<LiveWhy>{LiveWhy::WebRtcOff, "webrtc_off"},
                                       Name<LiveWhy>{LiveWhy::H265, "h265"},
                                       Name<LiveWhy>{LiveWhy::HubBusy, "hub_busy"},
                                       Name<LiveWhy>{LiveWhy::ViewerLimit, "viewer_limit"}};
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

namespace {

constexpr Rules kText{.most = 200};

}  // namespace

template <>
Object<RelayView> describe() {
    return Object<RelayView>("Relay", "The owner's TURN server for watching from outside.")
        .field("urls", &RelayView::urls, "Its addresses; none: nothing goes outside.")
        .field("user", &RelayView::user, "Its user.")
        .field("has_secret", &RelayView::has_secret, "Whether a password is kept.");
}

template <>
Object<RelayChange> describe() {
    return Object<RelayChange>("RelayChange", "Another TURN server, or none.")
        .field("urls", &RelayChange::urls,
               "At most four of the shape turn:host:3478?transport=udp, or turns:.", {.most = 4})
        .field("user", &RelayChange::user, "Its user.", kText)
        .field("secret", &RelayChange::secret, "Its password; left out: as it was.",
               {.most = 200, .need = Need::Defaulted});
}

template <>
Object<LiveReport> describe() {
    return Object<LiveReport>("LiveReport", "How a browser got a picture, and why so.")
        .field("way", &LiveReport::way, "The way it took.")
        .field("why", &LiveReport::why, "Why it did not take the best one.");
}

}  // namespace porchlight::hub::api
