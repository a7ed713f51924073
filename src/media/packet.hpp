// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/units.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::media {

enum class Codec : std::uint8_t { H264, H265, Aac, Pcmu, Pcma, Opus };

[[nodiscard]] constexpr bool is_video(Codec codec) {
    return codec == Codec::H264 || codec == Codec::H265;
}
/// "H.264", "G.711 µ-law" and so on, for people.
[[nodiscard]] std::string_view to_string(Codec codec);

using ByteVector = std::vector<std::uint8_t>;

/// What a video track is and how to decode it. Parameter sets are raw NAL units without a length or
/// a start code.
struct VideoTrack {
    Codec codec = Codec::H264;
    PictureSize size;
    /// Frames a second as the camera says, or 0 when it does not.
    double frame_rate = 0;
    ByteVector vps;  ///< H.265 only.
    ByteVector sps;
    ByteVector pps;
    friend bool operator==(const VideoTrack&, const VideoTrack&) = default;
};

struct AudioTrack {
    Codec codec = Codec::Aac;
    int sample_rate = 0;  ///< Hz.
    int channels = 0;
    ByteVector config;  ///< AAC: AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1). Else empty.
    friend bool operator==(const AudioTrack&, const AudioTrack&) = default;
};

enum class TrackKind : std::uint8_t { Video, Audio };
enum class FrameKind : std::uint8_t { Key, Delta };

/// One coded frame (a video access unit, or one audio frame) on its way through the hub. Made once,
/// then shared: the packet ring, the recorder and every viewer hold the same bytes. Immutable after
/// a source has yielded it.
struct Packet {
    TrackKind track = TrackKind::Video;
    FrameKind kind = FrameKind::Delta;  ///< Audio: always Key.
    /// Presentation time on the source's own time line; the same line for video and audio of one
    /// source.
    MediaTime pts;
    /// Decode time; equals `pts` unless the camera sends B-frames. Never goes back within a track.
    MediaTime dts;
    /// When the last byte of the frame reached the hub, on both of its clocks.
    MonotonicTime arrived;
    UtcTime wall;
    /// Video: NAL units, each behind its 4-byte big-endian length (ISO/IEC 14496-15 section 5.3),
    /// without access unit delimiters and parameter sets unless they change. Audio: the raw frame
    /// (AAC without ADTS header).
    ByteVector data;
};

/// How packets travel. Thread-safe to hold and read anywhere.
using PacketPtr = std::shared_ptr<const Packet>;

}  // namespace porchlight::media
