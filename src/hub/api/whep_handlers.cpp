// SPDX-License-Identifier: Apache-2.0
// WHEP: a player posts its offer and gets the answer; the address in Location ends it.
// @source draft-ietf-wish-whep, the mirror of RFC 9725 (WHIP).
#include "hub/api/descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/live_relay.hpp"
#include "net/ascii.hpp"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace porchlight::hub::api {

namespace {

constexpr std::string_view kSdp = "application/sdp";

/// As many pictures as one offer can have (net/webrtc/session.hpp).
constexpr std::size_t kMostCameras = 16;

Reply<http::Response> answer_offer(const Services* hub, CallPtr call, std::vector<CameraId> ids,
                                   LiveWish wish) {
    std::string_view type = call->request.headers.find("Content-Type");
    if (!net::ascii_iequals(net::trimmed(net::take_until(type, ';')), kSdp)) {
        Failure failure(
            Error(ErrorCode::InvalidArgument,
                  "The body must be an SDP offer, with Content-Type: application/sdp."));
        failure.status = 415;
        co_return failure;
    }
    auto answering =
        hub->cameras->answer_offer(std::move(ids), wish, std::move(call->request.body));
    PL_CO_TRY(const LiveAnswer answer, co_await std::move(answering));
    const auto executor = co_await rt::asio::this_coro::executor;
    hub->accounts->attach(call->session_token, [hub, executor, id = answer.id] {
        rt::spawn(executor, "end a viewer", hub->cameras->end_watching(id));
    });
    http::Response response = http::text_response(201, std::string(kSdp), answer.answer);
    auto reading = read_relay(hub->store);
    PL_CO_TRY(const RelaySettings relay, co_await std::move(reading));
    for (std::string& link : relay_links(relay)) {
        response.headers.add("Link", std::move(link));
    }
    std::string streams;
    for (const LiveStream stream : answer.streams) {
        streams += (streams.empty() ? "" : ",") + std::string(store::name_of(stream));
    }
    response.headers.set("Porchlight-Stream", std::move(streams));
    response.headers.set("Location", "/whep/v1/watching/" + answer.id);
    co_return response;
}

Reply<http::Response> watch_camera(const Services* hub, CallPtr call, LiveWish query,
                                   Nothing /*body*/) {
    const CameraId id = CameraId::parse(call->path.front()).value_or(CameraId());
    auto answering = answer_offer(hub, std::move(call), {id}, query);
    co_return co_await std::move(answering);
}

Reply<http::Response> watch_wall(const Services* hub, CallPtr call, WallWish query,
                                 Nothing /*body*/) {
    std::vector<CameraId> ids;
    for (std::string_view rest = query.cameras; !rest.empty();) {
        ids.push_back(CameraId::parse(net::take_until(rest, ',')).value_or(CameraId()));
    }
    if (ids.empty() || ids.size() > kMostCameras) {
        co_return Error(ErrorCode::InvalidArgument,
                        "cameras must be 1 to 16 ids of cameras, with commas between them.");
    }
    auto answering = answer_offer(hub, std::move(call), std::move(ids), {.quality = query.quality});
    co_return co_await std::move(answering);
}

/// All our candidates stand in the answer, and theirs are learnt from their checks.
Reply<Nothing> take_candidates(const Services* /*hub*/, CallPtr /*call*/, Nothing /*query*/,
                               Nothing /*body*/) {
    co_return Nothing();
}

Reply<Nothing> end_watching(const Services* hub, CallPtr call, Nothing /*query*/,
                            Nothing /*body*/) {
    auto ending = hub->cameras->end_watching(call->path.front());
    PL_CO_TRY_VOID(co_await std::move(ending));
    co_return Nothing();
}

template <TalkWish kWish>
Reply<Nothing> talk(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    auto talking = hub->cameras->talk(call->path.front(), kWish);
    PL_CO_TRY_VOID(co_await std::move(talking));
    co_return Nothing();
}

}  // namespace

void add_whep_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string watching = "/whep/v1/watching/{id}";
    table.add(hub,
              {Method::Post, "/whep/v1/cameras/{id}", Access::Viewer,
               "Watch over WebRTC: an SDP offer, answered with SDP (WHEP)", 201, std::string(kSdp)},
              watch_camera);
    table.add(hub,
              {Method::Post, "/whep/v1/wall", Access::Viewer,
               "Watch several cameras over one WebRTC connection (WHEP)", 201, std::string(kSdp)},
              watch_wall);
    table.add(hub, {Method::Patch, watching, Access::Viewer, "More ways to the player (WHEP)"},
              take_candidates);
    table.add(hub, {Method::Delete, watching, Access::Viewer, "Watch no longer (WHEP)"},
              end_watching);
    table.add(hub,
              {Method::Post, watching + "/talk", Access::Member,
               "The browser's microphone is heard through the camera"},
              talk<TalkWish::Start>);
    table.add(hub,
              {Method::Get, watching + "/talk", Access::Member,
               "Whether the microphone is still heard; else why not, and it has ended"},
              talk<TalkWish::GoOn>);
    table.add(hub,
              {Method::Delete, watching + "/talk", Access::Member,
               "The microphone is heard no longer; says whether all of it was"},
              talk<TalkWish::End>);
}

}  // namespace porchlight::hub::api
