// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/nal.hpp"

#include <string>

namespace porchlight::media {

/// What a sequence parameter set says that the hub needs.
struct SpsFacts {
    PictureSize size;       ///< After cropping.
    double frame_rate = 0;  ///< Frames a second by its timing information, or 0.
};

/// @param sps A sequence parameter set NAL unit, header byte included.
/// @return Size and frame rate. @source ITU-T H.264 section 7.3.2.1 and annex E.
/// @error Corrupt  Not a sequence parameter set, cut short, or of an impossible size (over 16384 on
/// a side).
Result<SpsFacts> parse_h264_sps(ByteSpan sps);

/// The avcC record. @source ISO/IEC 14496-15 section 5.3.3.1. @error Corrupt  A parameter set is
/// missing or cut.
Result<ByteVector> make_avcc(const VideoTrack& track);
/// Reads an avcC record. @return The track, and through `length_size` the bytes of each NAL length
/// (1, 2 or 4).
/// @error Corrupt
Result<VideoTrack> parse_avcc(ByteSpan record, int* length_size);

}  // namespace porchlight::media
