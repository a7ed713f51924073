// SPDX-License-Identifier: Apache-2.0
#include "media/capture.hpp"

extern "C" {
#include <libavdevice/avdevice.h>
}

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/scaler.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

namespace porchlight::media {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience(5);
/// A device that is asked without blocking is asked again after this long: a quarter of a frame at
/// 60 a second.
constexpr std::chrono::milliseconds kPoll(4);

}  // namespace

struct Capture::State {
    FormatContextPtr input;
    CodecContextPtr decoder;
    AvPacketPtr packet{av_packet_alloc()};
    Scaler converter;
    int stream = 0;
    const std::atomic<bool>* interrupted = nullptr;

    [[nodiscard]] Result<> read_packet() const;
};

Capture::Capture(std::unique_ptr<State> state) : state_(std::move(state)) {}
Capture::~Capture() = default;
Capture::Capture(Capture&&) noexcept = default;
Capture& Capture::operator=(Capture&&) noexcept = default;

Result<Capture> Capture::open(const CaptureSettings& settings) {
    avdevice_register_all();
    quiet_ffmpeg();
    const std::string doing = "open " + settings.device;
    const AVInputFormat* format = av_find_input_format(settings.format.c_str());
    if (format == nullptr) {
        return Error(ErrorCode::Unsupported,
                     doing + ": this machine's libavdevice has no '" + settings.format + "'");
    }
    auto state = std::make_unique<State>();
    state->interrupted = settings.interrupted;
    AVFormatContext* context = avformat_alloc_context();
    context->flags |= AVFMT_FLAG_NONBLOCK;
    AVDictionary* options = nullptr;
    for (const auto& [key, value] : settings.options) {
        av_dict_set(&options, key.c_str(), value.c_str(), 0);
    }
    const int opened = avformat_open_input(&context, settings.device.c_str(), format, &options);
    av_dict_free(&options);
    if (opened < 0) {
        return ffmpeg_error(opened, doing);
    }
    state->input.reset(context);
    state->stream = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (state->stream < 0) {
        return Error(ErrorCode::Unsupported, doing + ": it gives no video");
    }
    const AVCodecParameters& parameters = *context->streams[state->stream]->codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
    state->decoder.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !state->decoder) {
        return Error(ErrorCode::Unsupported, doing + ": its picture format is not known here");
    }
    avcodec_parameters_to_context(state->decoder.get(), &parameters);
    state->decoder->thread_count = 1;
    if (const int error = avcodec_open2(state->decoder.get(), codec, nullptr); error < 0) {
        return ffmpeg_error(error, doing);
    }
    return Capture(std::move(state));
}

PictureSize Capture::size() const {
    return {state_->decoder->width & ~1, state_->decoder->height & ~1};
}

double Capture::frame_rate() const {
    const AVRational rate = state_->input->streams[state_->stream]->avg_frame_rate;
    return rate.den == 0 ? 0 : av_q2d(rate);
}

Result<> Capture::State::read_packet() const {
    const auto deadline = SteadyClock::now() + kPatience;
    for (;;) {
        av_packet_unref(packet.get());
        const int error = av_read_frame(input.get(), packet.get());
        if (error == 0 && packet->stream_index == stream) {
            return {};
        }
        if (error < 0 && error != AVERROR(EAGAIN)) {
            return ffmpeg_error(error, "read a picture from the camera");
        }
        if (interrupted != nullptr && interrupted->load()) {
            return Error(ErrorCode::Cancelled, "stopped");
        }
        if (SteadyClock::now() > deadline) {
            return Error(ErrorCode::TimedOut, "the camera gave no picture for 5 s");
        }
        if (error == AVERROR(EAGAIN)) {
            std::this_thread::sleep_for(kPoll);
        }
    }
}

Result<Picture> Capture::read() {
    State& state = *state_;
    for (;;) {
        PL_TRY_VOID(state.read_packet());
        int error = avcodec_send_packet(state.decoder.get(), state.packet.get());
        AvFramePtr frame(av_frame_alloc());
        error = error < 0 ? error : avcodec_receive_frame(state.decoder.get(), frame.get());
        if (error == AVERROR(EAGAIN) || error == AVERROR_INVALIDDATA) {
            continue;  // a damaged Motion JPEG picture costs itself alone
        }
        if (error < 0) {
            return ffmpeg_error(error, "read a picture from the camera");
        }
        const AVRational base = state.input->streams[state.stream]->time_base;
        const std::int64_t pts = state.packet->pts == AV_NOPTS_VALUE
                                     ? 0
                                     : av_rescale_q(state.packet->pts, base, {1, 90000});
        const PictureSize even{frame->width & ~1, frame->height & ~1};
        const Picture raw(frame.release());
        PL_TRY(Picture picture, state.converter.scale(raw, even));
        picture.set_pts(MediaTime(pts));
        return picture;
    }
}

}  // namespace porchlight::media
