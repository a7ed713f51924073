// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"
#include "hub/api/descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/api/walk_descriptions.hpp"
#include "net/ascii.hpp"

#include <boost/json/array.hpp>

namespace porchlight::hub::api {

namespace {

json::object content(const std::string& type, json::object schema) {
    return {{type, {{"schema", std::move(schema)}}}};
}

/// {id} and its like: ids are the only things that stand in paths.
json::array parameters_of(const Route& route) {
    json::array parameters;
    std::string_view rest = route.info.pattern;
    while (!rest.empty()) {
        const std::string_view part = net::take_until(rest, '/');
        if (part.starts_with('{')) {
            parameters.push_back({{"name", json::string_view(part.substr(1, part.size() - 2))},
                                  {"in", "path"},
                                  {"required", true},
                                  {"schema", {{"type", "string"}}}});
        }
    }
    if (route.query == nullptr) {
        return parameters;
    }
    for (const Field& field : route.query->fields) {
        Components unused;
        parameters.push_back(
            {{"name", field.name},
             {"in", "query"},
             {"required", field.rules.need == Need::Required},
             {"description", field.doc},
             {"schema", with_rules(field.schema(Role::Input, unused), field.rules)}});
    }
    return parameters;
}

json::object success_of(const Route& route, Components& components) {
    if (route.is_websocket()) {
        return {{"101", {{"description", "The connection becomes a WebSocket."}}}};
    }
    json::object answer{{"description", "Success."}};
    if (route.answer_schema) {
        answer["content"] = content("application/json", route.answer_schema(components));
    } else if (route.info.status != 204) {
        answer["content"] = content(route.info.content_type, {{"type", "string"}});
    }
    return {{std::to_string(route.info.status), std::move(answer)}};
}

json::object operation_of(const Route& route, Components& components) {
    json::object operation{
        {"summary", route.info.summary},
        {"description", "May be called by " + std::string(to_string(route.info.access)) + "."},
        {"parameters", parameters_of(route)},
    };
    if (route.body_schema) {
        operation["requestBody"] =
            json::object{{"required", true},
                         {"content", content("application/json", route.body_schema(components))}};
    }
    json::object responses = success_of(route, components);
    responses["default"] = json::object{{"$ref", "#/components/responses/Error"}};
    operation["responses"] = std::move(responses);
    const bool is_open =
        route.info.access == Access::Anyone || route.info.access == Access::OneTimeLink;
    operation["security"] =
        is_open ? json::array() : json::array{json::object{{"session", json::array()}}};
    return operation;
}

/// {"error": …}, as error_response writes it.
json::object error_schema() {
    const json::object text{{"type", "string"}};
    const json::object error{
        {"type", "object"},
        {"properties", {{"code", text}, {"sentence", text}, {"field", text}, {"fault", text}}},
        {"required", json::array{"code", "sentence"}}};
    return {
        {"type", "object"}, {"properties", {{"error", error}}}, {"required", json::array{"error"}}};
}

Reply<http::Response> show_document(const RouteTable* table, CallPtr /*call*/, Nothing /*query*/,
                                    Nothing /*body*/) {
    co_return json_response(200, openapi_document(*table));
}

}  // namespace

void add_document_route(RouteTable& table) {
    table.add(static_cast<const RouteTable*>(&table),
              {http::Method::Get, "/api/v1/openapi.json", Access::Anyone, "This document"},
              show_document);
}

json::object openapi_document(const RouteTable& table) {
    Components components;
    json::object paths;
    for (const Route& route : table.routes()) {
        if (!paths.contains(route.info.pattern)) {
            paths[route.info.pattern] = json::object();
        }
        const std::string method = net::ascii_lower(to_string(route.info.method));
        paths[route.info.pattern].as_object()[method] = operation_of(route, components);
    }
    const json::object feed = feed_schema(components);
    // Of a WebSocket, so that no route names it.
    JsonType<WalkView>::schema(Role::Output, components);
    json::object schemas = components.schemas();
    schemas["FeedMessage"] = feed;
    schemas["ApiError"] = error_schema();
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "Porchlight hub"},
              {"version", json::string_view(version())},
              {"description",
               "Times are RFC 3339 in UTC. Fields that end in _s are seconds, those that "
               "end in _bytes are bytes. Requests that change something need a "
               "Sec-Fetch-Site or Origin header of the hub's own."}}},
            {"paths", std::move(paths)},
            {"components",
             {{"schemas", std::move(schemas)},
              {"responses",
               {{"Error",
                 {{"description", "It did not work, and why."},
                  {"content",
                   content("application/json", {{"$ref", "#/components/schemas/ApiError"}})}}}}},
              {"securitySchemes",
               {{"session",
                 {{"type", "apiKey"},
                  {"in", "cookie"},
                  {"name", "porchlight_session"},
                  {"description", "Over TLS its name is __Host-porchlight_session."}}}}}}}};
}

}  // namespace porchlight::hub::api
