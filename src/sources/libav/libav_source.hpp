// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/rtsp/rtsp_source.hpp"

#include <memory>

namespace porchlight::sources {

/// An RTSP camera through libavformat, for those that our own client does not get along with. Costs
/// a thread, several times the CPU, and one frame of delay.
///
/// Connects with our own code first, so that a closed port or an unknown host is said as clearly as
/// always, and libavformat never waits for a name.
/// @param clock Outlives the source.
[[nodiscard]] std::unique_ptr<Source> make_libav_source(RtspSettings settings, const Clock& clock);

}  // namespace porchlight::sources
