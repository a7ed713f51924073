// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace porchlight::test {

/// One RTP packet, ready to send but for what a loop adds to its sequence number and timestamp.
struct FeedPacket {
    int track = 0;
    media::ByteVector rtp;
};
using FeedFrame = std::vector<FeedPacket>;

/// What a camera sends: its description and its frames, to be sent over and over.
struct Feed {
    std::string sdp;
    std::vector<FeedFrame> frames;
    std::chrono::microseconds interval{66667};
    std::uint32_t ticks_per_frame = 6000;
};

enum class Markers : std::uint8_t { Set, Missing };
enum class ParameterSets : std::uint8_t { InDescription, InBandOnly };

struct FeedOptions {
    std::chrono::microseconds interval{66667};
    Markers markers = Markers::Set;
    ParameterSets parameter_sets = ParameterSets::InDescription;
    /// Adds 8 kHz G.711 as a second track, one packet a frame.
    bool with_sound = false;
};

/// Packs the access units of an H.264 byte stream (ITU-T H.264 annex B) as RFC 6184 says.
[[nodiscard]] Feed make_h264_feed(const media::ByteVector& annexb, const FeedOptions& options);
/// A feed of `frames` made-up pictures, a key frame every `gop`: good for everything but decoding.
[[nodiscard]] Feed make_synthetic_feed(int frames, int gop, const FeedOptions& options);

/// A feed of real, decodable video: noise over a moving gradient, at `bit_rate` bits a second.
[[nodiscard]] Feed make_encoded_feed(PictureSize size, int frames, int gop, std::int64_t bit_rate,
                                     const FeedOptions& options);

}  // namespace porchlight::test
