// SPDX-License-Identifier: Apache-2.0
#include "media/demuxer.hpp"

extern "C" {
#include <libavdevice/avdevice.h>
}

#include "media/ffmpeg_error.hpp"
#include "media/ffmpeg_ptr.hpp"
#include "media/h264.hpp"
#include "media/h265.hpp"
#include "media/nal.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

namespace porchlight::media {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr AVRational kTicks{1, 90000};

/// How video comes: behind lengths of so many bytes (MP4, Matroska), or 0 for start codes (RTSP,
/// MPEG-TS).
struct Framing {
    int length_size = 0;
};

}  // namespace

struct Demuxer::State {
    FormatContextPtr context;
    AvPacketPtr packet{av_packet_alloc()};
    std::chrono::milliseconds timeout{};
    SteadyClock::time_point deadline;
    const std::atomic<bool>* interrupted = nullptr;
    int video_index = -1;
    int audio_index = -1;
    std::optional<VideoTrack> video;
    std::optional<AudioTrack> audio;
    Framing framing;
    AccessUnitBuilder builder{Codec::H264};
    std::int64_t start = AV_NOPTS_VALUE;
    std::int64_t last_dts = INT64_MIN;

    void arm() { deadline = SteadyClock::now() + timeout; }
    [[nodiscard]] bool is_interrupted() const {
        return interrupted != nullptr && interrupted->load();
    }
    [[nodiscard]] bool is_over() const { return is_interrupted() || SteadyClock::now() > deadline; }
    [[nodiscard]] bool wants(int stream) const {
        return stream == video_index || (audio && stream == audio_index);
    }
    [[nodiscard]] Packet timed(const AVPacket& av);
    /// Takes a video frame's units into `to`, and what it says of the stream.
    Result<> take_video(const AVPacket& av, Packet& to);
    [[nodiscard]] Error explain(int number, std::string_view doing) const {
        if (is_interrupted()) {
            return {ErrorCode::Cancelled, "stopped"};
        }
        if (number == AVERROR_EXIT) {
            return {ErrorCode::TimedOut, "Cannot " + std::string(doing) + ": no answer in time"};
        }
        return ffmpeg_error(number, doing);
    }
};

Demuxer::Demuxer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Demuxer::~Demuxer() = default;
Demuxer::Demuxer(Demuxer&&) noexcept = default;
Demuxer& Demuxer::operator=(Demuxer&&) noexcept = default;

namespace {

ByteSpan extradata(const AVCodecParameters& parameters) {
    return {parameters.extradata, static_cast<std::size_t>(std::max(parameters.extradata_size, 0))};
}

/// @return The track as far as the container tells it; the rest comes in band.
Result<VideoTrack> read_video_track(const AVStream& stream, Framing& framing) {
    const AVCodecParameters& parameters = *stream.codecpar;
    const bool h264 = parameters.codec_id == AV_CODEC_ID_H264;
    if (!h264 && parameters.codec_id != AV_CODEC_ID_HEVC) {
        return Error(ErrorCode::Unsupported,
                     std::string("the video is ") + avcodec_get_name(parameters.codec_id) +
                         "; Porchlight records H.264 and H.265. Switch the camera to one of these");
    }
    const ByteSpan extra = extradata(parameters);
    VideoTrack track;
    track.codec = h264 ? Codec::H264 : Codec::H265;
    if (!extra.empty() && extra[0] == 1) {
        PL_TRY(track, h264 ? parse_avcc(extra, &framing.length_size)
                           : parse_hvcc(extra, &framing.length_size));
    } else {
        AccessUnitBuilder headers(track.codec);
        for_each_annexb_nal(extra, [&](ByteSpan nal) { headers.add(nal); });
        track = headers.track();
    }
    if (track.size == PictureSize{}) {
        track.size = {parameters.width, parameters.height};
    }
    if (stream.avg_frame_rate.den != 0 && stream.avg_frame_rate.num != 0) {
        track.frame_rate = av_q2d(stream.avg_frame_rate);
    }
    return track;
}

std::optional<AudioTrack> read_audio_track(const AVStream& stream) {
    const AVCodecParameters& parameters = *stream.codecpar;
    AudioTrack track;
    switch (parameters.codec_id) {
        case AV_CODEC_ID_AAC:
            track.codec = Codec::Aac;
            break;
        case AV_CODEC_ID_PCM_MULAW:
            track.codec = Codec::Pcmu;
            break;
        case AV_CODEC_ID_PCM_ALAW:
            track.codec = Codec::Pcma;
            break;
        case AV_CODEC_ID_OPUS:
            track.codec = Codec::Opus;
            break;
        default:
            return std::nullopt;
    }
    track.sample_rate = parameters.sample_rate;
    track.channels = parameters.ch_layout.nb_channels;
    if (track.codec == Codec::Aac) {
        const ByteSpan extra = extradata(parameters);
        track.config.assign(extra.begin(), extra.end());
        if (track.config.empty()) {
            return std::nullopt;  // ADTS inside; nothing that we record sends it this way
        }
    }
    return track;
}

/// The URL without what stands before the '@' of its authority.
std::string without_login(const std::string& url) {
    const auto scheme = url.find("://");
    const auto at = scheme == std::string::npos ? std::string::npos : url.rfind('@');
    return at == std::string::npos || at < scheme ? url
                                                  : url.substr(0, scheme + 3) + url.substr(at + 1);
}

}  // namespace

