// SPDX-License-Identifier: Apache-2.0
#include "media/capture.hpp"

#include "media/capture_input.hpp"
#include "media/scaler.hpp"

#include <utility>

namespace porchlight::media {

struct Capture::State {
    explicit State(CaptureInput opened) : input(std::move(opened)) {}

    CaptureInput input;
    Scaler converter;
};

Capture::Capture(std::unique_ptr<State> state) : state_(std::move(state)) {}
Capture::~Capture() = default;
Capture::Capture(Capture&&) noexcept = default;
Capture& Capture::operator=(Capture&&) noexcept = default;

Result<Capture> Capture::open(const CaptureSettings& settings) {
    PL_TRY(auto input, CaptureInput::open(settings.format, settings.device, settings.options,
                                          AVMEDIA_TYPE_VIDEO, settings.interrupted));
    return Capture(std::make_unique<State>(std::move(input)));
}

PictureSize Capture::size() const {
    return {state_->input.decoder->width & ~1, state_->input.decoder->height & ~1};
}

double Capture::frame_rate() const {
    const AVRational rate = state_->input.context->streams[state_->input.stream]->avg_frame_rate;
    return rate.den == 0 ? 0 : av_q2d(rate);
}

Result<Picture> Capture::read() {
    const CaptureInput& input = state_->input;
    PL_TRY(AvFramePtr frame, input.read_frame());
    const AVRational base = input.context->streams[input.stream]->time_base;
    const std::int64_t pts =
        input.packet->pts == AV_NOPTS_VALUE ? 0 : av_rescale_q(input.packet->pts, base, {1, 90000});
    const PictureSize even{frame->width & ~1, frame->height & ~1};
    const Picture raw(frame.release());
    PL_TRY(Picture picture, state_->converter.scale(raw, even));
    picture.set_pts(MediaTime(pts));
    return picture;
}

}  // namespace porchlight::media
