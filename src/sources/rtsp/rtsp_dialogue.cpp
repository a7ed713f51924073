// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_dialogue.hpp"

#include "net/ascii.hpp"
#include "sources/rtsp/rtsp_errors.hpp"
#include "sources/rtsp/transport_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::sources::rtsp {
namespace {

using namespace std::chrono_literals;
using net::rtsp::Message;

constexpr int kInvalidRange = 457;
constexpr int kUnsupportedTransport = 461;

bool is_ok(const Message& response) {
    return response.status >= 200 && response.status < 300;
}

}  // namespace

RtspDialogue::RtspDialogue(const RtspSettings& settings, net::CameraUrl url)
    : settings_(settings), url_(std::move(url)) {
    const bool wants_udp = settings.transport == RtspTransport::Udp;
    carrier_ = wants_udp ? Carrier::Udp : Carrier::Tcp;
}

RtspDialogue::~RtspDialogue() {
    if (connection_ && is_set_up_) {
        connection_->try_last_request(request("TEARDOWN", play_url_));
    }
}

Message RtspDialogue::request(std::string method, std::string url) const {
    Message made = net::rtsp::make_request(std::move(method), std::move(url));
    if (!feature_.empty()) {
        made.headers.emplace_back("Require", feature_);
    }
    return made;
}

rt::Task<Message> RtspDialogue::ask(Message request) {
    auto asking = connection_->request(std::move(request), settings_.answer_limit);
    co_return co_await std::move(asking);
}

rt::Task<> RtspDialogue::connect(net::rtsp::InterleavedHandler* handler) {
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
    connection_ = std::make_unique<net::rtsp::Connection>(std::move(connected), url_,
                                                          settings_.user_agent, *handler);
    // Without our demand: cameras that do not know OPTIONS may know the rest.
    auto asking = ask(net::rtsp::make_request("OPTIONS", url_.request_uri()));
    PL_CO_TRY(const Message response, co_await std::move(asking));
    has_get_parameter_ = response.header("Public").find("GET_PARAMETER") != std::string_view::npos;
    co_return Result<>();
}

rt::Task<RtspDialogue::Description> RtspDialogue::describe() {
    Message asked = request("DESCRIBE", url_.request_uri());
    asked.headers.emplace_back("Accept", "application/sdp");
    auto asking = ask(std::move(asked));
    PL_CO_TRY(const Message response, co_await std::move(asking));
    if (response.status >= 300 && response.status < 400) {
        PL_CO_TRY_VOID(take_redirect(response));
    }
    if (!is_ok(response)) {
        co_return refusal(response, url_, "DESCRIBE");
    }
    Description description;
    description.base = net::control_base(response.header("Content-Base"),
                                         response.header("Content-Location"), url_.request_uri());
    PL_CO_TRY(description.sdp, net::parse_sdp(response.body));
    co_return description;
}

/// @error Unavailable  Always; `redirect` then says where to go.
Result<> RtspDialogue::take_redirect(const Message& response) {
    auto target = net::CameraUrl::parse(response.header("Location"));
    if (!target) {
        return Error(ErrorCode::Unsupported,
                     "The camera points to another address that cannot be understood");
    }
    redirect_ = url_.redirected_to(std::move(*target));
    return Error(ErrorCode::Unavailable,
                 fmt::format("The camera points to {} instead", redirect_->redacted()));
}

