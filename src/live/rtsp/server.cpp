// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/server.hpp"

#include "base/log.hpp"
#include "live/rtsp/session_description.hpp"
#include "live/rtsp/viewer.hpp"
#include "media/rtp/aac_packetiser.hpp"
#include "media/rtp/feedback.hpp"
#include "media/rtp/packetiser.hpp"
#include "net/listener.hpp"
#include "rt/gate.hpp"
#include "rt/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <optional>
#include <utility>
#include <vector>

namespace porchlight::live {

namespace {

using media::TrackKind;
using media::rtp::RtpFramePtr;

constexpr std::chrono::seconds kBetweenReports{5};
constexpr std::chrono::milliseconds kAfterFailedAccept{500};

rt::Task<> held(rt::Gate::Holder holder, rt::Task<> task) {
    auto result = co_await std::move(task);
    static_cast<void>(holder);
    co_return result;
}

}  // namespace

struct RtspServer::State final : RtspHouse {
    State(const rt::asio::any_io_executor& runs_on, RtspServerSettings chosen, RtspAudience& heard,
          const Clock& time, Random& random)
        : executor(runs_on),
          settings(std::move(chosen)),
          audience(heard),
          clock(time),
          packetiser(static_cast<std::uint32_t>(random.next()),
                     static_cast<std::uint16_t>(random.next()),
                     static_cast<std::uint32_t>(random.next())),
          sound_packetiser(static_cast<std::uint32_t>(random.next()),
                           static_cast<std::uint16_t>(random.next()),
                           static_cast<std::uint32_t>(random.next())),
          gate(runs_on) {}

    Result<std::string> describe(Asked asked, const std::string& own_address) override;
    [[nodiscard]] bool has(Lane lane) const override;
    Result<> may_play(const std::string& user) override;
    Result<> may_speak(const RtspViewer& viewer) override;
    ConversationHost::Position position(TrackKind kind) override;
    void on_play(RtspViewer& viewer) override;
    void on_stop(RtspViewer& viewer) override;
    void on_picture_feedback(media::ByteSpan packet) override;
    void on_voice(const RtspViewer& viewer, media::ByteSpan packet) override;
    void on_voice_end(const RtspViewer& viewer) override;

    static rt::Task<> accept(std::shared_ptr<State> self);
    static rt::Task<> tick(std::shared_ptr<State> self);
    void welcome(std::unique_ptr<net::Stream> stream);
    void report();
    void keep(const RtpFramePtr& frame, MediaTime pts);
    void end_all();
    [[nodiscard]] Error why_no_picture() const;
    RtpFramePtr packetise(const media::Packet& packet);
    [[nodiscard]] MediaTime media_now() const;

