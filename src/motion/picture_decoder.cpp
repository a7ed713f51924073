// SPDX-License-Identifier: Apache-2.0
#include "motion/picture_decoder.hpp"

#include <utility>

namespace porchlight::motion {

PictureDecoder::PictureDecoder(media::VideoTrack track) : track_(std::move(track)) {}

Result<std::optional<FrameDecoder::Frame>> PictureDecoder::decode(const media::Packet& packet) {
    if (!decoder_) {
        PL_TRY(decoder_, media::VideoDecoder::create(track_, media::DecodeQuality::Analysis));
    }
    PL_TRY(picture_, decoder_->decode(packet));
    if (!picture_) {
        return std::optional<Frame>();
    }
    const media::PlaneView luma = picture_->plane(0);
    Frame frame;
    frame.luma = {luma.data, luma.width, luma.height, luma.stride};
    frame.time = picture_->pts();
    return std::optional<Frame>(frame);
}

void PictureDecoder::reset() {
    if (decoder_) {
        decoder_->reset();
    }
}

}  // namespace porchlight::motion
