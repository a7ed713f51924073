// SPDX-License-Identifier: Apache-2.0
#include "hub/api/services.hpp"
#include "hub/api/try_descriptions.hpp"

#include <utility>

namespace porchlight::hub::api {

namespace {

Result<TryHome*> household_of(const Services* hub) {
    if (hub->try_home == nullptr) {
        return Error(ErrorCode::Unavailable, "This hub has no households to try.");
    }
    return hub->try_home;
}

Reply<TryView> show_households(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                               Nothing /*body*/) {
    PL_CO_TRY(TryHome* const home, household_of(hub));
    co_return home->view();
}

Reply<TryView> begin_household(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                               TryStart body) {
    PL_CO_TRY(TryHome* const home, household_of(hub));
    auto beginning = home->begin(std::move(body.example));
    PL_CO_TRY_VOID(co_await std::move(beginning));
    co_return home->view();
}

Reply<Nothing> end_household(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                             Nothing /*body*/) {
    PL_CO_TRY(TryHome* const home, household_of(hub));
    auto ending = home->end();
    PL_CO_TRY_VOID(co_await std::move(ending));
    co_return Nothing();
}

Reply<http::Response> look_at_household(const Services* hub, CallPtr call, Nothing /*query*/,
                                        Nothing /*body*/) {
    PL_CO_TRY(TryHome* const home, household_of(hub));
    const std::string& what = call->path.front();
    if (what == "events") {
        co_return Error(ErrorCode::NotFound, "That is a WebSocket.");
    }
    co_return home->look(what);
}

Reply<http::Response> open_household_events(const Services* hub, CallPtr call, Nothing /*query*/,
                                            Nothing /*body*/) {
    PL_CO_TRY(TryHome* const home, household_of(hub));
    PL_CO_TRY(http::Response response, home->look("events"));
    auto serve = std::move(response.websocket);
    response.websocket = [hub, call, serve](std::shared_ptr<http::WebSocket> socket) {
        hub->accounts->attach(call->session_token, socket);
        return serve(std::move(socket));
    };
    co_return response;
}

Reply<http::Response> order_in_household(const Services* hub, CallPtr call, Nothing /*query*/,
                                         Nothing /*body*/) {
    PL_CO_TRY(TryHome* const home, household_of(hub));
    co_return home->order(call->path.front(), call->request.body);
}

}  // namespace

void add_try_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string all = "/api/v1/try";
    table.add(hub,
              {Method::Get, all, Access::Member,
               "Virtual households to try things in, and the one that runs"},
              show_households);
    table.add(hub,
              {Method::Post, all, Access::Member,
               "Begin one in place of what runs; it is everybody's, and no part of the home"},
              begin_household);
    table.add(hub, {Method::Delete, all, Access::Member, "End the household that runs"},
              end_household);
    table.add(hub,
              {Method::Get, all + "/events", Access::Member,
               "A WebSocket that tells its state and its story, as the panel of porchlight sim",
               101, "websocket"},
              open_household_events);
    table.add(hub,
              {Method::Get, all + "/household/{what}", Access::Member,
               "Its state, models or deeds, as the panel of porchlight sim tells them"},
              look_at_household);
    table.add(hub,
              {Method::Post, all + "/orders/{order}", Access::Member,
               "Do something in it: button, power, router, …, with what that order takes as JSON"},
              order_in_household);
}

}  // namespace porchlight::hub::api
