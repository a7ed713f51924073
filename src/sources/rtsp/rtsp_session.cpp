// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_session.hpp"

#include "net/ascii.hpp"
#include "sources/rtsp/rtsp_errors.hpp"
#include "sources/rtsp/track_reorder.hpp"
#include "sources/rtsp/transport_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::sources::rtsp {
namespace {

using net::rtsp::Message;

constexpr int kUnsupportedTransport = 461;

bool is_ok(const Message& response) {
    return response.status >= 200 && response.status < 300;
}

}  // namespace

RtspSession::RtspSession(const RtspSettings& settings, net::CameraUrl url, const Clock& clock,
                         PacketSink& sink)
    : settings_(settings),
      url_(std::move(url)),
      clock_(clock),
      sink_(sink),
      origin_(clock.monotonic_now()) {
    const bool wants_udp = settings.transport == RtspTransport::Udp;
    carrier_ = wants_udp ? Carrier::Udp : Carrier::Tcp;
}

RtspSession::~RtspSession() {
    if (connection_ && is_set_up_) {
        connection_->try_last_request(net::rtsp::make_request("TEARDOWN", play_url_));
    }
}

rt::Task<> RtspSession::run() {
    auto connecting = connect();
    PL_CO_TRY_VOID(co_await std::move(connecting));
    auto asking = ask_options();
    PL_CO_TRY_VOID(co_await std::move(asking));
    auto describing = describe();
    PL_CO_TRY(TrackPlan plan, co_await std::move(describing));
    auto setting_up = set_up_all(std::move(plan));
    PL_CO_TRY_VOID(co_await std::move(setting_up));
    auto playing = play();
    PL_CO_TRY_VOID(co_await std::move(playing));
    auto streaming = stream();
    co_return co_await std::move(streaming);
}

rt::Task<> RtspSession::connect() {
    net::ConnectTarget target;
    target.host = url_.host();
    target.port = url_.port();
    target.security =
        url_.scheme() == net::CameraScheme::Rtsps ? net::Security::Tls : net::Security::Plain;
    target.limit = settings_.answer_limit;
    target.pinned_fingerprint = settings_.pinned_fingerprint;
    if (carrier_ == Carrier::Udp && target.security == net::Security::Tls) {
        co_return Error(ErrorCode::InvalidArgument,
                        "Encrypted RTSP (rtsps://) cannot send over UDP. Choose TCP");
    }
    auto connecting = net::connect(std::move(target));
    PL_CO_TRY(auto connected, co_await std::move(connecting));
    net::rtsp::InterleavedHandler& handler = *this;
    connection_ = std::make_unique<net::rtsp::Connection>(std::move(connected), url_,
                                                          settings_.user_agent, handler);
    co_return Result<>();
}

rt::Task<> RtspSession::ask_options() {
    auto asking = connection_->request(net::rtsp::make_request("OPTIONS", url_.request_uri()),
                                       settings_.answer_limit);
    PL_CO_TRY(const Message response, co_await std::move(asking));
    // Cameras that do not know OPTIONS may know the rest.
    has_get_parameter_ = response.header("Public").find("GET_PARAMETER") != std::string_view::npos;
    co_return Result<>();
}

rt::Task<TrackPlan> RtspSession::describe() {
    Message asked = net::rtsp::make_request("DESCRIBE", url_.request_uri());
    asked.headers.emplace_back("Accept", "application/sdp");
    auto asking = connection_->request(std::move(asked), settings_.answer_limit);
    PL_CO_TRY(const Message response, co_await std::move(asking));
    if (response.status >= 300 && response.status < 400) {
        PL_CO_TRY_VOID(take_redirect(response));
    }
    if (!is_ok(response)) {
        co_return refusal(response, url_, "DESCRIBE");
    }
    const std::string base = net::control_base(
        response.header("Content-Base"), response.header("Content-Location"), url_.request_uri());
    PL_CO_TRY(const net::Sdp sdp, net::parse_sdp(response.body));
    co_return plan_tracks(sdp, base, settings_.sound);
}

/// @error Unavailable  Always; `redirect` then says where to go.
Result<> RtspSession::take_redirect(const Message& response) {
    auto target = net::CameraUrl::parse(response.header("Location"));
    if (!target) {
        return Error(ErrorCode::Unsupported,
                     "The camera points to another address that cannot be understood");
    }
    redirect_ = url_.redirected_to(std::move(*target));
    return Error(ErrorCode::Unavailable,
                 fmt::format("The camera points to {} instead", redirect_->redacted()));
}

rt::Task<> RtspSession::set_up_all(TrackPlan plan) {
    play_url_ = plan.play_url;
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
    description_.transport = carrier_ == Carrier::Udp                    ? "RTSP over UDP"
                             : url_.scheme() == net::CameraScheme::Rtsps ? "RTSP over TLS"
                                                                         : "RTSP over TCP";
    co_return Result<>();
}

