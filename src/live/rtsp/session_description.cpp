// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/session_description.hpp"

#include "base/base64.hpp"
#include "media/rtp/packetiser.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::live {

namespace {

/// A session's name is one line, and not empty (RFC 8866 section 5.3).
std::string one_line(std::string name) {
    std::ranges::replace_if(name, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    return name.empty() ? "Porchlight" : name;
}

/// Profile and level are the three bytes behind the head of the sequence parameter set.
std::string profile_of(const media::ByteVector& sps) {
    constexpr std::size_t kProfileEnds = 4;
    return sps.size() < kProfileEnds ? "42E01E" : to_hex(std::span(sps).subspan(1, 3));
}

}  // namespace

std::string describe_session(const media::VideoTrack& track, const std::string& name,
                             const std::string& own_address) {
    const std::string_view family = own_address.find(':') == std::string::npos ? "IP4" : "IP6";
    std::string text = fmt::format(
        "v=0\r\no=- 1 1 IN {0} {1}\r\ns={2}\r\nc=IN {0} {3}\r\nt=0 0\r\na=control:*\r\n"
        "a=range:npt=now-\r\nm=video 0 RTP/AVP {4}\r\na=rtpmap:{4} H264/90000\r\n"
        "a=fmtp:{4} packetization-mode=1;profile-level-id={5};sprop-parameter-sets={6},{7}\r\n",
        family, own_address.empty() ? "0.0.0.0" : own_address, one_line(name),
        family == "IP4" ? "0.0.0.0" : "::", media::rtp::H264Packetiser::kPayloadType,
        profile_of(track.sps), to_base64(track.sps), to_base64(track.pps));
    if (track.frame_rate > 0) {
        text += fmt::format("a=framerate:{:.2f}\r\n", track.frame_rate);
    }
    return text + "a=sendonly\r\na=control:track1\r\n";
}

}  // namespace porchlight::live
