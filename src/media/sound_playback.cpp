// SPDX-License-Identifier: Apache-2.0
#include "media/sound_playback.hpp"

extern "C" {
#include <libavdevice/avdevice.h>
}

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/sixteen_bits.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::media {

namespace {

struct OutputFree {
    void operator()(AVFormatContext* context) const { avformat_free_context(context); }
};

}  // namespace

struct SoundPlayback::State {
    std::unique_ptr<AVFormatContext, OutputFree> context;
    AvPacketPtr packet{av_packet_alloc()};
    bool is_open = false;
    std::int64_t written = 0;

    ~State() {
        if (is_open) {
            av_write_trailer(context.get());
        }
    }
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;
};

SoundPlayback::SoundPlayback(std::unique_ptr<State> state) : state_(std::move(state)) {}
SoundPlayback::~SoundPlayback() = default;
SoundPlayback::SoundPlayback(SoundPlayback&&) noexcept = default;
SoundPlayback& SoundPlayback::operator=(SoundPlayback&&) noexcept = default;

Result<SoundPlayback> SoundPlayback::open(const SoundPlaybackSettings& settings) {
    avdevice_register_all();
    quiet_ffmpeg();
    AVFormatContext* made = nullptr;
    if (avformat_alloc_output_context2(&made, nullptr, settings.format.c_str(),
                                       settings.device.c_str()) < 0) {
        return Error(ErrorCode::Unsupported,
                     "this machine's libavdevice cannot play to '" + settings.format + "'");
    }
    auto state = std::make_unique<State>();
    state->context.reset(made);
    AVStream* stream = avformat_new_stream(made, nullptr);
    if (stream == nullptr || !state->packet) {
        return Error(ErrorCode::Exhausted, "no memory for sound");
    }
    AVCodecParameters& parameters = *stream->codecpar;
    parameters.codec_type = AVMEDIA_TYPE_AUDIO;
    parameters.codec_id = AV_NE(AV_CODEC_ID_PCM_S16BE, AV_CODEC_ID_PCM_S16LE);
    parameters.format = AV_SAMPLE_FMT_S16;
    parameters.sample_rate = settings.sample_rate;
    av_channel_layout_default(&parameters.ch_layout, 1);
    stream->time_base = {1, settings.sample_rate};
    if (avformat_write_header(made, nullptr) < 0) {
        // libavdevice says "input/output error" of whatever ALSA refuses.
        return Error(ErrorCode::Unavailable,
                     "The loudspeaker " + settings.device +
                         " cannot be opened: there is none of that name, or another program uses "
                         "it");
    }
    state->is_open = true;
    return SoundPlayback(std::move(state));
}

Result<> SoundPlayback::write(std::span<const float> samples) {
    State& state = *state_;
    AVPacket& packet = *state.packet;
    if (av_new_packet(&packet, static_cast<int>(samples.size() * sizeof(std::int16_t))) < 0) {
        return Error(ErrorCode::Exhausted, "no memory for sound");
    }
    std::ranges::transform(samples, reinterpret_cast<std::int16_t*>(packet.data), to_sixteen_bits);
    packet.pts = packet.dts = state.written;
    state.written += static_cast<std::int64_t>(samples.size());
    const int error = av_write_frame(state.context.get(), &packet);
    av_packet_unref(&packet);
    return error < 0 ? Result<>(ffmpeg_error(error, "play sound")) : Result<>();
}

}  // namespace porchlight::media
