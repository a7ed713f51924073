// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/conversation.hpp"

#include "net/ascii.hpp"
#include "net/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace porchlight::live {

namespace {

using net::rtsp::Message;
using net::rtsp::TransportWish;

constexpr std::string_view kSpeaker = "www.onvif.org/ver20/backchannel";
constexpr std::string_view kMethods =
    "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER";

struct Status {
    int number;
    std::string_view reason;
};
// RFC 2326 section 7.1.1.
constexpr std::array kStatuses{
    Status{200, "OK"},
    Status{401, "Unauthorized"},
    Status{403, "Forbidden"},
    Status{404, "Stream Not Found"},
    Status{454, "Session Not Found"},
    Status{455, "Method Not Valid in This State"},
    Status{461, "Unsupported Transport"},
    Status{501, "Not Implemented"},
    Status{503, "Service Unavailable"},
    Status{551, "Option not supported"},
};

Message response(int status) {
    Message message;
    message.status = status;
    for (const Status& known : kStatuses) {
        if (known.number == status) {
            message.reason = known.reason;
        }
    }
    return message;
}

int status_of(const Error& error) {
    return error.code() == ErrorCode::PermissionDenied ? 403 : 503;
}

/// For people who look at what their player says; one line.
Message refusal(const Error& error) {
    Message message = response(status_of(error));
    message.headers.emplace_back("X-Reason", error.message());
    for (char& c : message.headers.back().second) {
        c = c == '\r' || c == '\n' ? ' ' : c;
    }
    return message;
}

/// The path of an rtsp:// address without a query and without a last slash.
std::string_view path_of(std::string_view uri) {
    const std::size_t scheme = uri.find("://");
    if (scheme != std::string_view::npos) {
        const std::size_t path = uri.find('/', scheme + 3);
        uri = path == std::string_view::npos ? std::string_view() : uri.substr(path);
    }
    uri = uri.substr(0, uri.find('?'));
    while (uri.ends_with('/')) {
        uri.remove_suffix(1);
    }
    return uri;
}

}  // namespace

Conversation::Conversation(ConversationSettings settings, ConversationHost& host)
    : settings_(std::move(settings)),
      host_(host),
      guard_(settings_.realm, settings_.logins),
      session_(net::random_token().reveal().substr(0, 16)) {}

std::string Conversation::answer(const Message& request) {
    Message message = let_in(request) ? respond(request) : response(401);
    if (message.status == 401) {
        for (std::string& challenge : guard_.challenges()) {
            message.headers.emplace_back("WWW-Authenticate", std::move(challenge));
        }
    }
    // CSeq comes back as it came, and first: some clients look no further.
    const std::string cseq(request.header("CSeq"));
    message.headers.insert(message.headers.begin(), {"CSeq", cseq});
    message.headers.emplace_back("Server", "Porchlight");
    return net::rtsp::to_text(message);
}

bool Conversation::let_in(const Message& request) {
    if (settings_.logins.empty() || request.method == "OPTIONS") {
        return true;
    }
    const std::string_view authorization = request.header("Authorization");
    auto user = guard_.user_of(authorization, request.method, request.uri);
    if (user) {
        user_ = std::move(*user);
        return true;
    }
    refusals_ += authorization.empty() ? 0 : 1;
    if (refusals_ >= kMostRefusals) {
        state_ = State::Ended;
    }
    return false;
}

bool Conversation::is_other_session(const Message& request) const {
    std::string_view named = request.header("Session");
    return !named.empty() && net::trimmed(net::take_until(named, ';')) != session_;
}

Message Conversation::respond(const Message& request) {
    if (request.method == "OPTIONS") {
        Message options = response(200);
        options.headers.emplace_back("Public", kMethods);
        return options;
    }
    if (is_other_session(request)) {
        return response(454);
    }
    if (std::string missing = missing_feature(request); !missing.empty()) {
        Message refused = response(551);
        refused.headers.emplace_back("Unsupported", std::move(missing));
        return refused;
    }
    if (request.method == "DESCRIBE") {
        return describe(request);
    }
    if (request.method == "SETUP") {
        return set_up(request);
    }
    if (request.method == "PLAY") {
        return play();
    }
    if (request.method == "PAUSE") {
        if (state_ != State::Playing) {
            return response(455);
        }
        state_ = State::Ready;
    } else if (request.method == "TEARDOWN") {
        state_ = State::Ended;
    } else if (request.method != "GET_PARAMETER" && request.method != "SET_PARAMETER") {
        Message unknown = response(501);
        unknown.headers.emplace_back("Allow", kMethods);
        return unknown;
    }
    Message done = response(200);
    done.headers.emplace_back("Session", session_header());
    return done;
}

std::string Conversation::missing_feature(const Message& request) const {
    for (const std::string& header : request.all_headers("Require")) {
        std::string_view rest = header;
        while (!rest.empty()) {
            const std::string_view feature = net::trimmed(net::take_until(rest, ','));
            if (!feature.empty() && (feature != kSpeaker || !host_.has(Lane::Voice))) {
                return std::string(feature);
            }
        }
    }
    return {};
}

