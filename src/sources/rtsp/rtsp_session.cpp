// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_session.hpp"

#include "media/rtp/reorder.hpp"
#include "net/ascii.hpp"
#include "sources/rtsp/rtsp_errors.hpp"
#include "sources/rtsp/transport_header.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::sources::rtsp {
namespace {

using namespace std::chrono_literals;
using net::rtsp::Message;

constexpr auto kTick = 1s;
constexpr auto kReportInterval = 5s;
constexpr std::uint32_t kOwnSsrc = 0x506F7263;
constexpr int kUnsupportedTransport = 461;
constexpr std::size_t kPicture = 0;

Message request(std::string method, std::string uri) {
    Message message;
    message.method = std::move(method);
    message.uri = std::move(uri);
    return message;
}

bool is_ok(const Message& response) {
    return response.status >= 200 && response.status < 300;
}

}  // namespace

/// Orders a track's datagrams; remembers the first error of what comes after it.
class TrackReorder {
  public:
    explicit TrackReorder(std::function<Result<>(media::ByteSpan)> deliver)
        : buffer_([this, deliver = std::move(deliver)](media::ByteSpan bytes) {
              if (auto result = deliver(bytes); !result) {
                  result_ = std::move(result);
              }
          }) {}
    Result<> push(media::ByteSpan datagram) {
        if (const auto packet = media::rtp::parse_rtp(datagram)) {
            buffer_.push(datagram, *packet);
        }
        return result_;
    }

  private:
    Result<> result_;
    media::rtp::ReorderBuffer buffer_;
};

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
        connection_->try_last_request(request("TEARDOWN", play_url_));
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
    auto asking =
        connection_->request(request("OPTIONS", url_.request_uri()), settings_.answer_limit);
    PL_CO_TRY(const Message response, co_await std::move(asking));
    // Cameras that do not know OPTIONS may know the rest.
    has_get_parameter_ = response.header("Public").find("GET_PARAMETER") != std::string_view::npos;
    co_return Result<>();
}

rt::Task<TrackPlan> RtspSession::describe() {
    Message asked = request("DESCRIBE", url_.request_uri());
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
    Message asked = request("SETUP", std::move(url));
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
    Message asked = request("PLAY", play_url_);
    asked.headers.emplace_back("Range", "npt=0.000-");
    auto asking = connection_->request(std::move(asked), settings_.answer_limit);
    PL_CO_TRY(const Message response, co_await std::move(asking));
    constexpr int kInvalidRange = 457;
    if (response.status == kInvalidRange) {
        auto again = connection_->request(request("PLAY", play_url_), settings_.answer_limit);
        PL_CO_TRY(const Message second, co_await std::move(again));
        co_return is_ok(second) ? Result<>() : Result<>(refusal(second, url_, "PLAY"));
    }
    co_return is_ok(response) ? Result<>() : Result<>(refusal(response, url_, "PLAY"));
}

rt::Task<> RtspSession::stream() {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    last_packet_at_ = last_frame_at_ = keep_alive_at_ = report_at_ = clock_.monotonic_now();
    auto reading = read();
    auto ticking = tick();
    if (carrier_ == Carrier::Tcp) {
        const auto ended = co_await (std::move(reading) || std::move(ticking));
        co_return std::visit([](const Result<>& result) { return result; }, ended);
    }
    auto receiving = receive_datagrams();
    const auto ended = co_await (std::move(reading) || std::move(ticking) || std::move(receiving));
    co_return std::visit([](const Result<>& result) { return result; }, ended);
}

rt::Task<> RtspSession::read() {
    for (;;) {
        auto receiving = connection_->receive();
        if (auto result = co_await std::move(receiving); !result) {
            const bool closed = result.error().code() == ErrorCode::Unavailable;
            co_return closed ? result.error().wrap("The camera ended the stream") : result.error();
        }
    }
}

rt::Task<> RtspSession::receive_datagrams() {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    auto* handler = static_cast<net::DatagramHandler*>(this);
    using enum net::RtpChannel;
    auto picture = tracks_[kPicture].sockets->receive(Rtp, 0, handler);
    auto picture_reports = tracks_[kPicture].sockets->receive(Rtcp, 0, handler);
    if (tracks_.size() == 1) {
        const auto ended = co_await (std::move(picture) || std::move(picture_reports));
        co_return std::visit([](const Result<>& result) { return result; }, ended);
    }
    auto sound = tracks_[1].sockets->receive(Rtp, 1, handler);
    auto sound_reports = tracks_[1].sockets->receive(Rtcp, 1, handler);
    const auto ended = co_await (std::move(picture) || std::move(picture_reports) ||
                                 std::move(sound) || std::move(sound_reports));
    co_return std::visit([](const Result<>& result) { return result; }, ended);
}

