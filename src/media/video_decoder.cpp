// SPDX-License-Identifier: Apache-2.0
#include "media/video_decoder.hpp"

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/h264.hpp"
#include "media/h265.hpp"
#include "media/scaler.hpp"

#include <utility>

namespace porchlight::media {

struct VideoDecoder::State {
    CodecContextPtr context;
    AvPacketPtr packet{av_packet_alloc()};
    /// For cameras that do not send 4:2:0 with 8 bits.
    std::optional<Scaler> converter;
};

VideoDecoder::VideoDecoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
VideoDecoder::~VideoDecoder() = default;
VideoDecoder::VideoDecoder(VideoDecoder&&) noexcept = default;
VideoDecoder& VideoDecoder::operator=(VideoDecoder&&) noexcept = default;

Result<VideoDecoder> VideoDecoder::create(const VideoTrack& track, DecodeQuality quality) {
    quiet_ffmpeg();
    const bool h264 = track.codec == Codec::H264;
    PL_TRY(const ByteVector record, h264 ? make_avcc(track) : make_hvcc(track));
    const AVCodec* codec = avcodec_find_decoder(h264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC);
    auto state = std::make_unique<State>();
    state->context.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !state->context || !state->packet) {
        return Error(ErrorCode::Unsupported, "this machine's libavcodec cannot decode " +
                                                 std::string(to_string(track.codec)));
    }
    AVCodecContext& context = *state->context;
    PL_TRY_VOID(set_extradata(context, record));
    context.thread_count = 1;
    context.flags |= AV_CODEC_FLAG_LOW_DELAY;
    context.pkt_timebase = {1, 90000};
    if (quality == DecodeQuality::Analysis) {
        context.skip_loop_filter = AVDISCARD_ALL;
        context.flags2 |= AV_CODEC_FLAG2_FAST;
    }
    if (const int error = avcodec_open2(&context, codec, nullptr); error < 0) {
        return ffmpeg_error(error, "start the video decoder");
    }
    return VideoDecoder(std::move(state));
}

Result<std::optional<Picture>> VideoDecoder::decode(const Packet& packet) {
    AVPacket& av = *state_->packet;
    // The decoder copies what is not reference counted, with the padding it wants; our bytes are
    // not changed.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): FFmpeg only reads
    av.data = const_cast<std::uint8_t*>(packet.data.data());
    av.size = static_cast<int>(packet.data.size());
    av.pts = packet.pts.ticks();
    av.dts = packet.dts.ticks();
    av.flags = packet.kind == FrameKind::Key ? AV_PKT_FLAG_KEY : 0;
    if (const int error = avcodec_send_packet(state_->context.get(), &av);
        error < 0 && error != AVERROR(EAGAIN)) {
        return ffmpeg_error(error, "decode a video frame");
    }
    return receive();
}

Result<std::optional<Picture>> VideoDecoder::drain() {
    avcodec_send_packet(state_->context.get(), nullptr);
    return receive();
}

Result<std::optional<Picture>> VideoDecoder::receive() {
    AvFramePtr frame(av_frame_alloc());
    if (!frame) {
        return Error(ErrorCode::Exhausted, "no memory for a picture");
    }
    const int error = avcodec_receive_frame(state_->context.get(), frame.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) {
        return std::optional<Picture>();
    }
    if (error < 0) {
        return ffmpeg_error(error, "decode a video frame");
    }
    if (frame->format == AV_PIX_FMT_YUV420P || frame->format == AV_PIX_FMT_YUVJ420P) {
        return std::optional<Picture>(Picture(frame.release()));
    }
    std::optional<Scaler>& converter = state_->converter;
    if (!converter) {
        converter.emplace();
    }
    const PictureSize size{frame->width & ~1, frame->height & ~1};
    const Picture other(frame.release());
    PL_TRY(Picture converted, converter->scale(other, size));
    return std::optional<Picture>(std::move(converted));
}

void VideoDecoder::reset() {
    avcodec_flush_buffers(state_->context.get());
}

Result<Picture> decode_key_frame(const VideoTrack& track, const Packet& key_frame,
                                 DecodeQuality quality) {
    PL_TRY(VideoDecoder decoder, VideoDecoder::create(track, quality));
    PL_TRY(std::optional<Picture> picture, decoder.decode(key_frame));
    if (!picture) {
        PL_TRY(picture, decoder.drain());
    }
    if (!picture) {
        return Error(ErrorCode::Corrupt, "the camera's newest key frame gives no picture");
    }
    return std::move(*picture);
}

}  // namespace porchlight::media
