// SPDX-License-Identifier: Apache-2.0
#include "media/audio_decoder.hpp"

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/resampler.hpp"

#include <string>
#include <utility>

namespace porchlight::media {

namespace {

const AVCodec* decoder_of(Codec codec) {
    switch (codec) {
        case Codec::Aac:
            return avcodec_find_decoder(AV_CODEC_ID_AAC);
        case Codec::Opus:
            return avcodec_find_decoder_by_name("libopus");
        case Codec::Pcmu:
            return avcodec_find_decoder(AV_CODEC_ID_PCM_MULAW);
        case Codec::Pcma:
            return avcodec_find_decoder(AV_CODEC_ID_PCM_ALAW);
        default:
            return nullptr;
    }
}

Error cannot_decode(const AudioTrack& from) {
    return {ErrorCode::Unsupported,
            "sound in " + std::string(to_string(from.codec)) + " of this kind cannot be decoded"};
}

}  // namespace

struct AudioDecoder::State {
    State(int sample_rate, int channels) : resampler(sample_rate, channels) {}

    CodecContextPtr context;
    AvPacketPtr packet{av_packet_alloc()};
    AvFramePtr frame{av_frame_alloc()};
    Resampler resampler;
};

AudioDecoder::AudioDecoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
AudioDecoder::~AudioDecoder() = default;
AudioDecoder::AudioDecoder(AudioDecoder&&) noexcept = default;
AudioDecoder& AudioDecoder::operator=(AudioDecoder&&) noexcept = default;

Result<AudioDecoder> AudioDecoder::create(const AudioTrack& from, int sample_rate, int channels) {
    quiet_ffmpeg();
    const AVCodec* codec = decoder_of(from.codec);
    const bool is_plain = from.channels >= 1 && from.channels <= 2 && from.sample_rate > 0;
    auto state = std::make_unique<State>(sample_rate, channels);
    state->context.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !is_plain || !state->context) {
        return cannot_decode(from);
    }
    AVCodecContext& context = *state->context;
    context.sample_rate = from.sample_rate;
    av_channel_layout_default(&context.ch_layout, from.channels);
    context.pkt_timebase = {1, 90000};
    context.thread_count = 1;
    if (!from.config.empty()) {
        PL_TRY_VOID(set_extradata(context, from.config));
    }
    if (avcodec_open2(&context, codec, nullptr) < 0) {
        return cannot_decode(from);
    }
    return AudioDecoder(std::move(state));
}

Result<std::vector<float>> AudioDecoder::decode(const Packet& packet) {
    State& state = *state_;
    AVPacket& av = *state.packet;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): FFmpeg only reads
    av.data = const_cast<std::uint8_t*>(packet.data.data());
    av.size = static_cast<int>(packet.data.size());
    av.pts = packet.pts.ticks();
    av.dts = av.pts;
    const bool is_taken =
        !packet.data.empty() && avcodec_send_packet(state.context.get(), &av) >= 0;
    if (!is_taken) {
        return Error(ErrorCode::Corrupt, "a packet of sound cannot be decoded");
    }
    std::vector<float> samples;
    for (;;) {
        const int error = avcodec_receive_frame(state.context.get(), state.frame.get());
        if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) {
            return samples;
        }
        if (error < 0) {
            return Error(ErrorCode::Corrupt, "a packet of sound cannot be decoded");
        }
        PL_TRY(const auto more, state.resampler.convert(*state.frame));
        samples.insert(samples.end(), more.begin(), more.end());
    }
}

}  // namespace porchlight::media
