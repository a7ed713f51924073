// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api.hpp"

#include "hub/api/request_checks.hpp"
#include "hub/api/trust_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace porchlight::hub::api {

namespace {

constexpr std::string_view kPlainText = "text/plain; charset=utf-8";

http::Response refuse(int status, std::string sentence, Language language = Language::English) {
    Failure failure(Error(ErrorCode::PermissionDenied, std::move(sentence)));
    failure.status = status;
    return error_response(failure, language);
}

bool changes_something(const http::Request& request) {
    return request.method != http::Method::Get && request.method != http::Method::Head;
}

std::optional<http::Response> deny(Access access, const Call& call) {
    if (access == Access::Anyone || access == Access::OneTimeLink) {
        return std::nullopt;
    }
    if (!call.user) {
        return refuse(401, "You are not signed in.", call.language);
    }
    const store::Role role = call.user->role;
    if (access == Access::Owner && role != store::Role::Owner) {
        return refuse(403, "Only an owner may do that. Ask one to do it, or to make you an owner.",
                      call.language);
    }
    if (access == Access::Member && role == store::Role::Viewer) {
        return refuse(403, "You may look, and change nothing. Ask an owner to make you a member.",
                      call.language);
    }
    return std::nullopt;
}

http::Response no_web_app() {
    return http::text_response(
        404, std::string(kPlainText),
        "The web app is not here. ./run builds it; --web DIR tells where it is.\n");
}

}  // namespace

Api::Api(Options options)
    : options_(std::move(options)), table_(make_route_table(&options_.services)) {}

http::Handler Api::handler() {
    return [this](http::Request request) { return answer(std::move(request)); };
}

http::Handler Api::plain_handler() {
    return [this](http::Request request) { return answer_plain(std::move(request)); };
}

rt::Task<http::Response> Api::answer(http::Request request) {
    http::Response response;
    if (!is_our_host(request.headers.find("Host"), options_.host_names)) {
        response = refuse(421, "The hub does not go by that name. Add it to `names` in hub.toml.");
    } else if (request.path.starts_with("/api/") || request.path.starts_with("/whep/")) {
        auto call = std::make_shared<Call>();
        call->request = std::move(request);
        call->language = wanted_language(call->request.headers.find("Accept-Language"));
        response = co_await route(call);
        for (const auto& [name, value] : call->answer_headers.fields()) {
            response.headers.add(name, value);
        }
        if (!response.headers.has("Cache-Control")) {
            response.headers.set("Cache-Control", "no-store");
        }
    } else if (auto own = page(request)) {
        response = std::move(*own);
    } else {
        response = options_.web ? options_.web->answer(request) : no_web_app();
    }
    add_security_headers(response);
    co_return response;
}

rt::Task<http::Response> Api::answer_plain(http::Request request) {
    auto own = page(request);
    http::Response response;
    if (own) {
        response = std::move(*own);
    } else {
        response.status = 302;
        response.headers.set("Location", "/trust");
    }
    add_security_headers(response);
    co_return response;
}

rt::Task<> Api::identify(CallPtr call) const {
    const auto name = session_cookie_name(call->request.peer.security);
    const std::string token(call->request.cookie(name));
    if (token.empty()) {
        co_return Result<>();
    }
    auto asking = options_.services.accounts->user_of(token);
    auto user = co_await std::move(asking);
    if (user) {
        call->user = std::move(*user);
        call->session_token = token;
    } else if (user.error().code() != ErrorCode::PermissionDenied &&
               user.error().code() != ErrorCode::NotFound) {
        co_return user.error();
    }
    co_return Result<>();
}

rt::asio::awaitable<http::Response> Api::route(CallPtr call) {
    auto match = table_->find(call->request.method, call->request.path);
    if (match.route == nullptr && match.allowed.empty()) {
        co_return error_response(Error(ErrorCode::NotFound, "The hub has no such address."),
                                 call->language);
    }
    if (match.route == nullptr) {
        call->answer_headers.set("Allow", fmt::format("{}", fmt::join(match.allowed, ", ")));
        co_return refuse(405, "That cannot be done with this address.", call->language);
    }
    if ((changes_something(call->request) || match.route->is_websocket()) &&
        !is_same_origin(call->request)) {
        co_return refuse(403, "Requests that change something must come from the hub's own pages.",
                         call->language);
    }
    call->path = std::move(match.path);
    auto identifying = identify(call);
    if (const auto identified = co_await std::move(identifying); !identified) {
        co_return error_response(identified.error(), call->language);
    }
    if (auto denied = deny(match.route->info.access, *call)) {
        co_return std::move(*denied);
    }
    auto answering = match.route->answer(std::move(call));
    co_return co_await std::move(answering);
}

std::optional<http::Response> Api::page(const http::Request& request) const {
    if (request.path == "/trust") {
        return trust_page(options_.trust, wanted_language(request.headers.find("Accept-Language")));
    }
    if (request.path == "/trust/porchlight-ca.crt" && options_.trust) {
        return trust_certificate(*options_.trust);
    }
    return std::nullopt;
}

std::shared_ptr<const RouteTable> make_route_table(const Services* hub) {
    auto table = std::make_shared<RouteTable>();
    add_session_routes(*table, hub);
    add_home_routes(*table, hub);
    add_house_routes(*table, hub);
    add_camera_routes(*table, hub);
    add_clip_routes(*table, hub);
    add_export_routes(*table, hub);
    add_timeline_routes(*table, hub);
    add_storage_routes(*table, hub);
    add_live_routes(*table, hub);
    add_hls_routes(*table, hub);
    add_live_settings_routes(*table, hub);
    add_whep_routes(*table, hub);
    add_device_routes(*table, hub);
    add_pairing_routes(*table, hub);
    add_doctor_routes(*table, hub);
    add_try_routes(*table, hub);
    add_walk_routes(*table, hub);
    add_alert_routes(*table, hub);
    add_people_routes(*table, hub);
    add_push_routes(*table, hub);
    add_document_route(*table);
    return table;
}

}  // namespace porchlight::hub::api
