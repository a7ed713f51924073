// SPDX-License-Identifier: Apache-2.0
#include "household/panel.hpp"

#include "household/orders.hpp"
#include "hub/api/request_checks.hpp"
#include "sim/deeds.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace porchlight::household {

namespace {

namespace json = boost::json;
namespace http = net::http;

constexpr std::string_view kPrefix = "/api/household";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kPlainText = "text/plain; charset=utf-8";
constexpr std::chrono::seconds kPingEvery{20};
/// Steps between two states while nothing happens (the clock and the warmth go on), and while very
/// much does (the household runs faster than life).
constexpr int kQuietSteps = 25;
constexpr int kBusySteps = 5;

http::Response json_response(int status, const json::value& value) {
    return http::text_response(status, std::string(kJson), json::serialize(value));
}

http::Response refuse(int status, const Error& error) {
    return json_response(
        status,
        json::object{{"error", json::object{{"code", json::string_view(to_string(error.code()))},
                                            {"sentence", error.message()}}}});
}

http::Response refuse(int status, std::string sentence) {
    return refuse(status, Error(ErrorCode::PermissionDenied, std::move(sentence)));
}

int status_of(ErrorCode code) {
    constexpr int kWrong = 400;
    constexpr int kUnknown = 404;
    return code == ErrorCode::NotFound ? kUnknown : kWrong;
}

json::object all_bodies(const sim::Household& household) {
    json::object bodies;
    for (const auto& device : household.devices()) {
        bodies[device->model().id] = describe_body(device->model());
    }
    return bodies;
}

json::array all_deeds() {
    json::array forms;
    for (const std::string_view form : sim::deed_forms()) {
        forms.push_back(json::string_view(form.data(), form.size()));
    }
    return forms;
}

std::size_t line_number(std::optional<std::string_view> text) {
    std::size_t number = 0;
    if (text) {
        std::from_chars(text->data(), text->data() + text->size(), number);
    }
    return number;
}

rt::Task<> ping(std::shared_ptr<http::WebSocket> socket) {
    for (;;) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kPingEvery));
        socket->send(http::Message::text(R"({"type":"ping"})"));
    }
}

/// What a browser says here has no meaning; reading it is how its leaving is noticed.
rt::Task<> ignore_words(std::shared_ptr<http::WebSocket> socket) {
    for (;;) {
        PL_CO_TRY(const std::string unused, co_await socket->receive());
        static_cast<void>(unused);
    }
}

}  // namespace

http::Handler Panel::handler() {
    return [this](http::Request request) { return answer(this, std::move(request)); };
}

rt::Task<http::Response> Panel::answer(Panel* self, http::Request request) {
    http::Response response = self->respond(std::move(request));
    add_security_headers(response);
    co_return response;
}

http::Response Panel::respond(http::Request request) {
    if (!hub::api::is_our_host(request.headers.find("Host"), {})) {
        return refuse(421, "The household does not go by that name. Open it by its address.");
    }
    if (!request.path.starts_with("/api/")) {
        return page(std::move(request));
    }
    http::Response response = answer_api(request);
    response.headers.set("Cache-Control", "no-store");
    return response;
}

http::Response Panel::page(http::Request request) const {
    if (!parts_.web) {
        return http::text_response(
            404, std::string(kPlainText),
            "The panel's page is not here. ./run builds it; --web DIR tells where it is.\n");
    }
    if (request.path == "/") {
        request.path = "/household.html";
    }
    return parts_.web->answer(request);
}

http::Response Panel::answer_api(const http::Request& request) {
    const bool reads = request.method == http::Method::Get || request.method == http::Method::Head;
    if ((!reads || request.is_websocket()) && !hub::api::is_same_origin(request)) {
        return refuse(403, "Requests that change something must come from the panel's own page.");
    }
    const std::string_view path = request.path;
    if (reads) {
        const std::string_view rest =
            path.starts_with(kPrefix) ? path.substr(kPrefix.size()) : std::string_view("/?");
        return look(rest.starts_with('/') ? rest.substr(1) : rest, request);
    }
    if (request.method != http::Method::Post || !path.starts_with(std::string(kPrefix) + '/')) {
        return refuse(405, "That cannot be done with this address.");
    }
    return take(path.substr(kPrefix.size() + 1), request.body);
}

