// SPDX-License-Identifier: Apache-2.0
// Live video for browsers that can neither WebRTC nor Media Source. @source RFC 8216.
#include "hub/api/descriptions.hpp"
#include "hub/api/services.hpp"

namespace porchlight::hub::api {

namespace {

constexpr std::string_view kPlaylist = "application/vnd.apple.mpegurl";

Reply<http::Response> show_playlist(const Services* hub, CallPtr call, LiveWish query,
                                    Nothing /*body*/) {
    const CameraId id = CameraId::parse(call->path.front()).value_or(CameraId());
    auto asking = hub->cameras->hls_playlist(id, query);
    PL_CO_TRY(std::string text, co_await std::move(asking));
    http::Response response = http::text_response(200, std::string(kPlaylist), std::move(text));
    response.headers.set("Cache-Control", "no-store");
    co_return response;
}

Reply<http::Response> show_segment(const Services* hub, CallPtr call, Nothing /*query*/,
                                   Nothing /*body*/) {
    const CameraId id = CameraId::parse(call->path.front()).value_or(CameraId());
    auto asking = hub->cameras->hls_file(id, call->path.back());
    PL_CO_TRY(const SharedBytes bytes, co_await std::move(asking));
    http::Response response =
        http::text_response(200, "video/mp4", std::string(bytes->begin(), bytes->end()));
    response.headers.set("Cache-Control", "private, max-age=60");
    co_return response;
}

}  // namespace

void add_hls_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string one = "/api/v1/cameras/{id}/live";
    table.add(hub,
              {Method::Get, one + ".m3u8", Access::Viewer, "Live video as an HLS playlist", 200,
               std::string(kPlaylist)},
              show_playlist);
    table.add(hub,
              {Method::Get, one + "/{file}", Access::Viewer, "A file that the playlist names", 200,
               "video/mp4"},
              show_segment);
}

}  // namespace porchlight::hub::api
