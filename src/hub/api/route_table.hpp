// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/call.hpp"
#include "hub/api/json_types.hpp"
#include "hub/api/speech.hpp"
#include "hub/phrases.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hub::api {

/// What is said of a route beside its types.
struct RouteInfo {
    http::Method method = http::Method::Get;
    std::string pattern;  ///< "/api/v1/cameras/{id}"
    Access access = Access::Owner;
    std::string summary;  ///< One line for the OpenAPI document.
    int status = 200;     ///< Of a success; 204 when the answer is Nothing.
    /// For answers that are not JSON: "image/jpeg", or "websocket".
    std::string content_type = "application/json";
};

/// One route, with its types erased.
struct Route {
    RouteInfo info;
    const ObjectInfo* query = nullptr;
    /// Empty without a body or with an answer that is not JSON.
    std::function<json::object(Components&)> body_schema;
    std::function<json::object(Components&)> answer_schema;
    std::function<rt::asio::awaitable<http::Response>(CallPtr)> answer;

    [[nodiscard]] bool is_websocket() const { return info.content_type == "websocket"; }
};

/// A body of a PATCH, or any other, from a request.
template <typename Body>
struct BodyOf {
    static std::optional<FieldProblem> read(const json::value& value, Body& into) {
        return from_json(value, Role::Input, into);
    }
    static json::object schema(Components& components) {
        return object_schema(info_of<Body>(), Role::Input, components);
    }
};
template <typename T>
struct BodyOf<PatchOf<T>> {
    static std::optional<FieldProblem> read(const json::value& value, PatchOf<T>& into) {
        into.fields = value;
        T unused{};
        return into.apply(unused);
    }
    static json::object schema(Components& components) {
        return object_schema(info_of<T>(), Role::Patch, components);
    }
};

/// The body of a request as JSON. @return What is wrong with it.
std::optional<FieldProblem> parse_body(const http::Request& request, json::value& into);
[[nodiscard]] http::Response problem_response(const FieldProblem& problem, Language language);
[[nodiscard]] http::Response json_response(int status, const json::value& value);

template <typename Hub, typename Query, typename Body, typename Answer>
rt::asio::awaitable<http::Response> answer_call(const Hub* hub, CallPtr call,
                                                Reply<Answer> (*handler)(const Hub*, CallPtr, Query,
                                                                         Body),
                                                int status) {
    const Language language = call->language;
    Query query{};
    if constexpr (!std::is_same_v<Query, Nothing>) {
        const json::value given = query_as_json(info_of<Query>(), call->request.query);
        if (const auto problem = from_json(given, Role::Input, query)) {
            co_return problem_response(*problem, language);
        }
    }
    Body body{};
    if constexpr (!std::is_same_v<Body, Nothing>) {
        json::value given;
        auto problem = parse_body(call->request, given);
        if (!problem) {
            problem = BodyOf<Body>::read(given, body);
        }
        if (problem) {
            co_return problem_response(*problem, language);
        }
    }
    auto reply = handler(hub, std::move(call), std::move(query), std::move(body));
    Outcome<Answer> outcome = co_await std::move(reply);
    if (!outcome) {
        co_return error_response(outcome.failure(), language);
    }
    if constexpr (std::is_same_v<Answer, http::Response>) {
        co_return std::move(outcome.value());
    } else if constexpr (std::is_same_v<Answer, Nothing>) {
        http::Response empty;
        empty.status = 204;
        co_return empty;
    } else {
        json::value answer = JsonType<Answer>::write(outcome.value());
        say_in(phrases(language), shape_of<Answer>(), answer);
        co_return json_response(status, answer);
    }
}

/// Every route of the hub. The one source of dispatch, of the OpenAPI document and of the test that
/// walks them all.
class RouteTable {
  public:
    /// @param hub     What the handler works on; kept as it is.
    /// @param handler A coroutine function. Its parameters say what query and body the route takes,
    /// its result what it answers; Nothing and http::Response say that there is none and that it is
    /// not JSON.
    template <typename Hub, typename Query, typename Body, typename Answer>
    void add(const Hub* hub, RouteInfo info,
             Reply<Answer> (*handler)(const Hub*, CallPtr, Query, Body)) {
        Route route;
        const int status = info.status;
        route.info = std::move(info);
        if constexpr (!std::is_same_v<Query, Nothing>) {
            route.query = &info_of<Query>();
        }
        if constexpr (!std::is_same_v<Body, Nothing>) {
            route.body_schema = BodyOf<Body>::schema;
        }
        if constexpr (!std::is_same_v<Answer, Nothing> && !std::is_same_v<Answer, http::Response>) {
            route.answer_schema = [](Components& components) {
                return JsonType<Answer>::schema(Role::Output, components);
            };
        } else if constexpr (std::is_same_v<Answer, Nothing>) {
            route.info.status = 204;
        }
        route.answer = [hub, handler, status](CallPtr call) {
            return answer_call(hub, std::move(call), handler, status);
        };
        routes_.push_back(std::move(route));
    }

    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

    struct Match {
        const Route* route = nullptr;   ///< None when nothing fits.
        std::vector<std::string> path;  ///< What stood for the {names}.
        std::vector<std::string>
            allowed;  ///< When the path fits and the method does not: the methods.
    };
    /// HEAD counts as GET.
    [[nodiscard]] Match find(http::Method method, std::string_view path) const;

  private:
    std::vector<Route> routes_;
};

/// The OpenAPI 3.1 document of a route table.
[[nodiscard]] json::object openapi_document(const RouteTable& table);

}  // namespace porchlight::hub::api
