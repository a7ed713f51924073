// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/fd.hpp"
#include "hub/accounts.hpp"
#include "hub/api/descriptions.hpp"
#include "hub/api/route_table.hpp"
#include "hub/cameras.hpp"
#include "hub/devices/device_service.hpp"
#include "hub/event_feed.hpp"
#include "hub/house/house_service.hpp"
#include "hub/recordings.hpp"
#include "store/store.hpp"

#include <memory>
#include <string>

namespace porchlight::hub {
class AlertService;
class ClipFiles;
class DoctorService;
class People;
class PushService;
class ReplayService;
class TryHome;
}  // namespace porchlight::hub

namespace porchlight::hub::api {

/// What the handlers call. All of it outlives the API; nothing but `try_home` is null once a
/// request is answered.
struct Services {
    store::Store* store = nullptr;
    Cameras* cameras = nullptr;
    Recordings* recordings = nullptr;
    EventFeed* feed = nullptr;
    Accounts* accounts = nullptr;
    const Clock* clock = nullptr;
    HomeId home;
    /// The folder that Clip::path is relative to.
    std::shared_ptr<const UniqueFd> clips;
    DeviceService* devices = nullptr;
    DoctorService* doctor = nullptr;
    ReplayService* replays = nullptr;
    HouseService* house = nullptr;
    ClipFiles* clip_files = nullptr;
    TryHome* try_home = nullptr;  ///< Made by a room above; null: this hub has none.
    AlertService* alerts = nullptr;
    People* people = nullptr;
    PushService* push = nullptr;
};

/// Each adds its part of the table. `hub` is kept and used when a route is called.
void add_session_routes(RouteTable& table, const Services* hub);
void add_home_routes(RouteTable& table, const Services* hub);
void add_house_routes(RouteTable& table, const Services* hub);
void add_camera_routes(RouteTable& table, const Services* hub);
void add_clip_routes(RouteTable& table, const Services* hub);
void add_export_routes(RouteTable& table, const Services* hub);
void add_timeline_routes(RouteTable& table, const Services* hub);
void add_storage_routes(RouteTable& table, const Services* hub);
void add_live_routes(RouteTable& table, const Services* hub);
void add_hls_routes(RouteTable& table, const Services* hub);
void add_live_settings_routes(RouteTable& table, const Services* hub);
void add_device_routes(RouteTable& table, const Services* hub);
void add_pairing_routes(RouteTable& table, const Services* hub);
void add_whep_routes(RouteTable& table, const Services* hub);
void add_doctor_routes(RouteTable& table, const Services* hub);
void add_try_routes(RouteTable& table, const Services* hub);
void add_walk_routes(RouteTable& table, const Services* hub);
void add_alert_routes(RouteTable& table, const Services* hub);
void add_people_routes(RouteTable& table, const Services* hub);
void add_push_routes(RouteTable& table, const Services* hub);
/// GET /openapi.json: the document of `table` itself, as it is when asked for.
void add_document_route(RouteTable& table);
/// All of them and the document of the table itself.
[[nodiscard]] std::shared_ptr<const RouteTable> make_route_table(const Services* hub);

/// Where a request comes from, for Accounts.
[[nodiscard]] SignInFrom sign_in_from(const http::Request& request);
/// Puts the new session's cookie into the answer.
[[nodiscard]] SignedIn signed_in(Call& call, const NewSession& session);
/// 429, with the sentence of `error`.
[[nodiscard]] Failure too_many_requests(const Error& error);

/// The session cookie's name on such a connection. Over TLS the prefix binds it to this host
/// (RFC 6265bis section 4.1.3.2).
[[nodiscard]] std::string_view session_cookie_name(http::Security security);

/// The home as GET /home shows it, also for the feed of events.
rt::Task<HomeView> view_home(const Services* hub);
/// Cameras are armed or not: paired devices and browsers hear of it.
rt::Task<> tell_home(const Services* hub);

/// A name for a file that somebody downloads: "front-door-2026-11-21-08-15-30.mp4".
[[nodiscard]] std::string download_name(const std::string& camera_name, UtcTime start);

}  // namespace porchlight::hub::api
