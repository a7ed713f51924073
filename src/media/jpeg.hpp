// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"
#include "media/picture.hpp"

namespace porchlight::media {

/// A JPEG of the picture. @param width At most this wide; 0 keeps the size.
/// @error Unsupported, Exhausted
Result<ByteVector> encode_jpeg(const Picture& picture, int width = 0);

/// Decodes one key frame and makes a JPEG of it: 35 to 40 ms of a core at 1080p.
/// @error Corrupt  The packet is not a key frame that can be decoded.
Result<ByteVector> key_frame_to_jpeg(const VideoTrack& track, const Packet& key_frame,
                                     int width = 0);

}  // namespace porchlight::media
