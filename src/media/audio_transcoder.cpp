// SPDX-License-Identifier: Apache-2.0
#include "media/audio_transcoder.hpp"

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace porchlight::media {

namespace {

constexpr std::int64_t kTicksPerSecond = 90000;
constexpr MediaDuration kLargestDrift(kTicksPerSecond / 10);
constexpr int kBitsPerChannel = 32000;

/// One G.711 byte as a sample in -1..1. @source ITU-T G.711 tables 1a and 2a, in the usual segment
/// form.
float decode_mulaw(std::uint8_t byte) {
    const unsigned code = ~static_cast<unsigned>(byte) & 0xFFU;
    const unsigned exponent = (code >> 4U) & 7U;
    const int magnitude = static_cast<int>((((code & 15U) << 3U) + 132U) << exponent) - 132;
    return static_cast<float>((code & 0x80U) != 0 ? -magnitude : magnitude) / 32768.0F;
}

float decode_alaw(std::uint8_t byte) {
    const unsigned code = static_cast<unsigned>(byte) ^ 0x55U;
    const unsigned exponent = (code >> 4U) & 7U;
    unsigned magnitude = ((code & 15U) << 4U) + 8U;
    if (exponent > 0) {
        magnitude = (magnitude + 256U) << (exponent - 1U);
    }
    const int value = static_cast<int>(magnitude);
    return static_cast<float>((code & 0x80U) != 0 ? value : -value) / 32768.0F;
}

}  // namespace

struct AudioTranscoder::State {
    AudioTrack from;
    AudioTrack to;
    CodecContextPtr encoder;
    AvFramePtr frame{av_frame_alloc()};
    AvPacketPtr packet{av_packet_alloc()};
    /// Interleaved samples that do not yet fill a frame.
    std::vector<float> waiting;
    bool started = false;
    MediaTime origin;
    std::int64_t samples_in = 0;
    std::int64_t samples_sent = 0;

    [[nodiscard]] MediaTime time_of(std::int64_t sample) const {
        return origin + MediaDuration(sample * kTicksPerSecond / from.sample_rate);
    }
    void follow(MediaTime pts);
    void decode(const ByteVector& data);
    Result<> encode_frame(const Packet& input, std::vector<PacketPtr>& out);
    Result<> collect(const Packet& input, std::vector<PacketPtr>& out) const;
};

AudioTranscoder::AudioTranscoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
AudioTranscoder::~AudioTranscoder() = default;
AudioTranscoder::AudioTranscoder(AudioTranscoder&&) noexcept = default;
AudioTranscoder& AudioTranscoder::operator=(AudioTranscoder&&) noexcept = default;

Result<AudioTranscoder> AudioTranscoder::create(const AudioTrack& from) {
    const bool is_g711 = from.codec == Codec::Pcmu || from.codec == Codec::Pcma;
    if (!is_g711 || from.channels < 1 || from.channels > 2 || from.sample_rate <= 0) {
        return Error(ErrorCode::Unsupported, "only G.711 audio is turned into AAC, this is " +
                                                 std::string(to_string(from.codec)));
    }
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    auto state = std::make_unique<State>();
    state->encoder.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !state->encoder) {
        return Error(ErrorCode::Unsupported, "this machine's libavcodec has no AAC encoder");
    }
    AVCodecContext& encoder = *state->encoder;
    encoder.sample_rate = from.sample_rate;
    encoder.time_base = {1, 90000};
    encoder.sample_fmt = AV_SAMPLE_FMT_FLTP;
    av_channel_layout_default(&encoder.ch_layout, from.channels);
    encoder.bit_rate = static_cast<std::int64_t>(kBitsPerChannel) * from.channels;
    encoder.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    encoder.thread_count = 1;
    if (const int error = avcodec_open2(&encoder, codec, nullptr); error < 0) {
        return ffmpeg_error(error, "start the AAC encoder");
    }
    state->from = from;
    state->to = {Codec::Aac, from.sample_rate, from.channels,
                 ByteVector(encoder.extradata, encoder.extradata + encoder.extradata_size)};
    AVFrame& frame = *state->frame;
    frame.format = encoder.sample_fmt;
    frame.nb_samples = encoder.frame_size;
    frame.sample_rate = encoder.sample_rate;
    av_channel_layout_copy(&frame.ch_layout, &encoder.ch_layout);
    if (const int error = av_frame_get_buffer(&frame, 0); error < 0) {
        return ffmpeg_error(error, "start the AAC encoder");
    }
    return AudioTranscoder(std::move(state));
}

const AudioTrack& AudioTranscoder::track() const {
    return state_->to;
}

void AudioTranscoder::State::follow(MediaTime pts) {
    const MediaDuration drift = started ? pts - time_of(samples_in) : MediaDuration::max();
    if (drift > kLargestDrift || drift < -kLargestDrift) {
        // The line starts anew at the input; what waits belongs to the old line and is too short to
        // hear.
        waiting.clear();
        origin = pts;
        samples_in = 0;
        samples_sent = 0;
        started = true;
    }
}

void AudioTranscoder::State::decode(const ByteVector& data) {
    const auto law = from.codec == Codec::Pcmu ? decode_mulaw : decode_alaw;
    std::ranges::transform(data, std::back_inserter(waiting), law);
    samples_in += static_cast<std::int64_t>(data.size()) / from.channels;
}

Result<> AudioTranscoder::State::encode_frame(const Packet& input, std::vector<PacketPtr>& out) {
    if (const int error = av_frame_make_writable(frame.get()); error < 0) {
        return ffmpeg_error(error, "encode audio as AAC");
    }
    const auto channels = static_cast<std::size_t>(from.channels);
    const auto count = static_cast<std::size_t>(frame->nb_samples);
    for (std::size_t channel = 0; channel < channels; ++channel) {
        std::vector<float> plane(count);
        for (std::size_t i = 0; i < count; ++i) {
            plane[i] = waiting[i * channels + channel];
        }
        std::memcpy(frame->data[channel], plane.data(), count * sizeof(float));
    }
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(count * channels));
    frame->pts = time_of(samples_sent).ticks();
    samples_sent += frame->nb_samples;
    if (const int error = avcodec_send_frame(encoder.get(), frame.get()); error < 0) {
        return ffmpeg_error(error, "encode audio as AAC");
    }
    return collect(input, out);
}

Result<> AudioTranscoder::State::collect(const Packet& input, std::vector<PacketPtr>& out) const {
    for (;;) {
        const int error = avcodec_receive_packet(encoder.get(), packet.get());
        if (error == AVERROR(EAGAIN)) {
            return {};
        }
        if (error < 0) {
            return ffmpeg_error(error, "encode audio as AAC");
        }
        auto made = std::make_shared<Packet>();
        made->track = TrackKind::Audio;
        made->kind = FrameKind::Key;
        made->pts = MediaTime(packet->pts);
        made->dts = made->pts;
        made->arrived = input.arrived;
        made->wall = input.wall;
        made->data.assign(packet->data, packet->data + packet->size);
        av_packet_unref(packet.get());
        out.push_back(std::move(made));
    }
}

Result<std::vector<PacketPtr>> AudioTranscoder::transcode(const Packet& packet) {
    State& state = *state_;
    state.follow(packet.pts);
    state.decode(packet.data);
    std::vector<PacketPtr> out;
    const auto frame_samples = static_cast<std::size_t>(state.frame->nb_samples) *
                               static_cast<std::size_t>(state.from.channels);
    while (state.waiting.size() >= frame_samples) {
        PL_TRY_VOID(state.encode_frame(packet, out));
    }
    return out;
}

}  // namespace porchlight::media
