// SPDX-License-Identifier: Apache-2.0
#include "hub/api/route_table.hpp"

#include "net/ascii.hpp"

#include <algorithm>
#include <array>

namespace porchlight::hub::api {

namespace {

struct Status {
    ErrorCode code;
    int status;
};
constexpr std::array kStatuses{
    Status{ErrorCode::Cancelled, 503},          Status{ErrorCode::InvalidArgument, 400},
    Status{ErrorCode::NotFound, 404},           Status{ErrorCode::AlreadyExists, 409},
    Status{ErrorCode::PermissionDenied, 403},   Status{ErrorCode::Exhausted, 507},
    Status{ErrorCode::FailedPrecondition, 409}, Status{ErrorCode::Unavailable, 503},
    Status{ErrorCode::TimedOut, 504},           Status{ErrorCode::Corrupt, 500},
    Status{ErrorCode::Unsupported, 422},        Status{ErrorCode::Internal, 500}};

int status_of(const Failure& failure) {
    if (failure.status != 0) {
        return failure.status;
    }
    return std::ranges::find(kStatuses, failure.error.code(), &Status::code)->status;
}

/// Whether `path` fits `pattern`; collects what stands for each {name}.
bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& parts) {
    parts.clear();
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = net::take_until(pattern, '/');
        const std::string_view given = net::take_until(path, '/');
        if (wanted.starts_with('{')) {
            if (given.empty()) {
                return false;
            }
            parts.emplace_back(given);
        } else if (wanted != given) {
            return false;
        }
    }
    return pattern.empty() && path.empty();
}

}  // namespace

std::string_view to_string(Access access) {
    switch (access) {
        case Access::Anyone:
            return "anyone";
        case Access::OneTimeLink:
            return "whoever holds a one-time link";
        case Access::Viewer:
            return "anybody signed in";
        case Access::Member:
            return "members and owners";
        case Access::Owner:
            return "owners";
    }
    return "nobody";
}

http::Response json_response(int status, const json::value& value) {
    return http::text_response(status, "application/json", to_text(value));
}

http::Response error_response(const Failure& failure, Language language) {
    json::object error{{"code", json::string_view(to_string(failure.error.code()))},
                       {"sentence", phrases(language).say(failure.error.message())}};
    if (!failure.field.empty()) {
        error["field"] = failure.field;
    }
    if (!failure.error.fault().empty()) {
        error["fault"] = failure.error.fault();
    }
    return json_response(status_of(failure), json::object{{"error", std::move(error)}});
}

http::Response problem_response(const FieldProblem& problem, Language language) {
    return error_response({Error(ErrorCode::InvalidArgument, problem.sentence), problem.field},
                          language);
}

std::optional<FieldProblem> parse_body(const http::Request& request, json::value& into) {
    std::string_view rest = request.headers.find("Content-Type");
    if (!net::ascii_iequals(net::trimmed(net::take_until(rest, ';')), "application/json")) {
        return FieldProblem{"", "The body must be JSON, with Content-Type: application/json."};
    }
    return parse_json(request.body, into);
}

RouteTable::Match RouteTable::find(http::Method method, std::string_view path) const {
    const auto wanted = method == http::Method::Head ? http::Method::Get : method;
    Match match;
    std::vector<std::string> parts;
    for (const Route& route : routes_) {
        if (!fits(route.info.pattern, path, parts)) {
            continue;
        }
        if (route.info.method == wanted) {
            match.route = &route;
            match.path = std::move(parts);
            return match;
        }
        match.allowed.emplace_back(to_string(route.info.method));
    }
    return match;
}

}  // namespace porchlight::hub::api
