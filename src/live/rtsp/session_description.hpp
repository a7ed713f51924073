// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/rtsp/conversation.hpp"
#include "media/packet.hpp"
#include "media/rtp/track_receiver.hpp"

#include <optional>
#include <string>

namespace porchlight::live {

/// The session description of one H.264 stream, with control "track1" below the base, and of its
/// sound in AAC, "track2", where there is some.
/// @param asked With the loudspeaker, "track3", there is a section that takes G.711 of both kinds
/// and AAC at 16 kHz; directions are then the client's, as ONVIF has them.
/// @param name For people.   @param own_address Numeric, as the client sees us.
/// @source RFC 8866; RFC 6184 section 8.2.1; RFC 3640 section 4.1; ONVIF Streaming Specification
/// section 5.3.
[[nodiscard]] std::string describe_session(const media::VideoTrack& video,
                                           const std::optional<media::AudioTrack>& audio,
                                           Asked asked, const std::string& name,
                                           const std::string& own_address);

/// What the loudspeaker takes in packets of this type; nothing: it was not offered.
[[nodiscard]] std::optional<media::rtp::TrackFormat> voice_format(int payload_type);

}  // namespace porchlight::live
