// SPDX-License-Identifier: Apache-2.0
#include "hub/api/descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/people/browser_words.hpp"

#include <fmt/format.h>

namespace porchlight::hub::api {

namespace {

constexpr int kTooManyRequests = 429;
constexpr int kUnauthorized = 401;

UserView view_of(const store::User& user) {
    return {user.id, user.name, user.role};
}

void set_cookie(Call& call, std::string_view value, std::chrono::seconds life) {
    const auto security = call.request.peer.security;
    call.answer_headers.add("Set-Cookie",
                            fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}",
                                        session_cookie_name(security), value, life.count(),
                                        security == http::Security::Tls ? "; Secure" : ""));
}

Reply<SetupState> setup_state(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                              Nothing /*body*/) {
    PL_CO_TRY(const bool needed, co_await hub->accounts->needs_owner());
    co_return SetupState{needed};
}

Reply<SignedIn> set_up(const Services* hub, CallPtr call, Nothing /*query*/, Setup body) {
    auto making =
        hub->accounts->set_up(Secret(std::move(body.token)), std::move(body.name),
                              Secret(std::move(body.password)), sign_in_from(call->request));
    const auto session = co_await std::move(making);
    if (!session) {
        const bool password = session.error().code() == ErrorCode::InvalidArgument;
        co_return Failure(session.error(), password ? "password" : "");
    }
    co_return signed_in(*call, *session);
}

Reply<SignedIn> sign_in(const Services* hub, CallPtr call, Nothing /*query*/, SignIn body) {
    // A session that this browser had ends: the new one never shares its token.
    if (!call->session_token.empty()) {
        auto ending = hub->accounts->sign_out(call->session_token);
        PL_CO_TRY_VOID(co_await std::move(ending));
    }
    const std::string name = body.name;
    const std::string network = call->request.peer.network;
    auto signing =
        hub->accounts->sign_in(name, Secret(std::move(body.password)), sign_in_from(call->request));
    const auto session = co_await std::move(signing);
    if (session) {
        co_return signed_in(*call, *session);
    }
    Failure failure(session.error());
    if (failure.error.code() == ErrorCode::Exhausted) {
        failure.status = kTooManyRequests;
        const auto wait = std::max(hub->accounts->wait(name, network), std::chrono::seconds(1));
        call->answer_headers.set("Retry-After", std::to_string(wait.count()));
    } else if (failure.error.code() == ErrorCode::PermissionDenied) {
        failure.status = kUnauthorized;
    }
    co_return failure;
}

Reply<SessionState> session_state(const Services* /*hub*/, CallPtr call, Nothing /*query*/,
                                  Nothing /*body*/) {
    const auto& user = call->user;
    co_return SessionState{user ? std::optional(view_of(*user)) : std::nullopt};
}

Reply<Nothing> sign_out(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    auto ending = hub->accounts->sign_out(call->session_token);
    PL_CO_TRY_VOID(co_await std::move(ending));
    set_cookie(*call, "", std::chrono::seconds(0));
    co_return Nothing();
}

}  // namespace

SignInFrom sign_in_from(const http::Request& request) {
    return {request.peer.network, request.peer.address,
            browser_in_words(request.headers.find("User-Agent"))};
}

SignedIn signed_in(Call& call, const NewSession& session) {
    set_cookie(call, session.token.reveal(), Accounts::kLongest);
    return {view_of(session.user)};
}

Failure too_many_requests(const Error& error) {
    Failure failure(error);
    failure.status = kTooManyRequests;
    return failure;
}

std::string_view session_cookie_name(http::Security security) {
    return security == http::Security::Tls ? "__Host-porchlight_session" : "porchlight_session";
}

void add_session_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    table.add(hub,
              {Method::Get, "/api/v1/setup", Access::Anyone, "Whether the hub has no owner yet"},
              setup_state);
    table.add(hub,
              {Method::Post, "/api/v1/setup", Access::OneTimeLink,
               "Make the owner by the one-time link, and sign in"},
              set_up);
    table.add(hub, {Method::Post, "/api/v1/session", Access::Anyone, "Sign in"}, sign_in);
    table.add(hub, {Method::Get, "/api/v1/session", Access::Anyone, "Who is signed in"},
              session_state);
    table.add(hub, {Method::Delete, "/api/v1/session", Access::Viewer, "Sign out"}, sign_out);
}

}  // namespace porchlight::hub::api
