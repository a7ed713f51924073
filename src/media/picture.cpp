// SPDX-License-Identifier: Apache-2.0
#include "media/picture.hpp"

extern "C" {
#include <libavutil/frame.h>
}

#include "base/check.hpp"

#include <utility>

namespace porchlight::media {

void Picture::Free::operator()(AVFrame* frame) const {
    av_frame_free(&frame);
}

Picture::Picture(PictureSize size) : frame_(av_frame_alloc()) {
    PL_CHECK(frame_ != nullptr, "no memory for a picture");
    frame_->format = AV_PIX_FMT_YUV420P;
    frame_->width = size.width;
    frame_->height = size.height;
    PL_CHECK(av_frame_get_buffer(frame_.get(), 0) == 0, "no memory for a picture");
}

Picture::Picture(AVFrame* frame) : frame_(frame) {}
Picture::~Picture() = default;
Picture::Picture(Picture&& other) noexcept = default;
Picture& Picture::operator=(Picture&& other) noexcept = default;

PictureSize Picture::size() const {
    return {frame_->width, frame_->height};
}

MediaTime Picture::pts() const {
    return MediaTime(frame_->pts);
}

void Picture::set_pts(MediaTime pts) {
    frame_->pts = pts.ticks();
}

PlaneView Picture::plane(int plane) const {
    const int half = plane == 0 ? 1 : 2;
    return {frame_->data[plane], (frame_->width + half - 1) / half,
            (frame_->height + half - 1) / half, frame_->linesize[plane]};
}

std::uint8_t* Picture::data(int plane) {
    return frame_->data[plane];
}

int Picture::stride(int plane) const {
    return frame_->linesize[plane];
}

void Picture::make_writable() {
    PL_CHECK(av_frame_make_writable(frame_.get()) == 0, "no memory for a picture");
}

}  // namespace porchlight::media