rt::Task<RtspDialogue::Channel> RtspDialogue::set_up(std::string url) {
    Channel channel;
    PL_CO_TRY(std::string offer, offer_transport(channel));
    auto asking = ask_set_up(url, std::move(offer));
    PL_CO_TRY(Message response, co_await std::move(asking));
    const bool may_change = settings_.transport == RtspTransport::Automatic && tracks_ == 0 &&
                            url_.scheme() == net::CameraScheme::Rtsp;
    if (response.status == kUnsupportedTransport && may_change) {
        carrier_ = Carrier::Udp;
        PL_CO_TRY(std::string other, offer_transport(channel));
        auto again = ask_set_up(url, std::move(other));
        PL_CO_TRY(response, co_await std::move(again));
    }
    if (!is_ok(response)) {
        co_return refusal(response, url_, "SETUP");
    }
    if (play_url_.empty()) {
        play_url_ = std::move(url);  // until `play` names the session's own
    }
    take_session(response);
    accept_transport(channel, response.header("Transport"));
    ++tracks_;
    highest_channel_ = std::max({highest_channel_, channel.rtp, channel.rtcp});
    co_return channel;
}

rt::Task<Message> RtspDialogue::ask_set_up(std::string url, std::string transport) {
    Message asked = request("SETUP", std::move(url));
    asked.headers.emplace_back("Transport", std::move(transport));
    auto asking = ask(std::move(asked));
    co_return co_await std::move(asking);
}

Result<std::string> RtspDialogue::offer_transport(Channel& channel) {
    if (carrier_ == Carrier::Tcp) {
        channel.rtp = static_cast<std::uint8_t>(2 * tracks_);
        channel.rtcp = static_cast<std::uint8_t>(channel.rtp + 1);
        return fmt::format("RTP/AVP/TCP;unicast;interleaved={}-{}", channel.rtp, channel.rtcp);
    }
    net::Stream& control = connection_->stream();
    PL_TRY(channel.sockets, net::RtpSocketPair::open(control.executor(), control.own_address()));
    return fmt::format("RTP/AVP;unicast;client_port={}-{}", channel.sockets->port(),
                       channel.sockets->port() + 1);
}

void RtspDialogue::accept_transport(Channel& channel, std::string_view transport) {
    if (carrier_ == Carrier::Tcp) {
        if (const auto channels = number_pair(transport, "interleaved");
            channels && channels->second < 256) {
            channel.rtp = static_cast<std::uint8_t>(channels->first);
            channel.rtcp = static_cast<std::uint8_t>(channels->second);
        }
        return;
    }
    const auto ports = number_pair(transport, "server_port").value_or(std::pair(0U, 0U));
    channel.sockets->expect(connection_->stream().peer_address(),
                            static_cast<std::uint16_t>(ports.first),
                            static_cast<std::uint16_t>(ports.second));
}

/// "12345678;timeout=30"
void RtspDialogue::take_session(const Message& response) {
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

rt::Task<> RtspDialogue::play(std::string url) {
    play_url_ = std::move(url);
    connection_->expect_channels(static_cast<std::uint8_t>(std::min(highest_channel_ + 1, 255)));
    Message asked = request("PLAY", play_url_);
    asked.headers.emplace_back("Range", "npt=0.000-");
    auto asking = ask(std::move(asked));
    PL_CO_TRY(Message response, co_await std::move(asking));
    if (response.status == kInvalidRange) {
        auto again = ask(request("PLAY", play_url_));
        PL_CO_TRY(response, co_await std::move(again));
    }
    co_return is_ok(response) ? Result<>() : Result<>(refusal(response, url_, "PLAY"));
}

/// Twice in the camera's own time-out, at least every half a minute.
Result<> RtspDialogue::queue_keep_alive(MonotonicTime now) {
    if (!keep_alive_at_) {
        keep_alive_at_ = now;
    }
    if (now - *keep_alive_at_ < std::min<std::chrono::seconds>(session_timeout_ / 2, 30s)) {
        return {};
    }
    keep_alive_at_ = now;
    return connection_->queue_request(
        net::rtsp::make_request(has_get_parameter_ ? "GET_PARAMETER" : "OPTIONS", play_url_));
}

std::string RtspDialogue::transport() const {
    return carrier_ == Carrier::Udp                    ? "RTSP over UDP"
           : url_.scheme() == net::CameraScheme::Rtsps ? "RTSP over TLS"
                                                       : "RTSP over TCP";
}

}  // namespace porchlight::sources::rtsp
