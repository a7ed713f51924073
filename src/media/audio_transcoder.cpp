// SPDX-License-Identifier: Apache-2.0
#include "media/audio_transcoder.hpp"

#include "media/aac_encoder.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace porchlight::media {

namespace {

constexpr std::int64_t kTicksPerSecond = 90000;
constexpr MediaDuration kLargestDrift(kTicksPerSecond / 10);

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
    State(AudioTrack track, AacEncoder made) : from(std::move(track)), encoder(std::move(made)) {}

    AudioTrack from;
    AacEncoder encoder;
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
};

AudioTranscoder::AudioTranscoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
AudioTranscoder::~AudioTranscoder() = default;
AudioTranscoder::AudioTranscoder(AudioTranscoder&&) noexcept = default;
AudioTranscoder& AudioTranscoder::operator=(AudioTranscoder&&) noexcept = default;

Result<AudioTranscoder> AudioTranscoder::create(const AudioTrack& from, Codec to,
                                                int /*sample_rate*/) {
    const bool is_g711 = from.codec == Codec::Pcmu || from.codec == Codec::Pcma;
    if (!is_g711 || to != Codec::Aac || from.channels < 1 || from.channels > 2 ||
        from.sample_rate <= 0) {
        return Error(ErrorCode::Unsupported, "only G.711 audio is turned into AAC, this is " +
                                                 std::string(to_string(from.codec)));
    }
    PL_TRY(auto encoder, AacEncoder::create(from.sample_rate, from.channels));
    return AudioTranscoder(std::make_unique<State>(from, std::move(encoder)));
}

const AudioTrack& AudioTranscoder::track() const {
    return state_->encoder.track();
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
    const std::size_t count = encoder.frame_samples() * static_cast<std::size_t>(from.channels);
    PL_TRY(auto made, encoder.encode(std::span(waiting).first(count), time_of(samples_sent)));
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(count));
    samples_sent += static_cast<std::int64_t>(encoder.frame_samples());
    for (Packet& packet : made) {
        packet.arrived = input.arrived;
        packet.wall = input.wall;
        out.push_back(std::make_shared<const Packet>(std::move(packet)));
    }
    return {};
}

Result<std::vector<PacketPtr>> AudioTranscoder::transcode(const Packet& packet) {
    State& state = *state_;
    state.follow(packet.pts);
    state.decode(packet.data);
    std::vector<PacketPtr> out;
    const std::size_t frame_samples =
        state.encoder.frame_samples() * static_cast<std::size_t>(state.from.channels);
    while (state.waiting.size() >= frame_samples) {
        PL_TRY_VOID(state.encode_frame(packet, out));
    }
    return out;
}

}  // namespace porchlight::media
