// SPDX-License-Identifier: Apache-2.0
#include "media/resampler.hpp"

#include "media/ffmpeg_error.hpp"

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/opt.h>

#include <libswresample/swresample.h>
}

#include <algorithm>
#include <cstdint>
#include <utility>

namespace porchlight::media {

namespace {

struct SwrFree {
    void operator()(SwrContext* context) const { swr_free(&context); }
};

}  // namespace

struct Resampler::State {
    State(int sample_rate, int channels) : rate(sample_rate), channels(channels) {}

    int rate;
    int channels;
    std::unique_ptr<SwrContext, SwrFree> context;
    /// What `context` takes.
    int from_format = -1;
    int from_rate = 0;
    int from_channels = 0;

    [[nodiscard]] bool takes(const AVFrame& frame) const {
        return context && frame.format == from_format && frame.sample_rate == from_rate &&
               frame.ch_layout.nb_channels == from_channels;
    }
    Result<> open(const AVFrame& like);
};

Resampler::Resampler(int sample_rate, int channels)
    : state_(std::make_unique<State>(sample_rate, channels)) {}
Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;
Resampler& Resampler::operator=(Resampler&&) noexcept = default;

Result<> Resampler::State::open(const AVFrame& like) {
    AVChannelLayout from{};
    av_channel_layout_default(&from, like.ch_layout.nb_channels);
    AVChannelLayout to{};
    av_channel_layout_default(&to, channels);
    SwrContext* made = nullptr;
    int error =
        swr_alloc_set_opts2(&made, &to, AV_SAMPLE_FMT_FLT, rate, &from,
                            static_cast<AVSampleFormat>(like.format), like.sample_rate, 0, nullptr);
    context.reset(made);
    if (error >= 0) {
        // Two channels that are alike become one that is as loud, and not one that is clipped.
        error = av_opt_set_double(made, "rematrix_maxval", 1.0, 0);
    }
    error = error < 0 ? error : swr_init(made);
    if (error < 0) {
        context.reset();
        return ffmpeg_error(error, "convert the sound");
    }
    from_format = like.format;
    from_rate = like.sample_rate;
    from_channels = like.ch_layout.nb_channels;
    return {};
}

Result<std::vector<float>> Resampler::convert(const AVFrame& frame) {
    State& state = *state_;
    if (!state.takes(frame)) {
        PL_TRY_VOID(state.open(frame));
    }
    const int most = std::max(swr_get_out_samples(state.context.get(), frame.nb_samples), 0);
    const auto channels = static_cast<std::size_t>(state.channels);
    std::vector<float> samples(static_cast<std::size_t>(most) * channels);
    auto* to = reinterpret_cast<std::uint8_t*>(samples.data());
    const int count =
        swr_convert(state.context.get(), &to, most,
                    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): FFmpeg only reads
                    const_cast<const std::uint8_t**>(frame.extended_data), frame.nb_samples);
    if (count < 0) {
        return ffmpeg_error(count, "convert the sound");
    }
    samples.resize(static_cast<std::size_t>(count) * channels);
    return samples;
}

}  // namespace porchlight::media
