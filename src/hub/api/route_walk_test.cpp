// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"
#include "hub/api/descriptions.hpp"

#include <algorithm>
#include <set>

namespace porchlight::hub::api {
namespace {

std::string concrete(std::string pattern) {
    const auto place = pattern.find("{id}");
    if (place != std::string::npos) {
        pattern.replace(place, 4, CameraId(1).text());
    }
    return pattern;
}

bool is_open(const Route& route) {
    return route.info.access == Access::Anyone || route.info.access == Access::OneTimeLink;
}

/// Every route of the hub, one after the other.
class RouteWalk : public ApiTest {
  protected:
    std::shared_ptr<const RouteTable> table_ = make_route_table(nullptr);

    http::Request request_of(const Route& route) const {
        return request(route.info.method, concrete(route.info.pattern),
                       route.body_schema ? "{}" : "");
    }
};

TEST_F(RouteWalk, EveryRouteIsDeniedWithoutASessionUnlessItSaysAnyone) {
    set_up();
    session_.clear();
    int open = 0;
    for (const Route& route : table_->routes()) {
        for (const char* cookie : {"", "porchlight_session=", "porchlight_session=guess",
                                   "__Host-porchlight_session=guess"}) {
            http::Request asked = request_of(route);
            asked.headers.set("Cookie", cookie);
            const Answer answered = answer(std::move(asked));
            EXPECT_EQ(answered.status == 401, !is_open(route)) << route.info.pattern << cookie;
        }
        open += is_open(route) ? 1 : 0;
    }
    EXPECT_LE(open, 8);
}

/// What each route is for, written down a second time so that one that opens is noticed.
bool may_call(store::Role role, Access access) {
    switch (access) {
        case Access::Anyone:
        case Access::OneTimeLink:
        case Access::Viewer:
            return true;
        case Access::Member:
            return role != store::Role::Viewer;
        case Access::Owner:
            return role == store::Role::Owner;
    }
    return false;
}

TEST_F(RouteWalk, EachRoleIsLetInWhereItMayAndNowhereElse) {
    set_up();
    for (const store::Role role : {store::Role::Viewer, store::Role::Member}) {
        sign_in_as(std::string(store::name_of(role)), role);
        std::string session = session_;
        for (const Route& route : table_->routes()) {
            if (is_open(route)) {
                continue;
            }
            session_ = session;
            const Answer answered = answer(request_of(route));
            const bool refused = answered.status == 403 &&
                                 error_text(answered, "code") == "permission_denied" &&
                                 error_text(answered, "field").empty();
            EXPECT_EQ(refused, !may_call(role, route.info.access))
                << store::name_of(role) << " " << route.info.pattern;
            if (route.info.pattern == "/api/v1/session") {
                session_.clear();
                sign_in(store::name_of(role), kPassword);
                ASSERT_FALSE(session_.empty());
                session = session_;
            }
        }
    }
}

TEST_F(RouteWalk, AViewerChangesNothingButTheirOwn) {
    const std::set<std::string> own{"/api/v1/session",
                                    "/api/v1/session/password",
                                    "/api/v1/sign-ins/{id}",
                                    "/api/v1/alerts/seen",
                                    "/whep/v1/cameras/{id}",
                                    "/whep/v1/watching/{id}",
                                    "/api/v1/push",
                                    "/api/v1/push/{id}",
                                    "/api/v1/push/{id}/test",
                                    "/whep/v1/wall",
                                    "/api/v1/cameras/{id}/live/reports"};
    for (const Route& route : table_->routes()) {
        if (route.info.access == Access::Viewer && route.info.method != http::Method::Get) {
            EXPECT_TRUE(own.contains(route.info.pattern)) << route.info.pattern;
        }
    }
}

TEST_F(RouteWalk, NothingIsChangedAndNoWebSocketOpenedFromElsewhere) {
    set_up();
    for (const Route& route : table_->routes()) {
        if (route.info.method == http::Method::Get && !route.is_websocket()) {
            continue;
        }
        const auto status_with = [&](std::string name, std::string value) {
            http::Request asked = request_of(route);
            asked.headers.set("Sec-Fetch-Site", "");
            asked.headers.set(std::move(name), std::move(value));
            return answer(std::move(asked)).status;
        };
        EXPECT_EQ(status_with("X-Nothing", ""), 403) << route.info.pattern;
        EXPECT_EQ(status_with("Origin", "https://evil.example"), 403) << route.info.pattern;
        EXPECT_EQ(status_with("Origin", "null"), 403) << route.info.pattern;
        EXPECT_EQ(status_with("Origin", "https://127.0.0.1:8420"), 403) << route.info.pattern;
        EXPECT_EQ(status_with("Sec-Fetch-Site", "cross-site"), 403) << route.info.pattern;
        EXPECT_EQ(status_with("Sec-Fetch-Site", "same-site"), 403) << route.info.pattern;
        EXPECT_EQ(status_with("Host", "evil.example"), 421) << route.info.pattern;
        if (is_open(route)) {
            EXPECT_NE(status_with("Origin", "http://127.0.0.1:8420"), 403) << route.info.pattern;
        }
    }
}

TEST_F(RouteWalk, EveryBodyRefusesWhatItDoesNotKnow) {
    set_up();
    for (const Route& route : table_->routes()) {
        if (!route.body_schema) {
            continue;
        }
        const std::string path = concrete(route.info.pattern);
        const Answer unknown = ask(route.info.method, path, R"({"nonsense":1})");
        EXPECT_EQ(unknown.status, 400) << path;
        EXPECT_EQ(error_text(unknown, "field"), "nonsense") << path;
        for (const char* wrong : {"[]", "null", "7", "\"x\"", "{", "{\"a\":1}x", "not JSON"}) {
            EXPECT_EQ(ask(route.info.method, path, wrong).status, 400) << path << wrong;
        }
        http::Request form = request_of(route);
        form.headers.set("Content-Type", "application/x-www-form-urlencoded");
        EXPECT_EQ(answer(std::move(form)).status, 400) << path;
    }
}

/// A value that a field of that schema does not take.
json::value wrong_value(const json::object& schema) {
    const std::string text = to_text(schema);
    return text.find("\"object\"") != std::string::npos ? json::value("x")
                                                        : json::value(json::object{{"x", 1}});
}

TEST_F(RouteWalk, EveryFieldSaysWhatItTakesWhenItGetsSomethingElse) {
    set_up();
    for (const Route& route : table_->routes()) {
        if (!route.body_schema) {
            continue;
        }
        Components components;
        const std::string ref(route.body_schema(components).at("$ref").as_string());
        const auto& schema = components.schemas().at(ref.substr(ref.rfind('/') + 1)).as_object();
        for (const auto& [name, field] : schema.at("properties").as_object()) {
            json::object body{{name, wrong_value(field.as_object())}};
            // With Patch nothing else is needed; else the first wrong field is named first.
            if (schema.at("required").as_array().empty()) {
                const Answer wrong =
                    ask(route.info.method, concrete(route.info.pattern), to_text(body));
                EXPECT_EQ(wrong.status, 400) << name;
                EXPECT_TRUE(error_text(wrong, "field").starts_with(std::string(name))) << name;
                const std::string sentence = error_text(wrong, "sentence");
                EXPECT_TRUE(sentence.find("must be") != std::string::npos ||
                            sentence.find("no field") != std::string::npos)
                    << sentence;
            }
        }
    }
}

TEST_F(RouteWalk, EveryRouteAndEveryFieldIsDescribed) {
    std::set<std::pair<std::string, http::Method>> seen;
    for (const Route& route : table_->routes()) {
        EXPECT_TRUE(route.info.pattern.starts_with("/api/v1/") ||
                    route.info.pattern.starts_with("/whep/v1/"))
            << route.info.pattern;
        EXPECT_FALSE(route.info.summary.empty()) << route.info.pattern;
        EXPECT_TRUE(seen.emplace(route.info.pattern, route.info.method).second)
            << route.info.pattern;
    }
    const json::object document = openapi_document(*table_);
    for (const auto& [name, schema] : document.at("components").at("schemas").as_object()) {
        const auto* properties = schema.as_object().if_contains("properties");
        if (properties == nullptr || name == "ApiError") {
            continue;
        }
        EXPECT_FALSE(schema.at("description").as_string().empty()) << name;
        for (const auto& [field, its] : properties->as_object()) {
            EXPECT_FALSE(its.at("description").as_string().empty()) << name << "." << field;
        }
    }
}

void collect_refs(const json::value& value, std::set<std::string>& refs) {
    if (const auto* object = value.if_object()) {
        for (const auto& [name, inner] : *object) {
            if (name == "$ref") {
                refs.emplace(inner.as_string());
            }
            collect_refs(inner, refs);
        }
    } else if (const auto* array = value.if_array()) {
        for (const json::value& inner : *array) {
            collect_refs(inner, refs);
        }
    }
}

TEST_F(RouteWalk, TheDocumentNamesEveryRouteAndLeavesNoReferenceOpen) {
    const Answer fetched = ask(http::Method::Get, "/api/v1/openapi.json");
    ASSERT_EQ(fetched.status, 200);
    for (const Route& route : table_->routes()) {
        EXPECT_TRUE(fetched.body.at("paths").as_object().contains(route.info.pattern))
            << route.info.pattern;
    }
    std::set<std::string> refs;
    collect_refs(fetched.body, refs);
    EXPECT_GE(refs.size(), 20U);
    for (const std::string& ref : refs) {
        json::error_code missing;
        EXPECT_NE(fetched.body.find_pointer(ref.substr(1), missing), nullptr) << ref;
    }
}

TEST_F(RouteWalk, UnknownAddressesAndMethodsAreSaidToBeSo) {
    set_up();
    EXPECT_EQ(ask(http::Method::Get, "/api/v1/nothing").status, 404);
    EXPECT_EQ(ask(http::Method::Get, "/api/").status, 404);
    const Answer wrong = ask(http::Method::Delete, "/api/v1/home");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.response.headers.find("Allow"), "GET, PATCH");
    for (const char* id : {"x", "..", "%2e%2e", "1m7y3nzermvyq1", "'", "0000000000000"}) {
        EXPECT_EQ(ask(http::Method::Get, std::string("/api/v1/cameras/") + id).status, 404) << id;
        EXPECT_EQ(ask(http::Method::Get, std::string("/api/v1/clips/") + id + "/video").status, 404)
            << id;
    }
}

}  // namespace
}  // namespace porchlight::hub::api
