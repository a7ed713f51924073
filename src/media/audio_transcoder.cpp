// SPDX-License-Identifier: Apache-2.0
#include "media/audio_transcoder.hpp"

#include "media/audio_decoder.hpp"
#include "media/audio_encoder.hpp"

#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <utility>

namespace porchlight::media {

namespace {

constexpr std::int64_t kTicksPerSecond = 90000;
constexpr MediaDuration kLargestDrift(kTicksPerSecond / 10);
constexpr int kOpusRate = 48000;
constexpr int kTelephoneRate = 8000;
constexpr int kSpeechRate = 16000;

bool is_g711(Codec codec) {
    return codec == Codec::Pcmu || codec == Codec::Pcma;
}

int rate_for(const AudioTrack& from, Codec to, int wished) {
    if (to == Codec::Opus) {
        return kOpusRate;
    }
    if (wished > 0) {
        return wished;
    }
    if (is_g711(to)) {
        return kTelephoneRate;
    }
    return from.codec == Codec::Opus ? kSpeechRate : from.sample_rate;
}

double loudness_of(std::span<const float> samples) {
    if (samples.empty()) {
        return 0;
    }
    const double power = std::inner_product(samples.begin(), samples.end(), samples.begin(), 0.0);
    return std::sqrt(power / static_cast<double>(samples.size()));
}

}  // namespace

struct AudioTranscoder::State {
    State(AudioDecoder in, AudioEncoder out) : decoder(std::move(in)), encoder(std::move(out)) {}

    AudioDecoder decoder;
    AudioEncoder encoder;
    /// Interleaved samples, as they go into the encoder, that do not yet fill a frame.
    std::vector<float> waiting;
    double loudness = 0;
    bool started = false;
    MediaTime origin;
    std::int64_t samples_in = 0;
    std::int64_t samples_sent = 0;

    [[nodiscard]] std::size_t channels() const {
        return static_cast<std::size_t>(encoder.track().channels);
    }
    [[nodiscard]] MediaTime time_of(std::int64_t sample) const {
        return origin + MediaDuration(sample * kTicksPerSecond / encoder.track().sample_rate);
    }
    void follow(MediaTime pts);
    void take(std::span<const float> samples);
    Result<> encode_frame(const Packet& input, std::vector<PacketPtr>& out);
};

AudioTranscoder::AudioTranscoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
AudioTranscoder::~AudioTranscoder() = default;
AudioTranscoder::AudioTranscoder(AudioTranscoder&&) noexcept = default;
AudioTranscoder& AudioTranscoder::operator=(AudioTranscoder&&) noexcept = default;

Result<AudioTranscoder> AudioTranscoder::create(const AudioTrack& from, Codec to, int sample_rate) {
    if (from.codec == to || from.channels < 1 || from.channels > 2) {
        return Error(ErrorCode::Unsupported, "sound in " + std::string(to_string(from.codec)) +
                                                 " is not turned into " +
                                                 std::string(to_string(to)));
    }
    const int rate = rate_for(from, to, sample_rate);
    // Loudspeakers of cameras have one channel.
    const int channels = is_g711(to) || from.codec == Codec::Opus ? 1 : from.channels;
    PL_TRY(auto encoder, AudioEncoder::create(to, rate, channels));
    PL_TRY(auto decoder, AudioDecoder::create(from, rate, channels));
    return AudioTranscoder(std::make_unique<State>(std::move(decoder), std::move(encoder)));
}

const AudioTrack& AudioTranscoder::track() const {
    return state_->encoder.track();
}

double AudioTranscoder::loudness() const {
    return state_->loudness;
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

void AudioTranscoder::State::take(std::span<const float> samples) {
    loudness = loudness_of(samples);
    waiting.insert(waiting.end(), samples.begin(), samples.end());
    samples_in += static_cast<std::int64_t>(samples.size() / channels());
}

Result<> AudioTranscoder::State::encode_frame(const Packet& input, std::vector<PacketPtr>& out) {
    const std::size_t count = encoder.frame_samples() * channels();
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
    const auto samples = state.decoder.decode(packet);
    state.take(samples ? std::span<const float>(*samples) : std::span<const float>());
    std::vector<PacketPtr> out;
    const std::size_t frame = state.encoder.frame_samples() * state.channels();
    while (state.waiting.size() >= frame) {
        PL_TRY_VOID(state.encode_frame(packet, out));
    }
    return out;
}

}  // namespace porchlight::media
