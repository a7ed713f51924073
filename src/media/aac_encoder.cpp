// SPDX-License-Identifier: Apache-2.0
#include "media/aac_encoder.hpp"

#include "base/check.hpp"
#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"

#include <cstring>
#include <utility>

namespace porchlight::media {

namespace {

constexpr int kBitsPerChannel = 32000;

}  // namespace

struct AacEncoder::State {
    AudioTrack track;
    CodecContextPtr encoder;
    AvFramePtr frame{av_frame_alloc()};
    AvPacketPtr packet{av_packet_alloc()};

    Result<std::vector<Packet>> collect() const;
};

AacEncoder::AacEncoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
AacEncoder::~AacEncoder() = default;
AacEncoder::AacEncoder(AacEncoder&&) noexcept = default;
AacEncoder& AacEncoder::operator=(AacEncoder&&) noexcept = default;

Result<AacEncoder> AacEncoder::create(int sample_rate, int channels) {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    auto state = std::make_unique<State>();
    state->encoder.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !state->encoder) {
        return Error(ErrorCode::Unsupported, "this machine's libavcodec has no AAC encoder");
    }
    AVCodecContext& encoder = *state->encoder;
    encoder.sample_rate = sample_rate;
    encoder.time_base = {1, 90000};
    encoder.sample_fmt = AV_SAMPLE_FMT_FLTP;
    av_channel_layout_default(&encoder.ch_layout, channels);
    encoder.bit_rate = static_cast<std::int64_t>(kBitsPerChannel) * channels;
    encoder.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    encoder.thread_count = 1;
    if (const int error = avcodec_open2(&encoder, codec, nullptr); error < 0) {
        return ffmpeg_error(error, "start the AAC encoder");
    }
    state->track = {Codec::Aac, sample_rate, channels,
                    ByteVector(encoder.extradata, encoder.extradata + encoder.extradata_size)};
    AVFrame& frame = *state->frame;
    frame.format = encoder.sample_fmt;
    frame.nb_samples = encoder.frame_size;
    frame.sample_rate = encoder.sample_rate;
    av_channel_layout_copy(&frame.ch_layout, &encoder.ch_layout);
    if (const int error = av_frame_get_buffer(&frame, 0); error < 0) {
        return ffmpeg_error(error, "start the AAC encoder");
    }
    return AacEncoder(std::move(state));
}

const AudioTrack& AacEncoder::track() const {
    return state_->track;
}

std::size_t AacEncoder::frame_samples() const {
    return static_cast<std::size_t>(state_->frame->nb_samples);
}

Result<std::vector<Packet>> AacEncoder::encode(std::span<const float> samples, MediaTime pts) {
    AVFrame& frame = *state_->frame;
    const auto channels = static_cast<std::size_t>(state_->track.channels);
    PL_CHECK(samples.size() == frame_samples() * channels, "one frame at a time");
    if (const int error = av_frame_make_writable(&frame); error < 0) {
        return ffmpeg_error(error, "encode audio as AAC");
    }
    for (std::size_t channel = 0; channel < channels; ++channel) {
        std::vector<float> plane(frame_samples());
        for (std::size_t i = 0; i < plane.size(); ++i) {
            plane[i] = samples[i * channels + channel];
        }
        std::memcpy(frame.data[channel], plane.data(), plane.size() * sizeof(float));
    }
    frame.pts = pts.ticks();
    if (const int error = avcodec_send_frame(state_->encoder.get(), &frame); error < 0) {
        return ffmpeg_error(error, "encode audio as AAC");
    }
    return state_->collect();
}

Result<std::vector<Packet>> AacEncoder::State::collect() const {
    std::vector<Packet> made;
    for (;;) {
        const int error = avcodec_receive_packet(encoder.get(), packet.get());
        if (error == AVERROR(EAGAIN)) {
            return made;
        }
        if (error < 0) {
            return ffmpeg_error(error, "encode audio as AAC");
        }
        Packet one;
        one.track = TrackKind::Audio;
        one.kind = FrameKind::Key;
        one.pts = MediaTime(packet->pts);
        one.dts = one.pts;
        one.data.assign(packet->data, packet->data + packet->size);
        av_packet_unref(packet.get());
        made.push_back(std::move(one));
    }
}

}  // namespace porchlight::media
