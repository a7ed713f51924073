// SPDX-License-Identifier: Apache-2.0
#include "hub/api/push_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/people/browser_words.hpp"
#include "hub/push/push_service.hpp"

namespace porchlight::hub::api {

template <>
Object<PushView> describe() {
    return Object<PushView>("PushBrowser", "A browser that is told while nobody looks at the app.")
        .field("id", &PushView::id, "Its id.")
        .field("browser", &PushView::browser, "\"Chrome on Android\".")
        .field("since", &PushView::since, "When it was switched on.")
        .field("service", &PushView::service,
               "Whose machines pass the messages on: a host's name. They can read none of it.")
        .field("problem", &PushView::problem, "Why the last message did not arrive, or null.")
        .spoken();
}

template <>
Object<PushState> describe() {
    return Object<PushState>("PushState", "Where you are told.")
        .field("key", &PushState::key, "For PushManager.subscribe: applicationServerKey.")
        .field("browsers", &PushState::browsers, "Your browsers.");
}

template <>
Object<PushWish> describe() {
    return Object<PushWish>("PushWish", "What PushSubscription.toJSON gives.")
        .field("endpoint", &PushWish::endpoint, "An https address.", {.least = 1, .most = 2048})
        .field("key", &PushWish::key, "keys.p256dh", {.least = 1, .most = 200})
        .field("auth", &PushWish::auth, "keys.auth", {.least = 1, .most = 100});
}

namespace {

PushId id_of(const Call& call) {
    return PushId::parse(call.path.front()).value_or(PushId());
}

Reply<PushState> show_push(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    PL_CO_TRY(auto key, co_await hub->push->public_key());
    co_return PushState{std::move(key), hub->push->list(call->asker().id)};
}

Reply<PushView> subscribe(const Services* hub, CallPtr call, Nothing /*query*/, PushWish body) {
    store::PushSubscription wanted;
    wanted.user = call->asker().id;
    wanted.endpoint = Secret(std::move(body.endpoint));
    wanted.key = std::move(body.key);
    wanted.auth = Secret(std::move(body.auth));
    wanted.browser = browser_in_words(call->request.headers.find("User-Agent"));
    auto subscribing = hub->push->subscribe(std::move(wanted));
    co_return co_await std::move(subscribing);
}

Reply<Nothing> unsubscribe(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    auto removing = hub->push->unsubscribe(call->asker().id, id_of(*call));
    PL_CO_TRY_VOID(co_await std::move(removing));
    co_return Nothing();
}

Reply<Nothing> try_out(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    PL_CO_TRY_VOID(hub->push->try_out(call->asker().id, id_of(*call)));
    co_return Nothing();
}

}  // namespace

void add_push_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string all = "/api/v1/push";
    const std::string one = all + "/{id}";
    table.add(hub, {Method::Get, all, Access::Viewer, "In which browsers you are told"}, show_push);
    table.add(hub,
              {Method::Post, all, Access::Viewer,
               "Be told in this browser while nobody looks at the app", 201},
              subscribe);
    table.add(hub, {Method::Delete, one, Access::Viewer, "Be told there no longer"}, unsubscribe);
    table.add(hub, {Method::Post, one + "/test", Access::Viewer, "Send a message to see it arrive"},
              try_out);
}

}  // namespace porchlight::hub::api
