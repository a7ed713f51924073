// SPDX-License-Identifier: Apache-2.0
#include "media/scaler.hpp"

#include "media/ffmpeg_ptr.hpp"

#include <algorithm>

namespace porchlight::media {

struct Scaler::State {
    SwsContextPtr context;
};

Scaler::Scaler() : state_(std::make_unique<State>()) {}
Scaler::~Scaler() = default;
Scaler::Scaler(Scaler&&) noexcept = default;
Scaler& Scaler::operator=(Scaler&&) noexcept = default;

Result<Picture> Scaler::scale(const Picture& picture, PictureSize size) {
    const AVFrame& from = *picture.frame();
    // sws_getCachedContext frees what it is given when it makes a new one.
    state_->context.reset(sws_getCachedContext(
        state_->context.release(), from.width, from.height, static_cast<AVPixelFormat>(from.format),
        size.width, size.height, AV_PIX_FMT_YUV420P, SWS_AREA, nullptr, nullptr, nullptr));
    if (!state_->context) {
        return Error(ErrorCode::Unsupported,
                     "this machine's libswscale does not know the camera's pixel format");
    }
    Picture scaled(size);
    sws_scale(state_->context.get(), from.data, from.linesize, 0, from.height, scaled.frame()->data,
              scaled.frame()->linesize);
    scaled.set_pts(picture.pts());
    return scaled;
}

PictureSize fit_width(PictureSize size, int width) {
    const int shown = std::max(std::min(size.width, width), 2) & ~1;
    const int height =
        static_cast<int>(static_cast<std::int64_t>(size.height) * shown / std::max(size.width, 1));
    return {shown, std::max(height, 2) & ~1};
}

}  // namespace porchlight::media
