// SPDX-License-Identifier: Apache-2.0
#pragma once

// FFmpeg's objects with an owner. Only .cpp files of media/ include this.

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>

#include <libswscale/swscale.h>
}

#include "base/result.hpp"
#include "media/packet.hpp"

#include <algorithm>
#include <memory>

namespace porchlight::media {

struct FfmpegFree {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
    void operator()(SwsContext* context) const { sws_freeContext(context); }
};

using CodecContextPtr = std::unique_ptr<AVCodecContext, FfmpegFree>;
using AvPacketPtr = std::unique_ptr<AVPacket, FfmpegFree>;
using AvFramePtr = std::unique_ptr<AVFrame, FfmpegFree>;
using FormatContextPtr = std::unique_ptr<AVFormatContext, FfmpegFree>;
using SwsContextPtr = std::unique_ptr<SwsContext, FfmpegFree>;

/// Tells a decoder what comes beside the frames: avcC, an AudioSpecificConfig.
inline Result<> set_extradata(AVCodecContext& context, const ByteVector& record) {
    context.extradata =
        static_cast<std::uint8_t*>(av_mallocz(record.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    if (context.extradata == nullptr) {
        return Error(ErrorCode::Exhausted, "no memory for a decoder");
    }
    std::ranges::copy(record, context.extradata);
    context.extradata_size = static_cast<int>(record.size());
    return {};
}

}  // namespace porchlight::media
