// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_session.hpp"

#include "sources/rtsp/track_reorder.hpp"

#include <utility>

namespace porchlight::sources::rtsp {

RtspSession::RtspSession(const RtspSettings& settings, net::CameraUrl url, const Clock& clock,
                         PacketSink& sink, const rt::asio::any_io_executor& executor)
    : settings_(settings),
      clock_(clock),
      sink_(sink),
      origin_(clock.monotonic_now()),
      dialogue_(settings, std::move(url)),
      wished_(executor) {}

RtspSession::~RtspSession() = default;

rt::Task<> RtspSession::run() {
    auto connecting = dialogue_.connect(this);
    PL_CO_TRY_VOID(co_await std::move(connecting));
    auto describing = dialogue_.describe();
    PL_CO_TRY(const auto description, co_await std::move(describing));
    PL_CO_TRY(TrackPlan plan, plan_tracks(description.sdp, description.base, settings_.sound));
    std::string play_url = plan.play_url;
    auto setting_up = set_up_all(std::move(plan));
    PL_CO_TRY_VOID(co_await std::move(setting_up));
    auto playing = dialogue_.play(std::move(play_url));
    PL_CO_TRY_VOID(co_await std::move(playing));
    auto streaming = stream();
    co_return co_await std::move(streaming);
}

rt::Task<> RtspSession::set_up_all(TrackPlan plan) {
    description_.notes = std::move(plan.notes);
    auto setting_up = set_up(std::move(plan.video));
    PL_CO_TRY_VOID(co_await std::move(setting_up));
    if (plan.audio) {
        description_.audio = std::get<media::AudioTrack>(plan.audio->format.track);
        auto with_sound = set_up(std::move(*plan.audio));
        if (const auto result = co_await std::move(with_sound); !result) {
            const ErrorCode code = result.error().code();
            if (code == ErrorCode::Cancelled || code == ErrorCode::TimedOut) {
                co_return result;
            }
            description_.audio.reset();
            description_.notes.push_back("The camera offers sound but does not send it: " +
                                         result.error().message());
        }
    }
    description_.transport = dialogue_.transport();
    co_return Result<>();
}

rt::Task<> RtspSession::set_up(PlannedTrack planned) {
    Track track;
    track.takes_picture_loss = planned.takes_picture_loss;
    auto setting_up = dialogue_.set_up(std::move(planned.url));
    PL_CO_TRY(track.channel, co_await std::move(setting_up));
    const auto delivery =
        track.channel.sockets ? media::rtp::Delivery::Datagrams : media::rtp::Delivery::Ordered;
    media::rtp::PacketReceiver& receiver = *this;
    track.receiver = std::make_unique<media::rtp::TrackReceiver>(std::move(planned.format),
                                                                 delivery, origin_, receiver);
    if (track.channel.sockets) {
        track.reorder = std::make_unique<TrackReorder>(
            [this, ordered = track.receiver.get()](media::ByteSpan bytes) {
                return ordered->on_rtp(bytes, arrival_);
            });
    }
    tracks_.push_back(std::move(track));
    co_return Result<>();
}

}  // namespace porchlight::sources::rtsp