rt::Task<> RtspSession::set_up(PlannedTrack planned) {
    Track track;
    PL_CO_TRY(std::string offer, offer_transport(track));
    auto asking = ask_set_up(planned.url, std::move(offer));
    PL_CO_TRY(Message response, co_await std::move(asking));
    const bool may_change = settings_.transport == RtspTransport::Automatic && tracks_.empty() &&
                            url_.scheme() == net::CameraScheme::Rtsp;
    if (response.status == kUnsupportedTransport && may_change) {
        carrier_ = Carrier::Udp;
        PL_CO_TRY(std::string other, offer_transport(track));
        auto again = ask_set_up(planned.url, std::move(other));
        PL_CO_TRY(response, co_await std::move(again));
    }
    if (!is_ok(response)) {
        co_return refusal(response, url_, "SETUP");
    }
    take_session(response);
    accept_transport(track, response.header("Transport"));
    const auto delivery =
        carrier_ == Carrier::Tcp ? media::rtp::Delivery::Ordered : media::rtp::Delivery::Datagrams;
    media::rtp::PacketReceiver& receiver = *this;
    track.receiver = std::make_unique<media::rtp::TrackReceiver>(std::move(planned.format),
                                                                 delivery, origin_, receiver);
    if (carrier_ == Carrier::Udp) {
        track.reorder = std::make_unique<TrackReorder>(
            [this, ordered = track.receiver.get()](media::ByteSpan bytes) {
                return ordered->on_rtp(bytes, arrival_);
            });
    }
    tracks_.push_back(std::move(track));
    co_return Result<>();
}

rt::Task<Message> RtspSession::ask_set_up(std::string url, std::string transport) {
    Message asked = net::rtsp::make_request("SETUP", std::move(url));
    asked.headers.emplace_back("Transport", std::move(transport));
    auto asking = connection_->request(std::move(asked), settings_.answer_limit);
    co_return co_await std::move(asking);
}

Result<std::string> RtspSession::offer_transport(Track& track) {
    if (carrier_ == Carrier::Tcp) {
        track.rtp_channel = static_cast<std::uint8_t>(2 * tracks_.size());
        track.rtcp_channel = static_cast<std::uint8_t>(track.rtp_channel + 1);
        return fmt::format("RTP/AVP/TCP;unicast;interleaved={}-{}", track.rtp_channel,
                           track.rtcp_channel);
    }
    net::Stream& control = connection_->stream();
    PL_TRY(track.sockets, net::RtpSocketPair::open(control.executor(), control.own_address()));
    return fmt::format("RTP/AVP;unicast;client_port={}-{}", track.sockets->port(),
                       track.sockets->port() + 1);
}

void RtspSession::accept_transport(Track& track, std::string_view transport) {
    if (carrier_ == Carrier::Tcp) {
        if (const auto channels = number_pair(transport, "interleaved");
            channels && channels->second < 256) {
            track.rtp_channel = static_cast<std::uint8_t>(channels->first);
            track.rtcp_channel = static_cast<std::uint8_t>(channels->second);
        }
        return;
    }
    const auto ports = number_pair(transport, "server_port").value_or(std::pair(0U, 0U));
    track.sockets->expect(connection_->stream().peer_address(),
                          static_cast<std::uint16_t>(ports.first),
                          static_cast<std::uint16_t>(ports.second));
}

/// "12345678;timeout=30"
void RtspSession::take_session(const Message& response) {
    std::string_view value = response.header("Session");
    const std::string_view id = net::trimmed(net::take_until(value, ';'));
    if (!id.empty()) {
        connection_->set_session(std::string(id));
        is_set_up_ = true;
    }
    const std::string_view name = net::trimmed(net::take_until(value, '='));
    const auto timeout = net::parse_number(net::trimmed(value.substr(0, value.find(';'))));
    if (net::ascii_iequals(name, "timeout") && timeout) {
        session_timeout_ = std::chrono::seconds(std::clamp(*timeout, 4U, 600U));
    }
}

rt::Task<> RtspSession::play() {
    std::uint8_t channels = 0;
    for (const Track& track : tracks_) {
        channels = std::max({channels, track.rtp_channel, track.rtcp_channel});
    }
    connection_->expect_channels(static_cast<std::uint8_t>(std::min(channels + 1, 255)));
    Message asked = net::rtsp::make_request("PLAY", play_url_);
    asked.headers.emplace_back("Range", "npt=0.000-");
    auto asking = connection_->request(std::move(asked), settings_.answer_limit);
    PL_CO_TRY(const Message response, co_await std::move(asking));
    constexpr int kInvalidRange = 457;
    if (response.status == kInvalidRange) {
        auto again = connection_->request(net::rtsp::make_request("PLAY", play_url_),
                                          settings_.answer_limit);
        PL_CO_TRY(const Message second, co_await std::move(again));
        co_return is_ok(second) ? Result<>() : Result<>(refusal(second, url_, "PLAY"));
    }
    co_return is_ok(response) ? Result<>() : Result<>(refusal(response, url_, "PLAY"));
}

}  // namespace porchlight::sources::rtsp
