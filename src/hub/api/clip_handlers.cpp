// SPDX-License-Identifier: Apache-2.0
#include "base/open_beneath.hpp"
#include "hub/api/descriptions.hpp"
#include "hub/api/services.hpp"
#include "net/ascii.hpp"
#include "net/http/entity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace porchlight::hub::api {

namespace {

constexpr std::chrono::days kLongestTimeline{31};

ClipId id_of(const Call& call) {
    return ClipId::parse(call.path.front()).value_or(ClipId());
}

/// A file of the clips folder as an answer that the browser keeps for itself and asks about.
Outcome<http::Response> send_file(const Services* hub, const Call& call, const std::string& path,
                                  std::string type) {
    PL_TRY(auto file, open_beneath(*hub->clips, path));
    PL_TRY(auto entity, http::file_entity(std::move(file), std::move(type)));
    http::Response response = entity_response(call.request, std::move(entity));
    response.headers.set("Cache-Control", "private, no-cache");
    return response;
}

Reply<ClipList> list_clips(const Services* hub, CallPtr /*call*/, ClipsQuery query,
                           Nothing /*body*/) {
    store::ClipQuery wanted{query.camera, query.from,   query.to,   query.kind,
                            query.pinned, query.before, query.limit};
    auto looking = hub->store->clips(std::move(wanted));
    PL_CO_TRY(auto page, co_await std::move(looking));
    co_return ClipList{std::move(page.clips), page.next};
}

Reply<store::Clip> show_clip(const Services* hub, CallPtr call, Nothing /*query*/,
                             Nothing /*body*/) {
    co_return co_await hub->store->clip(id_of(*call));
}

Reply<store::Clip> change_clip(const Services* hub, CallPtr call, Nothing /*query*/,
                               ClipChange body) {
    auto pinning =
        hub->store->set_pinned(id_of(*call), body.pinned ? store::Pin::On : store::Pin::Off);
    PL_CO_TRY(auto clip, co_await std::move(pinning));
    hub->feed->publish(clip);
    co_return clip;
}

Reply<Nothing> remove_clip(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    PL_CO_TRY_VOID(co_await hub->recordings->remove_clip(id_of(*call)));
    co_return Nothing();
}

Reply<http::Response> play_clip(const Services* hub, CallPtr call, DownloadQuery query,
                                Nothing /*body*/) {
    PL_CO_TRY(const auto clip, co_await hub->store->clip(id_of(*call)));
    auto response = send_file(hub, *call, clip.path, "video/mp4");
    if (!response) {
        co_return response;
    }
    const auto camera = hub->cameras->find(clip.camera);
    response.value().headers.set(
        "Content-Disposition",
        fmt::format("{}; filename=\"{}\"", query.download ? "attachment" : "inline",
                    download_name(camera ? camera->settings.name : "camera", clip.start)));
    co_return response;
}

Reply<http::Response> show_thumbnail(const Services* hub, CallPtr call, Nothing /*query*/,
                                     Nothing /*body*/) {
    PL_CO_TRY(const auto clip, co_await hub->store->clip(id_of(*call)));
    if (!clip.thumbnail) {
        co_return Error(ErrorCode::NotFound, "This clip has no picture yet.");
    }
    const std::string path = std::filesystem::path(clip.path).replace_extension(".jpg").string();
    co_return send_file(hub, *call, path, "image/jpeg");
}

template <typename Row>
void distribute(std::vector<Row> rows, std::vector<Row> CameraTimeline::* list,
                std::vector<CameraTimeline>& cameras) {
    for (Row& row : rows) {
        auto found = std::ranges::find(cameras, row.camera, &CameraTimeline::camera_id);
        if (found == cameras.end()) {  // a removed camera whose clips were kept
            cameras.push_back({row.camera, {}, {}, {}});
            found = std::prev(cameras.end());
        }
        ((*found).*list).push_back(std::move(row));
    }
}

Reply<TimelineView> show_timeline(const Services* hub, CallPtr /*call*/, TimelineQuery query,
                                  Nothing /*body*/) {
    if (query.to <= query.from || query.to - query.from > kLongestTimeline) {
        co_return Failure(
            Error(ErrorCode::InvalidArgument, "to must be later than from, by at most 31 days."),
            "to");
    }
    TimelineView view{query.from, query.to, {}};
    for (const CameraView& camera : hub->cameras->list()) {
        if (!query.camera || *query.camera == camera.id) {
            view.cameras.push_back({camera.id, {}, {}, {}});
        }
    }
    store::SpanQuery span{query.from, query.to, query.camera};
    auto looking = hub->store->timeline(std::move(span));
    PL_CO_TRY(auto rows, co_await std::move(looking));
    distribute(std::move(rows.clips), &CameraTimeline::clips, view.cameras);
    distribute(std::move(rows.gaps), &CameraTimeline::gaps, view.cameras);
    distribute(std::move(rows.events), &CameraTimeline::events, view.cameras);
    co_return view;
}

}  // namespace

std::string download_name(const std::string& camera_name, UtcTime start) {
    std::string name;
    for (const char c : net::ascii_lower(camera_name)) {
        const bool keeps = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (keeps || (!name.empty() && name.back() != '-')) {
            name += keeps ? c : '-';
        }
    }
    std::string time = to_rfc3339(start).substr(0, 19);
    std::ranges::replace_if(time, [](char c) { return c == ':' || c == 'T'; }, '-');
    name = name.empty() ? "camera" : name;
    return name + (name.ends_with('-') ? "" : "-") + time + ".mp4";
}

void add_clip_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string one = "/api/v1/clips/{id}";
    table.add(hub, {Method::Get, "/api/v1/clips", Access::Viewer, "Clips, newest first"},
              list_clips);
    table.add(hub, {Method::Get, one, Access::Viewer, "One clip"}, show_clip);
    table.add(hub, {Method::Patch, one, Access::Member, "Pin a clip, or not"}, change_clip);
    table.add(hub, {Method::Delete, one, Access::Member, "Remove a clip"}, remove_clip);
    table.add(hub,
              {Method::Get, one + "/video", Access::Viewer, "The clip's video; takes ranges", 200,
               "video/mp4"},
              play_clip);
    table.add(
        hub,
        {Method::Get, one + "/thumbnail", Access::Viewer, "The clip's picture", 200, "image/jpeg"},
        show_thumbnail);
    table.add(hub,
              {Method::Get, "/api/v1/timeline", Access::Viewer,
               "Clips, gaps and events of a span of time, camera by camera"},
              show_timeline);
}

}  // namespace porchlight::hub::api
