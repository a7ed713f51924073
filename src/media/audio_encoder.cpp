// SPDX-License-Identifier: Apache-2.0
#include "media/audio_encoder.hpp"

#include "base/check.hpp"
#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/sixteen_bits.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace porchlight::media {

namespace {

constexpr int kBitsPerChannel = 32000;
/// Of codecs that take any number of samples.
constexpr int kFramesPerSecond = 50;

struct Kind {
    const AVCodec* codec = nullptr;
    AVSampleFormat format = AV_SAMPLE_FMT_NONE;
};

/// libavcodec's own Opus encoder is an experiment: libopus, or none.
Kind kind_of(Codec codec) {
    switch (codec) {
        case Codec::Aac:
            return {avcodec_find_encoder(AV_CODEC_ID_AAC), AV_SAMPLE_FMT_FLTP};
        case Codec::Opus:
            return {avcodec_find_encoder_by_name("libopus"), AV_SAMPLE_FMT_FLT};
        case Codec::Pcmu:
            return {avcodec_find_encoder(AV_CODEC_ID_PCM_MULAW), AV_SAMPLE_FMT_S16};
        case Codec::Pcma:
            return {avcodec_find_encoder(AV_CODEC_ID_PCM_ALAW), AV_SAMPLE_FMT_S16};
        default:
            return {};
    }
}

}  // namespace

struct AudioEncoder::State {
    AudioTrack track;
    CodecContextPtr encoder;
    AvFramePtr frame{av_frame_alloc()};
    AvPacketPtr packet{av_packet_alloc()};

    Result<> open(const Kind& kind);
    Result<> make_frame() const;
    void fill(std::span<const float> samples) const;
    Result<std::vector<Packet>> collect() const;
};

AudioEncoder::AudioEncoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
AudioEncoder::~AudioEncoder() = default;
AudioEncoder::AudioEncoder(AudioEncoder&&) noexcept = default;
AudioEncoder& AudioEncoder::operator=(AudioEncoder&&) noexcept = default;

Result<AudioEncoder> AudioEncoder::create(Codec codec, int sample_rate, int channels) {
    quiet_ffmpeg();
    const Kind kind = kind_of(codec);
    auto state = std::make_unique<State>();
    state->encoder.reset(avcodec_alloc_context3(kind.codec));
    if (kind.codec == nullptr || !state->encoder) {
        return Error(ErrorCode::Unsupported, "this machine's libavcodec has no encoder for " +
                                                 std::string(to_string(codec)));
    }
    state->track = {codec, sample_rate, channels, {}};
    PL_TRY_VOID(state->open(kind));
    PL_TRY_VOID(state->make_frame());
    return AudioEncoder(std::move(state));
}

Result<> AudioEncoder::State::open(const Kind& kind) {
    encoder->sample_rate = track.sample_rate;
    encoder->time_base = {1, 90000};
    encoder->sample_fmt = kind.format;
    av_channel_layout_default(&encoder->ch_layout, track.channels);
    encoder->bit_rate = static_cast<std::int64_t>(kBitsPerChannel) * track.channels;
    encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    encoder->thread_count = 1;
    if (avcodec_open2(encoder.get(), kind.codec, nullptr) < 0) {
        return Error(ErrorCode::Unsupported, "sound cannot be coded as " +
                                                 std::string(to_string(track.codec)) + " at " +
                                                 std::to_string(track.sample_rate) + " Hz");
    }
    if (track.codec == Codec::Aac) {
        track.config.assign(encoder->extradata, encoder->extradata + encoder->extradata_size);
    }
    return {};
}

Result<> AudioEncoder::State::make_frame() const {
    frame->format = encoder->sample_fmt;
    frame->nb_samples =
        encoder->frame_size > 0 ? encoder->frame_size : track.sample_rate / kFramesPerSecond;
    frame->sample_rate = encoder->sample_rate;
    av_channel_layout_copy(&frame->ch_layout, &encoder->ch_layout);
    const int error = av_frame_get_buffer(frame.get(), 0);
    return error < 0 ? Result<>(ffmpeg_error(error, "start the sound's encoder")) : Result<>();
}

const AudioTrack& AudioEncoder::track() const {
    return state_->track;
}

std::size_t AudioEncoder::frame_samples() const {
    return static_cast<std::size_t>(state_->frame->nb_samples);
}

/// As the encoder wants the samples: by channel, or in turn.
void AudioEncoder::State::fill(std::span<const float> samples) const {
    const auto channels = static_cast<std::size_t>(track.channels);
    if (frame->format == AV_SAMPLE_FMT_FLTP) {
        for (std::size_t i = 0; i < samples.size(); ++i) {
            reinterpret_cast<float*>(frame->data[i % channels])[i / channels] = samples[i];
        }
    } else if (frame->format == AV_SAMPLE_FMT_FLT) {
        std::ranges::copy(samples, reinterpret_cast<float*>(frame->data[0]));
    } else {
        std::ranges::transform(samples, reinterpret_cast<std::int16_t*>(frame->data[0]),
                               to_sixteen_bits);
    }
}

Result<std::vector<Packet>> AudioEncoder::encode(std::span<const float> samples, MediaTime pts) {
    AVFrame& frame = *state_->frame;
    const auto channels = static_cast<std::size_t>(state_->track.channels);
    PL_CHECK(samples.size() == frame_samples() * channels, "one frame at a time");
    if (const int error = av_frame_make_writable(&frame); error < 0) {
        return ffmpeg_error(error, "encode sound");
    }
    state_->fill(samples);
    frame.pts = pts.ticks();
    if (const int error = avcodec_send_frame(state_->encoder.get(), &frame); error < 0) {
        return ffmpeg_error(error, "encode sound");
    }
    return state_->collect();
}

Result<std::vector<Packet>> AudioEncoder::State::collect() const {
    std::vector<Packet> made;
    for (;;) {
        const int error = avcodec_receive_packet(encoder.get(), packet.get());
        if (error == AVERROR(EAGAIN)) {
            return made;
        }
        if (error < 0) {
            return ffmpeg_error(error, "encode sound");
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
