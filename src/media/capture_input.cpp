// SPDX-License-Identifier: Apache-2.0
#include "media/capture_input.hpp"

extern "C" {
#include <libavdevice/avdevice.h>
}

#include "media/ffmpeg_error.hpp"

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

Result<CaptureInput> CaptureInput::open(const std::string& format, const std::string& device,
                                        const std::map<std::string, std::string>& options,
                                        AVMediaType kind, const std::atomic<bool>* interrupted) {
    avdevice_register_all();
    quiet_ffmpeg();
    CaptureInput input;
    input.interrupted = interrupted;
    input.what = kind == AVMEDIA_TYPE_VIDEO ? "picture" : "sound";
    const std::string doing = "open " + device;
    const AVInputFormat* known = av_find_input_format(format.c_str());
    if (known == nullptr) {
        return Error(ErrorCode::Unsupported,
                     doing + ": this machine's libavdevice has no '" + format + "'");
    }
    AVFormatContext* context = avformat_alloc_context();
    context->flags |= AVFMT_FLAG_NONBLOCK;
    AVDictionary* wishes = nullptr;
    for (const auto& [key, value] : options) {
        av_dict_set(&wishes, key.c_str(), value.c_str(), 0);
    }
    const int opened = avformat_open_input(&context, device.c_str(), known, &wishes);
    av_dict_free(&wishes);
    if (opened < 0) {
        return ffmpeg_error(opened, doing);
    }
    input.context.reset(context);
    input.stream = av_find_best_stream(context, kind, -1, -1, nullptr, 0);
    if (input.stream < 0) {
        return Error(ErrorCode::Unsupported, doing + ": it gives no " + input.what);
    }
    const AVCodecParameters& parameters = *context->streams[input.stream]->codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
    input.decoder.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !input.decoder) {
        return Error(ErrorCode::Unsupported,
                     doing + ": the format of its " + input.what + " is not known here");
    }
    avcodec_parameters_to_context(input.decoder.get(), &parameters);
    input.decoder->thread_count = 1;
    if (const int error = avcodec_open2(input.decoder.get(), codec, nullptr); error < 0) {
        return ffmpeg_error(error, doing);
    }
    return input;
}

Result<> CaptureInput::read_packet() const {
    const auto deadline = SteadyClock::now() + kPatience;
    for (;;) {
        av_packet_unref(packet.get());
        const int error = av_read_frame(context.get(), packet.get());
        if (error == 0 && packet->stream_index == stream) {
            return {};
        }
        if (error < 0 && error != AVERROR(EAGAIN)) {
            return ffmpeg_error(error, "read the camera's " + what);
        }
        if (interrupted != nullptr && interrupted->load()) {
            return Error(ErrorCode::Cancelled, "stopped");
        }
        if (SteadyClock::now() > deadline) {
            return Error(ErrorCode::TimedOut, "the camera gave no " + what + " for 5 s");
        }
        if (error == AVERROR(EAGAIN)) {
            std::this_thread::sleep_for(kPoll);
        }
    }
}

Result<AvFramePtr> CaptureInput::read_frame() const {
    for (;;) {
        PL_TRY_VOID(read_packet());
        int error = avcodec_send_packet(decoder.get(), packet.get());
        AvFramePtr frame(av_frame_alloc());
        error = error < 0 ? error : avcodec_receive_frame(decoder.get(), frame.get());
        if (error == AVERROR(EAGAIN) || error == AVERROR_INVALIDDATA) {
            continue;  // a damaged Motion JPEG picture costs itself alone
        }
        if (error < 0) {
            return ffmpeg_error(error, "read the camera's " + what);
        }
        return frame;
    }
}

}  // namespace porchlight::media