    rt::asio::any_io_executor executor;
    RtspServerSettings settings;
    RtspAudience& audience;
    const Clock& clock;
    std::unique_ptr<net::Listener> listener;
    media::rtp::H264Packetiser packetiser;
    media::rtp::AacPacketiser sound_packetiser;
    std::optional<media::VideoTrack> track;
    std::optional<media::AudioTrack> sound;
    std::optional<Error> trouble;
    /// Since the last key frame, sound and all.
    std::vector<RtpFramePtr> group;
    std::size_t group_size = 0;
    MediaTime group_start;
    MediaTime last_picture;
    MonotonicTime last_picture_at;
    std::optional<MonotonicTime> key_frame_wanted_at;
    VoiceSink* speaker = nullptr;
    /// Who speaks or was the last to; never looked into.
    const RtspViewer* speaking = nullptr;
    std::optional<VoiceReceiver> voice;
    MonotonicTime last_voice_at;
    std::list<std::shared_ptr<RtspViewer>> viewers;
    std::uint64_t dropped = 0;
    bool is_stopped = false;
    rt::Gate gate;
    std::optional<rt::Job> accepting;
    std::optional<rt::Job> ticking;
};

Result<std::string> RtspServer::State::describe(Asked asked, const std::string& own_address) {
    if (!track) {
        return why_no_picture();
    }
    return describe_session(*track, sound, asked, settings.name, own_address);
}

bool RtspServer::State::has(Lane lane) const {
    switch (lane) {
        case Lane::Picture:
            return track.has_value();
        case Lane::Sound:
            return sound.has_value();
        case Lane::Voice:
            break;
    }
    return speaker != nullptr;
}

Result<> RtspServer::State::may_speak(const RtspViewer& viewer) {
    const bool is_taken = speaking != nullptr && speaking != &viewer &&
                          clock.monotonic_now() - last_voice_at < kTalkEnds;
    return is_taken ? Result<>(Error(ErrorCode::AlreadyExists, "Somebody else is speaking."))
                    : Result<>();
}

void RtspServer::State::on_picture_feedback(media::ByteSpan packet) {
    if (!media::rtp::parse_feedback(packet, packetiser.ssrc()).wants_key_frame) {
        return;
    }
    const MonotonicTime now = clock.monotonic_now();
    if (!key_frame_wanted_at || now - *key_frame_wanted_at >= kBetweenKeyFrames) {
        key_frame_wanted_at = now;
        audience.on_key_frame_wanted();
    }
}

void RtspServer::State::on_voice(const RtspViewer& viewer, media::ByteSpan packet) {
    if (speaker == nullptr || !may_speak(viewer)) {
        return;
    }
    const MonotonicTime now = clock.monotonic_now();
    if (!voice || speaking != &viewer || now - last_voice_at >= kTalkEnds) {
        speaking = &viewer;
        voice.emplace(*speaker);
    }
    last_voice_at = now;
    voice->take(packet, {now, clock.utc_now()});
}

/// Whoever is next need not wait until it would have been silent for long enough.
void RtspServer::State::on_voice_end(const RtspViewer& viewer) {
    if (speaking == &viewer) {
        speaking = nullptr;
    }
}

Result<> RtspServer::State::may_play(const std::string& user) {
    return track ? audience.may_watch(user) : Result<>(why_no_picture());
}

Error RtspServer::State::why_no_picture() const {
    return trouble.value_or(Error(ErrorCode::Unavailable, "The camera has no picture yet."));
}

/// The moment that is now on the stream's time line, by the newest picture.
MediaTime RtspServer::State::media_now() const {
    return last_picture +
           std::chrono::duration_cast<MediaDuration>(clock.monotonic_now() - last_picture_at);
}

/// The timestamps of both tracks are of one moment, as players take them to be (RFC 2326 section
/// 12.33).
ConversationHost::Position RtspServer::State::position(TrackKind kind) {
    const MediaTime from = group.empty() ? media_now() : group_start;
    const auto kept = std::ranges::find(group, kind, &media::rtp::RtpFrame::track);
    const bool is_picture = kind == TrackKind::Video;
    const std::uint16_t next =
        is_picture ? packetiser.next_sequence() : sound_packetiser.next_sequence();
    return {kept == group.end() ? next : (*kept)->first_sequence,
            is_picture ? packetiser.timestamp_of(from) : sound_packetiser.timestamp_of(from)};
}

void RtspServer::State::on_play(RtspViewer& viewer) {
    for (const RtpFramePtr& frame : group) {
        viewer.send(frame);
    }
    audience.on_watching(viewer.user());
}

void RtspServer::State::on_stop(RtspViewer& viewer) {
    dropped += viewer.dropped();
    audience.on_gone(viewer.user());
}

rt::Task<> RtspServer::State::accept(std::shared_ptr<State> self) {
    for (;;) {
        auto stream = co_await self->listener->accept();
        if (stream) {
            self->welcome(std::move(*stream));
        } else if (stream.error().code() == ErrorCode::Cancelled) {
            co_return stream.error();
        } else {
            PL_CO_TRY_VOID(co_await rt::sleep_for(kAfterFailedAccept));
        }
    }
}

void RtspServer::State::welcome(std::unique_ptr<net::Stream> stream) {
    auto reader = gate.enter();
    auto writer = gate.enter();
    if (!reader || !writer || viewers.size() >= kMostViewers) {
        log::warning("live", "RTSP: {} is turned away: {} clients are connected",
                     stream->peer_address(), viewers.size());
        return;
    }
    auto viewer =
        std::make_shared<RtspViewer>(std::move(stream), settings.conversation, *this, clock);
    viewers.push_back(viewer);
    rt::spawn(executor, "RTSP viewer", held(std::move(*reader), RtspViewer::read(viewer)));
    rt::spawn(executor, "RTSP viewer", held(std::move(*writer), RtspViewer::write(viewer)));
}

rt::Task<> RtspServer::State::tick(std::shared_ptr<State> self) {
    for (;;) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kBetweenReports));
        self->report();
    }
}

void RtspServer::State::report() {
    const MonotonicTime now = clock.monotonic_now();
    const UtcTime wall = clock.utc_now();
    const MediaTime media = media_now();
    for (const auto& viewer : std::vector(viewers.begin(), viewers.end())) {
        viewer->send_report(TrackKind::Video, packetiser.ssrc(), wall,
                            packetiser.timestamp_of(media));
        viewer->send_report(TrackKind::Audio, sound_packetiser.ssrc(), wall,
                            sound_packetiser.timestamp_of(media));
        viewer->look_at_the_time(now);
    }
    std::erase_if(viewers, [](const auto& viewer) { return viewer->is_closed(); });
}