Message Conversation::describe(const Message& request) {
    if (path_of(request.uri) != settings_.path) {
        return response(404);
    }
    // Nothing else can be required.
    const bool is_plain = request.header("Require").empty();
    auto description = host_.describe(is_plain ? Asked::Plainly : Asked::WithSpeaker);
    if (!description) {
        return refusal(description.error());
    }
    Message described = response(200);
    std::string base = request.uri.substr(0, request.uri.find('?'));
    base += base.ends_with('/') ? "" : "/";
    described.headers.emplace_back("Content-Base", std::move(base));
    described.headers.emplace_back("Content-Type", "application/sdp");
    described.headers.emplace_back("Cache-Control", "no-cache");
    described.body = std::move(*description);
    return described;
}

std::optional<Lane> Conversation::lane_named(std::string_view path) const {
    if (path == settings_.path || path == settings_.path + "/track1") {
        return Lane::Picture;
    }
    for (const auto& [name, lane] : {std::pair("/track2", Lane::Sound), {"/track3", Lane::Voice}}) {
        if (path == settings_.path + name && host_.has(lane)) {
            return lane;
        }
    }
    return std::nullopt;
}

/// Whether neither of the channel and the next one is another lane's.
bool Conversation::is_free(std::uint8_t channel, Lane lane) const {
    constexpr std::array kLanes{Lane::Picture, Lane::Sound, Lane::Voice};
    return std::ranges::none_of(kLanes, [&](Lane other) {
        const auto& way = ways_[index(other)].transport;
        const bool is_interleaved =
            other != lane && way && way->carrier == TransportWish::Carrier::Interleaved;
        const int taken = is_interleaved ? way->channel.value_or(0) : -2;
        return channel < taken + 2 && taken < channel + 2;
    });
}

/// The pair of channels that was asked for, or one of ours; nothing if another lane is on it.
std::optional<std::uint8_t> Conversation::free_channel(Lane lane, const TransportWish& wish) const {
    if (wish.channel) {
        return is_free(*wish.channel, lane) ? wish.channel : std::nullopt;
    }
    std::uint8_t channel = 0;
    while (!is_free(channel, lane)) {
        channel = static_cast<std::uint8_t>(channel + 2);
    }
    return channel;
}

/// What the answer says about the way. @error Unsupported  There is none like that.
Result<std::string> Conversation::agree(Lane lane, TransportWish& wish) {
    if (wish.carrier == TransportWish::Carrier::Datagrams) {
        PL_TRY(const std::uint16_t port, host_.open_datagrams(lane, wish));
        return fmt::format("RTP/AVP;unicast;client_port={}-{};server_port={}-{}", wish.rtp_port,
                           wish.rtcp_port, port, port + 1);
    }
    wish.channel = free_channel(lane, wish);
    if (!wish.channel) {
        return Error(ErrorCode::Unsupported, "the other track is on these channels");
    }
    return fmt::format("RTP/AVP/TCP;unicast;interleaved={}-{}", *wish.channel, *wish.channel + 1);
}

Message Conversation::set_up(const Message& request) {
    const auto lane = lane_named(path_of(request.uri));
    if (!lane) {
        return response(404);
    }
    if (state_ == State::Playing) {
        return response(455);
    }
    auto wish = net::rtsp::choose_transport(request.header("Transport"));
    if (!wish) {
        return response(461);
    }
    auto agreed = agree(*lane, *wish);
    if (!agreed) {
        return agreed.error().code() == ErrorCode::Unsupported ? response(461)
                                                               : refusal(agreed.error());
    }
    ways_[index(*lane)] = {wish, request.uri};
    state_ = State::Ready;
    Message done = response(200);
    done.headers.emplace_back("Transport", std::move(*agreed));
    done.headers.emplace_back("Session", session_header());
    return done;
}

Result<> Conversation::may_begin() {
    if (transport(Lane::Voice)) {
        PL_TRY_VOID(host_.may_speak());
    }
    return watches() ? host_.may_play(user_) : Result<>();
}

Message Conversation::play() {
    if (state_ != State::Ready && state_ != State::Playing) {
        return response(455);
    }
    if (auto may = may_begin(); !may) {
        return refusal(may.error());
    }
    state_ = State::Playing;
    std::string info;
    for (const auto track : {media::TrackKind::Video, media::TrackKind::Audio}) {
        const Way& way = ways_[index(lane_of(track))];
        if (way.transport) {
            const ConversationHost::Position position = host_.position(track);
            info += fmt::format("{}url={};seq={};rtptime={}", info.empty() ? "" : ",", way.uri,
                                position.sequence, position.timestamp);
        }
    }
    Message done = response(200);
    done.headers.emplace_back("Session", session_header());
    done.headers.emplace_back("Range", "npt=now-");
    if (!info.empty()) {
        done.headers.emplace_back("RTP-Info", std::move(info));
    }
    return done;
}

std::string Conversation::session_header() const {
    return fmt::format("{};timeout={}", session_, kSessionTimeout.count());
}

}  // namespace porchlight::live
