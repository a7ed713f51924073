// SPDX-License-Identifier: Apache-2.0
#include "media/jpeg.hpp"

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/scaler.hpp"
#include "media/video_decoder.hpp"

#include <optional>
#include <utility>

namespace porchlight::media {

namespace {

constexpr int kQuality = 5;  // libavcodec's scale: 2 best, 31 worst

Result<CodecContextPtr> open_encoder(PictureSize size) {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    CodecContextPtr context(avcodec_alloc_context3(codec));
    if (codec == nullptr || !context) {
        return Error(ErrorCode::Unsupported, "this machine's libavcodec cannot make JPEG pictures");
    }
    context->width = size.width;
    context->height = size.height;
    context->time_base = {1, 25};
    context->pix_fmt = AV_PIX_FMT_YUVJ420P;
    context->color_range = AVCOL_RANGE_JPEG;
    context->thread_count = 1;
    context->flags |= AV_CODEC_FLAG_QSCALE;
    context->global_quality = FF_QP2LAMBDA * kQuality;
    if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0) {
        return ffmpeg_error(error, "start the JPEG encoder");
    }
    return context;
}

/// Video is coded in the range 16 to 235, JPEG in 0 to 255.
Result<AvFramePtr> to_full_range(const AVFrame& from, PictureSize size) {
    AvFramePtr to(av_frame_alloc());
    to->format = AV_PIX_FMT_YUVJ420P;
    to->width = size.width;
    to->height = size.height;
    to->color_range = AVCOL_RANGE_JPEG;
    if (const int error = av_frame_get_buffer(to.get(), 0); error < 0) {
        return ffmpeg_error(error, "make a JPEG picture");
    }
    const bool full = from.format == AV_PIX_FMT_YUVJ420P || from.color_range == AVCOL_RANGE_JPEG;
    const SwsContextPtr context(sws_getContext(from.width, from.height, AV_PIX_FMT_YUV420P,
                                               size.width, size.height, AV_PIX_FMT_YUV420P,
                                               SWS_AREA, nullptr, nullptr, nullptr));
    if (!context) {
        return Error(ErrorCode::Unsupported, "this machine's libswscale cannot scale the picture");
    }
    const int* matrix = sws_getCoefficients(SWS_CS_DEFAULT);
    sws_setColorspaceDetails(context.get(), matrix, full ? 1 : 0, matrix, 1, 0, 1 << 16, 1 << 16);
    sws_scale(context.get(), from.data, from.linesize, 0, from.height, to->data, to->linesize);
    return to;
}

}  // namespace

Result<ByteVector> encode_jpeg(const Picture& picture, int width) {
    const PictureSize size = fit_width(picture.size(), width > 0 ? width : picture.size().width);
    PL_TRY(const CodecContextPtr encoder, open_encoder(size));
    PL_TRY(const AvFramePtr frame, to_full_range(*picture.frame(), size));
    frame->quality = encoder->global_quality;
    const AvPacketPtr packet(av_packet_alloc());
    int error = avcodec_send_frame(encoder.get(), frame.get());
    error = error < 0 ? error : avcodec_receive_packet(encoder.get(), packet.get());
    if (error < 0) {
        return ffmpeg_error(error, "make a JPEG picture");
    }
    return ByteVector(packet->data, packet->data + packet->size);
}

Result<ByteVector> key_frame_to_jpeg(const VideoTrack& track, const Packet& key_frame, int width) {
    PL_TRY(const Picture picture, decode_key_frame(track, key_frame, DecodeQuality::Full));
    return encode_jpeg(picture, width);
}

}  // namespace porchlight::media
