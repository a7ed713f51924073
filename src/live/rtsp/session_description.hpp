// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"

#include <optional>
#include <string>

namespace porchlight::live {

/// The session description of one H.264 stream, with control "track1" below the base, and of its
/// sound in AAC, "track2", where there is some.
/// @param name For people.   @param own_address Numeric, as the client sees us.
/// @source RFC 8866; RFC 6184 section 8.2.1; RFC 3640 section 4.1.
[[nodiscard]] std::string describe_session(const media::VideoTrack& video,
                                           const std::optional<media::AudioTrack>& audio,
                                           const std::string& name, const std::string& own_address);

}  // namespace porchlight::live
