// SPDX-License-Identifier: Apache-2.0
// A walk test, and "how often would it have alerted".
#include "hub/api/descriptions.hpp"
#include "hub/api/first_of.hpp"
#include "hub/api/services.hpp"
#include "hub/api/walk_descriptions.hpp"
#include "hub/replay/replay_service.hpp"

#include <utility>

namespace porchlight::hub::api {

namespace {

using net::http::Message;
using SocketPtr = std::shared_ptr<net::http::WebSocket>;
using WalkPtr = std::shared_ptr<WalkTest>;

/// Of a browser this far behind what is seen is left out, not what was triggered.
constexpr std::size_t kMostBehind = 64U << 10U;

CameraId id_of(const Call& call) {
    return CameraId::parse(call.path.front()).value_or(CameraId());
}

rt::Task<> show(WalkPtr walk, SocketPtr socket) {
    while (true) {
        PL_CO_TRY(const WalkView seen, co_await walk->next());
        if (seen.trigger || socket->queued_bytes() < kMostBehind) {
            socket->send(Message::text(to_json(seen)));
        }
    }
}

/// Takes settings to try: TriedSettings.
rt::Task<> take_settings(WalkPtr walk, SocketPtr socket) {
    while (true) {
        PL_CO_TRY(const std::string text, co_await socket->receive());
        json::value value;
        TriedSettings tried;
        if (parse_json(text, value) || from_json(value, Role::Input, tried)) {
            co_return Error(ErrorCode::InvalidArgument, "a walk test was told what we do not know");
        }
        walk->change(std::move(tried));
    }
}

rt::Task<> serve_walk(const Services* hub, CallPtr call, CameraView camera, SocketPtr socket) {
    hub->accounts->attach(call->session_token, socket);
    PL_CO_TRY(auto begun, hub->cameras->walk(camera.id, tried_of(camera.settings)));
    const WalkPtr walk = std::move(begun);
    auto showing = show(walk, socket);
    auto listening = take_settings(walk, socket);
    auto both = first_of(std::move(showing), std::move(listening));
    co_return co_await std::move(both);
}

Reply<http::Response> open_walk(const Services* hub, CallPtr call, Nothing /*query*/,
                                Nothing /*body*/) {
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id_of(*call)));
    http::Response response;
    response.websocket = [hub, call, camera](SocketPtr socket) {
        return serve_walk(hub, call, camera, std::move(socket));
    };
    co_return response;
}

Reply<ReplayView> start_replay(const Services* hub, CallPtr call, Nothing /*query*/,
                               TriedSettings body) {
    PL_CO_TRY(CameraView camera, hub->cameras->find(id_of(*call)));
    auto starting = hub->replays->start(std::move(camera), std::move(body));
    co_return co_await std::move(starting);
}

Reply<ReplayView> show_replay(const Services* hub, CallPtr call, Nothing /*query*/,
                              Nothing /*body*/) {
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id_of(*call)));
    co_return hub->replays->view(camera.id);
}

Reply<ReplayView> cancel_replay(const Services* hub, CallPtr call, Nothing /*query*/,
                                Nothing /*body*/) {
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id_of(*call)));
    co_return hub->replays->cancel(camera.id);
}

}  // namespace

void add_walk_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string walk = "/api/v1/cameras/{id}/walk";
    const std::string replay = "/api/v1/cameras/{id}/replay";
    table.add(hub,
              {Method::Get, walk, Access::Owner,
               "A WebSocket that tells what motion sees (Walk); takes settings to try "
               "(TriedSettings)",
               101, "websocket"},
              open_walk);
    table.add(hub,
              {Method::Post, replay, Access::Owner,
               "Count how often settings would have begun an event in the last 7 days"},
              start_replay);
    table.add(hub, {Method::Get, replay, Access::Owner, "How far that is, and what it found"},
              show_replay);
    table.add(hub, {Method::Delete, replay, Access::Owner, "Count no further"}, cancel_replay);
}

}  // namespace porchlight::hub::api
