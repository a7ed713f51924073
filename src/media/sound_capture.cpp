// SPDX-License-Identifier: Apache-2.0
#include "media/sound_capture.hpp"

#include "media/capture_input.hpp"
#include "media/ffmpeg_error.hpp"

extern "C" {
#include <libswresample/swresample.h>
}

#include <array>
#include <map>
#include <utility>

namespace porchlight::media {

namespace {

struct ResamplerFree {
    void operator()(SwrContext* context) const { swr_free(&context); }
};

/// What a sound card is asked for, the best for us first. A card without ALSA's conversion ("hw:1")
/// takes only what it does itself.
struct Wish {
    const char* rate;
    const char* channels;
};
constexpr std::array kWishes{Wish{"16000", "1"}, Wish{"48000", "1"}, Wish{"48000", "2"},
                             Wish{"44100", "2"}};

Result<CaptureInput> open_card(const SoundCaptureSettings& settings) {
    for (const Wish& wish : kWishes) {
        const std::map<std::string, std::string> options{{"sample_rate", wish.rate},
                                                         {"channels", wish.channels}};
        auto input = CaptureInput::open(settings.format, settings.device, options,
                                        AVMEDIA_TYPE_AUDIO, settings.interrupted);
        if (input || input.error().code() == ErrorCode::Unsupported) {
            return input;
        }
    }
    // libavdevice says "input/output error" of whatever ALSA refuses.
    return Error(ErrorCode::Unavailable,
                 "The microphone " + settings.device +
                     " cannot be opened: there is none of that name, or another program uses it");
}

}  // namespace

struct SoundCapture::State {
    explicit State(CaptureInput opened) : input(std::move(opened)) {}

    CaptureInput input;
    int rate = 0;
    std::unique_ptr<SwrContext, ResamplerFree> resampler;

    Result<> open_resampler(const AVFrame& like);
};

SoundCapture::SoundCapture(std::unique_ptr<State> state) : state_(std::move(state)) {}
SoundCapture::~SoundCapture() = default;
SoundCapture::SoundCapture(SoundCapture&&) noexcept = default;
SoundCapture& SoundCapture::operator=(SoundCapture&&) noexcept = default;

Result<SoundCapture> SoundCapture::open(const SoundCaptureSettings& settings) {
    auto input = settings.format == "alsa"
                     ? open_card(settings)
                     : CaptureInput::open(settings.format, settings.device, {}, AVMEDIA_TYPE_AUDIO,
                                          settings.interrupted);
    if (!input) {
        return input.error();
    }
    auto state = std::make_unique<State>(std::move(*input));
    state->rate = settings.sample_rate;
    return SoundCapture(std::move(state));
}

Result<> SoundCapture::State::open_resampler(const AVFrame& like) {
    AVChannelLayout from{};
    av_channel_layout_default(&from, like.ch_layout.nb_channels);
    AVChannelLayout mono{};
    av_channel_layout_default(&mono, 1);
    SwrContext* made = nullptr;
    int error =
        swr_alloc_set_opts2(&made, &mono, AV_SAMPLE_FMT_FLT, rate, &from,
                            static_cast<AVSampleFormat>(like.format), like.sample_rate, 0, nullptr);
    resampler.reset(made);
    error = error < 0 ? error : swr_init(made);
    return error < 0 ? Result<>(ffmpeg_error(error, "convert the sound")) : Result<>();
}

Result<std::vector<float>> SoundCapture::read() {
    State& state = *state_;
    for (;;) {
        PL_TRY(const AvFramePtr frame, state.input.read_frame());
        if (!state.resampler) {
            PL_TRY_VOID(state.open_resampler(*frame));
        }
        const int most = swr_get_out_samples(state.resampler.get(), frame->nb_samples);
        std::vector<float> samples(static_cast<std::size_t>(most > 0 ? most : 0));
        auto* to = reinterpret_cast<std::uint8_t*>(samples.data());
        const int count =
            swr_convert(state.resampler.get(), &to, most,
                        const_cast<const std::uint8_t**>(frame->extended_data), frame->nb_samples);
        if (count < 0) {
            return ffmpeg_error(count, "convert the sound");
        }
        samples.resize(static_cast<std::size_t>(count));
        if (!samples.empty()) {
            return samples;
        }
    }
}

}  // namespace porchlight::media
