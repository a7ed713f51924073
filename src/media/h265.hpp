// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/h264.hpp"

namespace porchlight::media {

/// @param sps A sequence parameter set NAL unit with its 2 header bytes.
/// @source ITU-T H.265 section 7.3.2.2. @error Corrupt  As parse_h264_sps.
Result<SpsFacts> parse_h265_sps(ByteSpan sps);

/// The hvcC record. @source ISO/IEC 14496-15 section 8.3.3.1. @error Corrupt  A parameter set is
/// missing or cut.
Result<ByteVector> make_hvcc(const VideoTrack& track);
/// Reads an hvcC record. @return The track, and through `length_size` the bytes of each NAL length.
/// @error Corrupt
Result<VideoTrack> parse_hvcc(ByteSpan record, int* length_size);

/// The 12 bytes of general profile, tier, compatibility, constraints and level out of a sequence
/// parameter set.
/// @error Corrupt
Result<std::array<std::uint8_t, 12>> h265_profile_bytes(ByteSpan sps);

}  // namespace porchlight::media
