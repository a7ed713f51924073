// SPDX-License-Identifier: Apache-2.0
#include "media/sound_capture.hpp"

#include "media/capture_input.hpp"
#include "media/resampler.hpp"

#include <array>
#include <map>
#include <utility>

namespace porchlight::media {

namespace {

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
    State(CaptureInput opened, int rate) : input(std::move(opened)), resampler(rate, 1) {}

    CaptureInput input;
    Resampler resampler;
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
    return SoundCapture(std::make_unique<State>(std::move(*input), settings.sample_rate));
}

Result<std::vector<float>> SoundCapture::read() {
    for (;;) {
        PL_TRY(const AvFramePtr frame, state_->input.read_frame());
        PL_TRY(auto samples, state_->resampler.convert(*frame));
        if (!samples.empty()) {
            return samples;
        }
    }
}

}  // namespace porchlight::media
