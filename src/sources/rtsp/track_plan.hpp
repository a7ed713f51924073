// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/track_receiver.hpp"
#include "net/sdp.hpp"
#include "sources/rtsp/rtsp_source.hpp"

#include <string>
#include <vector>

namespace porchlight::sources::rtsp {

/// One track to set up.
struct PlannedTrack {
    media::rtp::TrackFormat format;
    std::string url;                  ///< For SETUP.
    bool takes_picture_loss = false;  ///< As net::SdpMedia.
};

/// What to ask a camera for.
struct TrackPlan {
    PlannedTrack video;
    std::optional<PlannedTrack> audio;
    std::string play_url;  ///< For PLAY, the keep-alive and TEARDOWN.
    std::vector<std::string> notes;
};

/// Picks the first picture that we can record, and the first sound.
/// @param base  As net::control_base.
/// @error Unsupported  No video in H.264 or H.265 (stream.codec_unsupported).
Result<TrackPlan> plan_tracks(const net::Sdp& sdp, const std::string& base, Sound sound);

}  // namespace porchlight::sources::rtsp
