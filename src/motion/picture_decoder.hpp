// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video_decoder.hpp"
#include "motion/pipeline.hpp"

#include <optional>

namespace porchlight::motion {

/// Decodes one stream for the motion analysis: libavcodec without the loop filter. Thread-bound.
class PictureDecoder final : public FrameDecoder {
  public:
    explicit PictureDecoder(media::VideoTrack track);

    Result<std::optional<Frame>> decode(const media::Packet& packet) override;
    void reset() override;

  private:
    media::VideoTrack track_;
    std::optional<media::VideoDecoder> decoder_;
    /// What `decode` returned last looks into this picture.
    std::optional<media::Picture> picture_;
};

}  // namespace porchlight::motion
