// SPDX-License-Identifier: Apache-2.0
// What is said about live video: the owner's relay, and how browsers got their pictures.
#include "hub/api/descriptions.hpp"
#include "hub/api/live_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/doctor/doctor_service.hpp"
#include "hub/live_relay.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub::api {

namespace {

RelayView view_of(const RelaySettings& settings) {
    return {settings.urls, settings.user, !settings.secret.empty()};
}

Reply<RelayView> show_relay(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                            Nothing /*body*/) {
    auto reading = read_relay(hub->store);
    PL_CO_TRY(const RelaySettings settings, co_await std::move(reading));
    co_return view_of(settings);
}

Reply<RelayView> change_relay(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                              RelayChange body) {
    if (body.urls.size() > RelaySettings::kMostUrls ||
        !std::ranges::all_of(body.urls, is_relay_url)) {
        co_return Failure(Error(ErrorCode::InvalidArgument,
                                "A relay's address looks like turn:relay.example:3478. At most "
                                "four of them."),
                          "urls");
    }
    auto reading = read_relay(hub->store);
    PL_CO_TRY(RelaySettings settings, co_await std::move(reading));
    settings.urls = std::move(body.urls);
    settings.user = std::move(body.user);
    if (body.secret) {
        settings.secret = Secret(std::move(*body.secret));
    }
    auto writing = write_relay(hub->store, settings);
    PL_CO_TRY_VOID(co_await std::move(writing));
    co_return view_of(settings);
}

Reply<Nothing> take_report(const Services* hub, CallPtr call, Nothing /*query*/, LiveReport body) {
    const CameraId id = CameraId::parse(call->path.front()).value_or(CameraId());
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id));
    body.at = hub->clock->utc_now();
    hub->doctor->note_live(camera.id, body);
    co_return Nothing();
}

}  // namespace

void add_live_settings_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string relay = "/api/v1/live/relay";
    table.add(hub, {Method::Get, relay, Access::Owner, "The owner's own TURN server"}, show_relay);
    table.add(hub, {Method::Put, relay, Access::Owner, "Use another TURN server, or none"},
              change_relay);
    table.add(hub,
              {Method::Post, "/api/v1/cameras/{id}/live/reports", Access::Viewer,
               "How this browser got its picture, for the doctor"},
              take_report);
}

}  // namespace porchlight::hub::api
