// SPDX-License-Identifier: Apache-2.0
#pragma once

// FFmpeg's objects with an owner. Only .cpp files of media/ include this.

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>

#include <libswscale/swscale.h>
}

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

}  // namespace porchlight::media
