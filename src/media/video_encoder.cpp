// SPDX-License-Identifier: Apache-2.0
#include "media/video_encoder.hpp"

extern "C" {
#include <libavutil/opt.h>
}

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/nal.hpp"

#include <cmath>
#include <utility>

namespace porchlight::media {

struct VideoEncoder::State {
    CodecContextPtr context;
    AvPacketPtr packet{av_packet_alloc()};
    VideoTrack track;
    bool wants_key_frame = false;
};

VideoEncoder::VideoEncoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
VideoEncoder::~VideoEncoder() = default;
VideoEncoder::VideoEncoder(VideoEncoder&&) noexcept = default;
VideoEncoder& VideoEncoder::operator=(VideoEncoder&&) noexcept = default;

namespace {

void configure(AVCodecContext& context, const EncoderSettings& settings) {
    context.width = settings.size.width;
    context.height = settings.size.height;
    context.pix_fmt = AV_PIX_FMT_YUV420P;
    context.time_base = {1, 90000};
    context.framerate = av_d2q(settings.frame_rate, 1000);
    context.gop_size = settings.key_frame_interval;
    context.max_b_frames = 0;
    context.thread_count = 1;
    context.bit_rate = settings.bit_rate;
    context.rc_max_rate = settings.bit_rate;
    context.rc_buffer_size = static_cast<int>(settings.bit_rate);
    context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    av_opt_set(context.priv_data, "preset", "superfast", 0);
    av_opt_set(context.priv_data, "tune", "zerolatency", 0);
    // Key frames only where they are due, and quality before rate: a still night costs few bits.
    av_opt_set(context.priv_data, "sc_threshold", "0", 0);
    av_opt_set(context.priv_data, "crf", "26", 0);
    av_opt_set(context.priv_data, "forced-idr", "1", 0);
}

}  // namespace

Result<VideoEncoder> VideoEncoder::create(const EncoderSettings& settings) {
    quiet_ffmpeg();
    const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
    auto state = std::make_unique<State>();
    state->context.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !state->context || !state->packet) {
        return Error(ErrorCode::Unsupported,
                     "this machine's libavcodec has no H.264 encoder (x264)");
    }
    configure(*state->context, settings);
    if (const int error = avcodec_open2(state->context.get(), codec, nullptr); error < 0) {
        return ffmpeg_error(error, "start the H.264 encoder");
    }
    AccessUnitBuilder headers(Codec::H264);
    for_each_annexb_nal(
        {state->context->extradata, static_cast<std::size_t>(state->context->extradata_size)},
        [&](ByteSpan nal) { headers.add(nal); });
    state->track = headers.track();
    state->track.frame_rate = settings.frame_rate;
    return VideoEncoder(std::move(state));
}

const VideoTrack& VideoEncoder::track() const {
    return state_->track;
}

void VideoEncoder::make_key_frame() {
    state_->wants_key_frame = true;
}

Result<Packet> VideoEncoder::encode(const Picture& picture) {
    if (picture.size() != PictureSize{state_->context->width, state_->context->height}) {
        return Error(ErrorCode::InvalidArgument,
                     "a picture of another size came to the H.264 encoder");
    }
    AVFrame& frame = *picture.frame();
    const bool is_wanted = std::exchange(state_->wants_key_frame, false);
    frame.pict_type = is_wanted ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    int error = avcodec_send_frame(state_->context.get(), &frame);
    error = error < 0 ? error : avcodec_receive_packet(state_->context.get(), state_->packet.get());
    if (error < 0) {
        return ffmpeg_error(error, "encode a picture as H.264");
    }
    const AVPacket& av = *state_->packet;
    AccessUnitBuilder unit(Codec::H264);
    unit.begin(static_cast<std::size_t>(av.size) + 16);
    for_each_annexb_nal({av.data, static_cast<std::size_t>(av.size)},
                        [&](ByteSpan nal) { unit.add(nal); });
    Packet packet;
    packet.kind = unit.kind();
    packet.pts = picture.pts();
    packet.dts = picture.pts();
    packet.data = unit.take();
    av_packet_unref(state_->packet.get());
    return packet;
}

}  // namespace porchlight::media
