// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "sources/rtsp/rtsp_source.hpp"
#include "sources/speaker.hpp"

#include <memory>

namespace porchlight::sources::rtsp {

/// The loudspeaker of an RTSP camera, by ONVIF's backchannel.
///
/// It is a session of its own, and only while somebody speaks: cameras that are asked for their
/// loudspeaker with the picture keep it occupied, so that a doorbell's own button and its maker's
/// app find it taken, and some drop the picture when somebody speaks (AlexxIT/go2rtc: README on
/// doorbells, pull request 1959). Whether there is one is asked by a DESCRIBE alone, once, on a
/// connection of its own: the picture's is asked as ever, since cameras refuse or change their
/// answer for what they do not know.
/// @param clock Outlives it and its lines.
/// @source ONVIF Streaming Specification, section 5.3.
[[nodiscard]] std::shared_ptr<Speaker> make_rtsp_speaker(RtspSettings settings, const Clock& clock);

}  // namespace porchlight::sources::rtsp
