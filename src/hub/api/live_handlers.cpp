// SPDX-License-Identifier: Apache-2.0
#include "hub/api/descriptions.hpp"
#include "hub/api/first_of.hpp"
#include "hub/api/services.hpp"

#include <functional>
#include <utility>

namespace porchlight::hub::api {

namespace {

using net::http::Message;
using SocketPtr = std::shared_ptr<net::http::WebSocket>;
using LivePtr = std::shared_ptr<LiveSubscription>;

constexpr std::chrono::seconds kPingEvery{20};
/// A viewer this far behind skips to the next key frame: live means now.
constexpr std::size_t kMostBehind = 1U << 20U;

/// Opens what somebody watches or listens to.
using OpenLive = std::function<Result<std::unique_ptr<LiveSubscription>>()>;

/// Passes one camera's stream on to one viewer. A viewer who is too slow loses fragments up to the
/// next key frame, never a part of what it needs to go on.
class Viewer {
  public:
    explicit Viewer(SocketPtr socket) : socket_(std::move(socket)) {}

    /// False when the viewer can no longer be served.
    bool pass(const LiveMessage& message) {
        if (const auto* start = std::get_if<LiveStart>(&message)) {
            return begin(*start);
        }
        if (const auto* fragment = std::get_if<LiveFragment>(&message)) {
            pass_fragment(*fragment);
            return true;
        }
        const json::object text{
            {"type", "problem"},
            {"problem", JsonType<Problem>::write(std::get<LiveProblem>(message).problem)}};
        socket_->send(Message::text(to_text(text)));
        return true;
    }

  private:
    bool begin(const LiveStart& start) {
        waiting_for_key_ = false;
        const json::object text{{"type", "start"},
                                {"stream", store::name_of(start.stream)},
                                {"mime", start.mime},
                                {"width", start.width},
                                {"height", start.height}};
        return socket_->send(Message::text(to_text(text))) &&
               socket_->send(Message::binary(start.init));
    }

    void pass_fragment(const LiveFragment& fragment) {
        const bool can_begin = !waiting_for_key_ || fragment.starts_with == FragmentStart::Key;
        if (can_begin) {
            waiting_for_key_ = socket_->queued_bytes() > kMostBehind ||
                               !socket_->send(Message::binary(fragment.bytes));
        }
    }

    SocketPtr socket_;
    bool waiting_for_key_ = false;
};

rt::Task<> show(LivePtr live, SocketPtr socket) {
    Viewer viewer(socket);
    while (true) {
        PL_CO_TRY(const LiveMessage message, co_await live->next());
        if (!viewer.pass(message)) {
            co_return Result<>();
        }
    }
}

/// Takes what the viewer says: a LiveWish.
rt::Task<> take_wishes(LivePtr live, SocketPtr socket) {
    while (true) {
        PL_CO_TRY(const std::string text, co_await socket->receive());
        json::value value;
        LiveWish wish;
        if (parse_json(text, value) || from_json(value, Role::Input, wish)) {
            co_return Error(ErrorCode::InvalidArgument, "a live viewer said what we do not know");
        }
        live->set_wish(wish);
    }
}

rt::Task<> serve_live(const Services* hub, CallPtr call, OpenLive open, SocketPtr socket) {
    hub->accounts->attach(call->session_token, socket);
    PL_CO_TRY(auto watching, open());
    const LivePtr live = std::move(watching);
    auto showing = show(live, socket);
    auto listening = take_wishes(live, socket);
    auto both = first_of(std::move(showing), std::move(listening));
    co_return co_await std::move(both);
}

rt::Task<> pass_news(std::shared_ptr<EventFeed::Subscription> news, Language language,
                     SocketPtr socket) {
    bool lost = false;
    while (true) {
        PL_CO_TRY(const auto text, co_await news->next());
        if (lost) {
            lost = !socket->send(Message::text(R"({"type":"refetch"})"));
        }
        lost = lost || !socket->send(Message::text(feed_text_in(phrases(language), text)));
    }
}

/// Tells the browser that the hub is there, also through proxies that hide WebSocket pings.
rt::Task<> ping(SocketPtr socket) {
    while (true) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kPingEvery));
        socket->send(Message::text(R"({"type":"ping"})"));
    }
}

/// What a browser says here has no meaning; reading it is how its leaving is noticed.
rt::Task<> ignore_words(SocketPtr socket) {
    while (true) {
        PL_CO_TRY(const std::string unused, co_await socket->receive());
        static_cast<void>(unused);
    }
}

rt::Task<> serve_events(const Services* hub, CallPtr call, Language language, SocketPtr socket) {
    hub->accounts->attach(call->session_token, socket);
    std::shared_ptr<EventFeed::Subscription> news =
        hub->feed->subscribe([who = call->asker().id, role = call->asker().role](
                                 const auto& message) { return may_hear(message, who, role); });
    auto passing = pass_news(std::move(news), language, socket);
    auto pinging = ping(socket);
    auto listening = ignore_words(socket);
    auto speaking = first_of(std::move(passing), std::move(pinging));
    auto both = first_of(std::move(speaking), std::move(listening));
    co_return co_await std::move(both);
}

Reply<http::Response> open_events(const Services* hub, CallPtr call, EventsQuery query,
                                  Nothing /*body*/) {
    const Language language =
        query.lang ? language_of(*query.lang).value_or(Language::English) : call->language;
    http::Response response;
    response.websocket = [hub, call, language](SocketPtr socket) {
        return serve_events(hub, call, language, std::move(socket));
    };
    co_return response;
}

http::Response live_response(const Services* hub, CallPtr call, OpenLive open) {
    http::Response response;
    response.websocket = [hub, call = std::move(call), open = std::move(open)](SocketPtr socket) {
        return serve_live(hub, call, open, std::move(socket));
    };
    return response;
}

Reply<http::Response> open_live(const Services* hub, CallPtr call, LiveWish query,
                                Nothing /*body*/) {
    const CameraId id = CameraId::parse(call->path.front()).value_or(CameraId());
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id));
    co_return live_response(hub, std::move(call),
                            [hub, id, query] { return hub->cameras->watch(id, query); });
}

Reply<http::Response> open_sound(const Services* hub, CallPtr call, Nothing /*query*/,
                                 Nothing /*body*/) {
    const CameraId id = CameraId::parse(call->path.front()).value_or(CameraId());
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id));
    co_return live_response(hub, std::move(call), [hub, id] { return hub->cameras->listen(id); });
}

}  // namespace

void add_live_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    table.add(hub,
              {Method::Get, "/api/v1/events", Access::Viewer,
               "A WebSocket that tells what changes (FeedMessage)", 101, "websocket"},
              open_events);
    table.add(hub,
              {Method::Get, "/api/v1/cameras/{id}/live", Access::Viewer,
               "A WebSocket with live video: fragmented MP4 for MediaSource", 101, "websocket"},
              open_live);
    table.add(
        hub,
        {Method::Get, "/api/v1/cameras/{id}/sound", Access::Viewer,
         "A WebSocket with live sound: AAC in fragmented MP4 for MediaSource", 101, "websocket"},
        open_sound);
}

}  // namespace porchlight::hub::api
