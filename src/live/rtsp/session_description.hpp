// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"

#include <string>

namespace porchlight::live {

/// The session description of one H.264 stream, with control "track1" below the base.
/// @param name For people.   @param own_address Numeric, as the client sees us.
/// @source RFC 8866; RFC 6184 section 8.2.1.
[[nodiscard]] std::string describe_session(const media::VideoTrack& track, const std::string& name,
                                           const std::string& own_address);

}  // namespace porchlight::live