Result<Demuxer> Demuxer::open(const DemuxerSettings& settings) {
    static std::once_flag once;
    std::call_once(once, [] {
        avdevice_register_all();
        quiet_ffmpeg();
    });
    auto state = std::make_unique<State>();
    state->timeout = settings.timeout;
    state->interrupted = settings.interrupted;
    state->arm();
    AVFormatContext* context = avformat_alloc_context();
    const auto is_over = [](void* opaque) {
        return static_cast<State*>(opaque)->is_over() ? 1 : 0;
    };
    context->interrupt_callback = {is_over, state.get()};
    AVDictionary* options = nullptr;
    for (const auto& [key, value] : settings.options) {
        av_dict_set(&options, key.c_str(), value.c_str(), 0);
    }
    const AVInputFormat* format =
        settings.format.empty() ? nullptr : av_find_input_format(settings.format.c_str());
    const std::string doing = "open " + without_login(settings.url);
    const int opened = avformat_open_input(&context, settings.url.c_str(), format, &options);
    av_dict_free(&options);
    if (opened < 0) {  // avformat_open_input has freed the context
        return state->explain(opened, doing);
    }
    state->context.reset(context);
    if (const int error = avformat_find_stream_info(context, nullptr); error < 0) {
        return state->explain(error, doing);
    }
    state->video_index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    state->audio_index = av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (state->video_index < 0) {
        return Error(ErrorCode::Unsupported, doing + ": there is no video in it");
    }
    auto track = read_video_track(*context->streams[state->video_index], state->framing);
    if (!track) {
        return track.error().wrap(doing);
    }
    state->builder = AccessUnitBuilder(track->codec);
    state->builder.set_track(*track);
    state->video = std::move(*track);
    if (state->audio_index >= 0) {
        state->audio = read_audio_track(*context->streams[state->audio_index]);
    }
    return Demuxer(std::move(state));
}

const std::optional<VideoTrack>& Demuxer::video() const {
    return state_->video;
}

const std::optional<AudioTrack>& Demuxer::audio() const {
    return state_->audio;
}

MediaDuration Demuxer::duration() const {
    const std::int64_t duration = state_->context->duration;
    return MediaDuration(
        duration == AV_NOPTS_VALUE ? 0 : av_rescale_q(duration, {1, AV_TIME_BASE}, kTicks));
}

std::int64_t Demuxer::frame_count() const {
    return state_->context->streams[state_->video_index]->nb_frames;
}

MediaTime Demuxer::origin() const {
    return MediaTime(state_->start == AV_NOPTS_VALUE ? 0 : state_->start);
}

Result<> Demuxer::rewind() {
    if (const int error = av_seek_frame(state_->context.get(), state_->video_index, INT64_MIN,
                                        AVSEEK_FLAG_BACKWARD);
        error < 0 && avformat_seek_file(state_->context.get(), -1, INT64_MIN, 0, 0, 0) < 0) {
        return ffmpeg_error(error, "go back to the start");
    }
    state_->last_dts = INT64_MIN;
    return {};
}

namespace {

Result<ByteVector> video_data(AccessUnitBuilder& builder, const AVPacket& av, Framing framing,
                              FrameKind* kind) {
    const ByteSpan data(av.data, static_cast<std::size_t>(av.size));
    builder.begin(data.size() + 16);
    const auto add = [&builder](ByteSpan nal) { builder.add(nal); };
    if (framing.length_size > 0) {
        PL_TRY_VOID(for_each_nal(data, add, framing.length_size));
    } else {
        for_each_annexb_nal(data, add);
    }
    *kind = builder.kind();
    return builder.take();
}

}  // namespace

/// An empty packet of a track with its times, which begin with 0 at the first frame.
Packet Demuxer::State::timed(const AVPacket& av) {
    const AVRational base = context->streams[av.stream_index]->time_base;
    const std::int64_t raw = av.dts != AV_NOPTS_VALUE ? av.dts : av.pts;
    const std::int64_t dts = raw == AV_NOPTS_VALUE ? std::max<std::int64_t>(last_dts, 0)
                                                   : av_rescale_q(raw, base, kTicks);
    if (start == AV_NOPTS_VALUE) {
        start = dts;
    }
    if (av.stream_index == video_index) {
        last_dts = dts;
    }
    Packet made;
    made.track = av.stream_index == video_index ? TrackKind::Video : TrackKind::Audio;
    made.kind = FrameKind::Key;
    made.dts = MediaTime(dts - start);
    made.pts =
        av.pts == AV_NOPTS_VALUE ? made.dts : MediaTime(av_rescale_q(av.pts, base, kTicks) - start);
    return made;
}

Result<> Demuxer::State::take_video(const AVPacket& av, Packet& to) {
    PL_TRY(to.data, video_data(builder, av, framing, &to.kind));
    if (builder.take_changed()) {
        VideoTrack changed = builder.track();
        if (changed.frame_rate <= 0 && video) {
            changed.frame_rate = video->frame_rate;
        }
        video = std::move(changed);
    }
    return {};
}

Result<std::optional<Packet>> Demuxer::read() {
    State& state = *state_;
    for (;;) {
        av_packet_unref(state.packet.get());
        state.arm();
        const int error = av_read_frame(state.context.get(), state.packet.get());
        if (error == AVERROR_EOF) {
            return std::optional<Packet>();
        }
        if (error < 0) {
            return state.explain(error, "read the next frame");
        }
        const AVPacket& av = *state.packet;
        if (!state.wants(av.stream_index)) {
            continue;
        }
        Packet packet = state.timed(av);
        if (packet.track == TrackKind::Audio) {
            packet.data.assign(av.data, av.data + av.size);
        } else {
            PL_TRY_VOID(state.take_video(av, packet));
        }
        if (!packet.data.empty()) {
            return std::optional<Packet>(std::move(packet));
        }
    }
}

}  // namespace porchlight::media