rt::Task<> RtspSession::tick() {
    for (;;) {
        auto sleeping = rt::sleep_for(kTick);
        PL_CO_TRY_VOID(co_await std::move(sleeping));
        const MonotonicTime now = clock_.monotonic_now();
        PL_CO_TRY_VOID(watch(now));
        PL_CO_TRY_VOID(queue_keep_alive(now));
        queue_reports(now);
        auto sending = connection_->flush();
        PL_CO_TRY_VOID(co_await std::move(sending));
    }
}

Result<> RtspSession::watch(MonotonicTime now) {
    const auto counters = tracks_[kPicture].receiver->counters();
    if (counters.packets != std::exchange(packets_seen_, counters.packets)) {
        last_packet_at_ = now;
    }
    if (counters.frames.frames != std::exchange(frames_seen_, counters.frames.frames)) {
        last_frame_at_ = now;
    }
    if (tracks_[kPicture].receiver->said_bye() && now - last_packet_at_ > 2 * kTick) {
        return Error(ErrorCode::Unavailable, "The camera ended the stream");
    }
    if (now - last_packet_at_ >= settings_.silence_limit) {
        return counters.packets == 0 ? never_sent(settings_.silence_limit)
                                     : stopped_sending(settings_.silence_limit);
    }
    if (now - last_frame_at_ >= settings_.frame_limit) {
        return no_usable_frame(settings_.frame_limit, counters.frames);
    }
    return {};
}

/// Twice in the camera's own time-out, at least every half a minute.
Result<> RtspSession::queue_keep_alive(MonotonicTime now) {
    if (now - keep_alive_at_ < std::min<std::chrono::seconds>(session_timeout_ / 2, 30s)) {
        return {};
    }
    keep_alive_at_ = now;
    return connection_->queue_request(
        request(has_get_parameter_ ? "GET_PARAMETER" : "OPTIONS", play_url_));
}

void RtspSession::queue_reports(MonotonicTime now) {
    if (now - report_at_ < kReportInterval) {
        return;
    }
    report_at_ = now;
    for (Track& track : tracks_) {
        const auto report = track.receiver->write_report(kOwnSsrc, now);
        if (track.sockets) {
            track.sockets->send_rtcp(report);
        } else {
            connection_->queue_interleaved(track.rtcp_channel, report);
        }
    }
}

void RtspSession::on_bytes() {
    arrival_ = {clock_.monotonic_now(), clock_.utc_now()};
}

Result<> RtspSession::on_interleaved(const net::rtsp::InterleavedFrame& frame) {
    for (Track& track : tracks_) {
        if (frame.channel == track.rtp_channel) {
            return on_rtp(track, frame.payload);
        }
        if (frame.channel == track.rtcp_channel) {
            on_rtcp(track, frame.payload);
            return {};
        }
    }
    return {};
}

Result<> RtspSession::on_datagram(int tag, net::RtpChannel channel,
                                  std::span<const std::uint8_t> datagram) {
    Track& track = tracks_[static_cast<std::size_t>(tag)];
    if (channel == net::RtpChannel::Rtcp) {
        on_rtcp(track, datagram);
        return {};
    }
    return on_rtp(track, datagram);
}

Result<> RtspSession::on_rtp(Track& track, std::span<const std::uint8_t> bytes) {
    if (track.reorder && !media::rtp::is_rtcp(bytes)) {
        return track.reorder->push(bytes);
    }
    return track.receiver->on_rtp(bytes, arrival_);
}

void RtspSession::on_rtcp(Track& track, std::span<const std::uint8_t> bytes) {
    track.receiver->on_rtcp(bytes, arrival_);
    if (tracks_.size() == 2) {
        media::rtp::align_audio(*tracks_[kPicture].receiver, *tracks_[1].receiver);
    }
}

void RtspSession::on_video_track(const media::VideoTrack& track) {
    description_.video = track;
    described_ = true;
    sink_.on_description(description_);
}

void RtspSession::on_packet(media::Packet packet) {
    if (described_) {
        sink_.on_packet(std::make_shared<const media::Packet>(std::move(packet)));
    }
}

}  // namespace porchlight::sources::rtsp