void RtspServer::State::keep(const RtpFramePtr& frame, MediaTime pts) {
    if (frame->track == TrackKind::Video && frame->kind == media::FrameKind::Key) {
        group.clear();
        group_size = 0;
        group_start = pts;
    } else if (group.empty() || pts < group_start) {
        return;  // sound comes a little later than the picture that it belongs to
    }
    group_size += frame->bytes.size();
    if (group_size > kLargestGroup) {
        group.clear();
        return;
    }
    group.push_back(frame);
}

void RtspServer::State::end_all() {
    for (const auto& viewer : std::vector(viewers.begin(), viewers.end())) {
        viewer->close();
    }
    viewers.clear();
}

RtspServer::RtspServer(std::shared_ptr<State> state) : state_(std::move(state)) {}

RtspServer::~RtspServer() {
    PL_CHECK(state_->is_stopped, "an RTSP server is stopped before it is destroyed");
}

Result<std::unique_ptr<RtspServer>> RtspServer::open(const rt::asio::any_io_executor& executor,
                                                     RtspServerSettings settings,
                                                     RtspAudience& audience, const Clock& clock,
                                                     Random& random) {
    auto listener = net::Listener::open(executor, settings.address, settings.port);
    if (!listener) {
        return listener.error();
    }
    auto state = std::make_shared<State>(executor, std::move(settings), audience, clock, random);
    state->listener = std::move(*listener);
    state->accepting.emplace(executor, "RTSP server", State::accept(state));
    state->ticking.emplace(executor, "RTSP reports", State::tick(state));
    return std::unique_ptr<RtspServer>(new RtspServer(std::move(state)));
}

std::uint16_t RtspServer::port() const {
    return state_->listener->port();
}

std::string RtspServer::url() const {
    const std::string& address = state_->settings.address;
    const bool is_v6 = address.find(':') != std::string::npos;
    return fmt::format("rtsp://{}:{}{}", is_v6 ? "[" + address + "]" : address, port(),
                       state_->settings.conversation.path);
}

void RtspServer::start(const media::VideoTrack& track) {
    state_->track = track;
    state_->trouble.reset();
    state_->packetiser.set_track(track);
    state_->group.clear();
}

void RtspServer::offer_sound(const std::optional<media::AudioTrack>& track) {
    State& state = *state_;
    if (track == state.sound) {
        return;
    }
    state.sound = track;
    if (!track) {
        return;
    }
    state.sound_packetiser.set_sample_rate(track->sample_rate);
    for (const auto& viewer : std::vector(state.viewers.begin(), state.viewers.end())) {
        if (viewer->was_told_of_no_sound()) {
            viewer->close();
        }
    }
}

void RtspServer::offer_speaker(VoiceSink* sink) {
    state_->speaker = sink;
}

/// Null for what is not served: an encoder of ours makes no broken frames.
RtpFramePtr RtspServer::State::packetise(const media::Packet& packet) {
    if (!has(lane_of(packet.track))) {
        return nullptr;
    }
    const auto frame = packet.track == TrackKind::Video ? packetiser.packetise(packet)
                                                        : sound_packetiser.packetise(packet);
    return frame ? *frame : nullptr;
}

void RtspServer::send(const media::PacketPtr& packet) {
    const RtpFramePtr frame = state_->packetise(*packet);
    if (!frame) {
        return;
    }
    if (packet->track == TrackKind::Video) {
        state_->last_picture = packet->pts;
        state_->last_picture_at = packet->arrived;
    }
    state_->keep(frame, packet->pts);
    for (const auto& viewer : state_->viewers) {
        viewer->send(frame);
    }
}

void RtspServer::interrupt(const Error& why) {
    state_->track.reset();
    state_->trouble = why;
    state_->group.clear();
    state_->end_all();
}

void RtspServer::rest() {
    state_->group.clear();
}

void RtspServer::let_go() {
    state_->end_all();
}

void RtspServer::let_watchers_go(const std::function<bool(const std::string& user)>& goes) {
    for (const auto& viewer : std::vector(state_->viewers.begin(), state_->viewers.end())) {
        if (viewer->is_watching() && goes(viewer->user())) {
            viewer->close();
        }
    }
}

void RtspServer::set_logins(std::vector<net::Login> logins) {
    state_->settings.conversation.logins = std::move(logins);
    state_->end_all();
}

std::size_t RtspServer::watching() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        state_->viewers, [](const auto& viewer) { return viewer->is_watching(); }));
}

std::uint64_t RtspServer::dropped() const {
    std::uint64_t sum = state_->dropped;
    for (const auto& viewer : state_->viewers) {
        sum += viewer->is_watching() ? viewer->dropped() : 0;
    }
    return sum;
}

rt::Task<> RtspServer::stop() {
    const auto state = state_;
    state->is_stopped = true;
    state->listener->close();
    state->accepting.reset();
    state->ticking.reset();
    state->end_all();
    co_return co_await state->gate.close();
}

}  // namespace porchlight::live
