// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::media {

/// The tracks of one MP4 file or live stream. Video is track 1, audio is track 2; both count in 90
/// kHz ticks.
struct Mp4Tracks {
    std::optional<VideoTrack> video;
    /// AAC or Opus; G.711 has to be transcoded first (media/audio_transcoder.hpp).
    std::optional<AudioTrack> audio;
    friend bool operator==(const Mp4Tracks&, const Mp4Tracks&) = default;
};

/// The start of a fragmented MP4: `ftyp` and `moov` without samples. @source ISO/IEC 14496-12
/// sections 4.3 and 8.
/// @error Corrupt  Parameter sets are missing.   @error Unsupported  An audio codec that MP4
/// players do not know.
Result<ByteVector> make_init_segment(const Mp4Tracks& tracks);

/// The codecs parameter for a browser, e.g. `avc1.64001F, mp4a.40.2`. @source RFC 6381; ISO/IEC
/// 14496-15 annex E.
[[nodiscard]] std::string codecs_parameter(const Mp4Tracks& tracks);

/// One `moof` and the header of its `mdat`, with the packets whose data makes up the rest: written
/// one after the other (writev) they are the fragment, without a copy of the video.
struct Fragment {
    ByteVector header;
    std::vector<PacketPtr> payload;

    [[nodiscard]] std::size_t size() const;
    /// All bytes in one piece.
    [[nodiscard]] ByteVector bytes() const;
};

/// The samples of one track within a fragment.
struct FragmentRun {
    /// In decode order.
    std::span<const PacketPtr> packets;
    /// The decode time of the packet that follows; gives the last sample its duration.
    MediaTime end;
};

/// @param sequence Counts from 1 within a file.   @param origin The media time that is zero in this
/// file.
/// @param video, audio Either may be empty, not both.
Fragment make_fragment(std::uint32_t sequence, MediaTime origin, const FragmentRun& video,
                       const FragmentRun& audio);

}  // namespace porchlight::media
