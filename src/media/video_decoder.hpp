// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"
#include "media/picture.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace porchlight::media {

/// How well pictures are decoded. Analysis skips the loop filter: about a quarter less work, and
/// errors that grow until the next key frame, which motion detection bears and eyes do not.
enum class DecodeQuality : std::uint8_t { Full, Analysis };

/// Turns coded video into pictures, on one thread (libavcodec). Thread-bound: one caller at a time.
class VideoDecoder {
  public:
    /// @error Corrupt  Parameter sets are missing.   @error Unsupported  This libavcodec lacks the
    /// codec.
    static Result<VideoDecoder> create(const VideoTrack& track, DecodeQuality quality);
    ~VideoDecoder();
    VideoDecoder(VideoDecoder&&) noexcept;
    VideoDecoder& operator=(VideoDecoder&&) noexcept;
    VideoDecoder(const VideoDecoder&) = delete;
    VideoDecoder& operator=(const VideoDecoder&) = delete;

    /// @return The picture that is ready, if any: with B-frames pictures come later than their
    /// packets, in the order in which they are shown. A picture's `pts` is that of its packet.
    /// @error Corrupt  The packet cannot be decoded; go on with the next key frame.
    Result<std::optional<Picture>> decode(const Packet& packet);
    /// The pictures still held back, one a call, until none is left. Afterwards call `reset`.
    Result<std::optional<Picture>> drain();
    /// Forgets all references: the next packet must be a key frame.
    void reset();

  private:
    struct State;
    explicit VideoDecoder(std::unique_ptr<State> state);
    Result<std::optional<Picture>> receive();
    std::unique_ptr<State> state_;
};

/// Decodes one key frame alone.
/// @error Corrupt  It gives no picture.   Else as VideoDecoder::create.
Result<Picture> decode_key_frame(const VideoTrack& track, const Packet& key_frame,
                                 DecodeQuality quality);

}  // namespace porchlight::media
