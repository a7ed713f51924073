// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "net/sdp.hpp"

#include <optional>
#include <string>

namespace porchlight::sources::rtsp {

/// What a camera's description has to be asked with, so that it names its loudspeaker.
/// @source ONVIF Streaming Specification, section 5.3.
inline constexpr const char* kBackchannelFeature = "www.onvif.org/ver20/backchannel";

/// A loudspeaker as a camera describes it.
struct Backchannel {
    media::AudioTrack track;  ///< One channel. AAC without its config: the sender's own counts.
    int payload_type = 0;
    std::string control;  ///< For SETUP: as it stands in the description, until it is resolved.
    std::string session;  ///< For PLAY and TEARDOWN.
};

/// The loudspeaker in a description that was asked for with `kBackchannelFeature`: the audio
/// section that says a=sendonly, which is what we do. Of several the one that costs the least and
/// is understood best: G.711, then AAC in the usual layout (AAC-hbr); others are left alone.
/// Nothing if there is none, nor if the picture says a=sendonly, too: then it is the camera that
/// means itself.
[[nodiscard]] std::optional<Backchannel> find_backchannel(const net::Sdp& sdp);

}  // namespace porchlight::sources::rtsp