http::Response Panel::take(std::string_view order, std::string_view body) {
    const auto said = carry_out(*parts_.living, order, body);
    was_ordered_ = true;
    tell_news();
    if (!said) {
        return refuse(status_of(said.error().code()), said.error());
    }
    return json_response(200, json::object{{"said", *said}});
}

std::size_t Panel::viewers() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(sockets_, [](const auto& socket) { return !socket.expired(); }));
}

http::Response Panel::look(std::string_view what, const http::Request& request) {
    if (what.empty()) {
        parts_.living->catch_up();
        return http::text_response(200, std::string(kJson), state_text());
    }
    if (what == "models") {
        return json_response(200, all_bodies(parts_.living->household()));
    }
    if (what == "deeds") {
        return json_response(200, all_deeds());
    }
    if (what == "story") {
        const std::size_t from = line_number(request.parameter("from"));
        return http::text_response(200, std::string(kJson), story_text(from));
    }
    if (what == "events") {
        http::Response response;
        response.websocket = [this](Socket socket) { return serve(this, std::move(socket)); };
        return response;
    }
    return refuse(404, Error(ErrorCode::NotFound, "The household has no such address."));
}

std::string Panel::state_text() const {
    json::object state = describe(*parts_.living, parts_.streams, parts_.hubs);
    state["type"] = "state";
    return json::serialize(state);
}

std::string Panel::story_text(std::size_t from) const {
    const sim::Household& household = parts_.living->household();
    const sim::Story& story = household.story();
    from = std::max(from, story.size() - std::min(story.size(), kMostLines));
    json::array lines;
    for (std::size_t i = from; i < story.size(); ++i) {
        lines.push_back(describe(story[i], i, household.plan().begins));
    }
    return json::serialize(json::object{{"type", "story"}, {"lines", std::move(lines)}});
}

bool Panel::is_state_due() {
    const std::uint64_t deeds = parts_.living->household().deeds_done();
    const int patience = parts_.living->pace() > 1 ? kBusySteps : 0;
    ++steps_since_state_;
    const bool is_due = was_ordered_ || steps_since_state_ >= kQuietSteps ||
                        (deeds != deeds_told_ && steps_since_state_ >= patience);
    if (is_due) {
        deeds_told_ = deeds;
        steps_since_state_ = 0;
        was_ordered_ = false;
    }
    return is_due;
}

void Panel::tell_news() {
    std::erase_if(sockets_, [](const auto& socket) { return socket.expired(); });
    const bool is_due = is_state_due();
    const std::size_t lines = parts_.living->household().story().size();
    const std::size_t told = std::exchange(lines_told_, lines);
    if (sockets_.empty() || (!is_due && told == lines)) {
        return;
    }
    std::vector<http::Message> news;
    if (told != lines) {
        // A light that came with its line changes it afterwards: tell the last one again.
        news.push_back(http::Message::text(story_text(told == 0 ? 0 : told - 1)));
    }
    if (is_due) {
        news.push_back(http::Message::text(state_text()));
    }
    for (const auto& weak : sockets_) {
        const Socket socket = weak.lock();
        for (const http::Message& message : news) {
            socket->send(message);
        }
    }
}

void Panel::tell_over() {
    for (const auto& weak : sockets_) {
        if (const Socket socket = weak.lock()) {
            socket->send(http::Message::text(R"({"type":"over"})"));
        }
    }
}

rt::Task<> Panel::serve(Panel* self, Socket socket) {
    // NOLINTNEXTLINE(google-build-using-namespace): operators only
    using namespace rt::asio::experimental::awaitable_operators;
    socket->send(http::Message::text(self->story_text(0)));
    socket->send(http::Message::text(self->state_text()));
    self->sockets_.push_back(socket);
    auto pinging = ping(socket);
    auto listening = ignore_words(socket);
    const auto ended = co_await (std::move(pinging) || std::move(listening));
    co_return ended.index() == 0 ? std::get<0>(ended) : std::get<1>(ended);
}

}  // namespace porchlight::household
