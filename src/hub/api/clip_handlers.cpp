// SPDX-License-Identifier: Apache-2.0
#include "base/open_beneath.hpp"
#include "hub/api/clip_descriptions.hpp"
#include "hub/api/services.hpp"
#include "net/ascii.hpp"
#include "net/http/entity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace porchlight::hub::api {

namespace {

/// Edges of days that can be asked for at once: two months and a bit.
constexpr std::size_t kMostEdges = 64;

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
    store::ClipQuery wanted{query.camera, query.from, query.to,     query.kind,
                            query.pinned, false,      query.before, query.limit};
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

/// It leaves the lists at once, and the disk when it can no longer be brought back.
Reply<Nothing> remove_clip(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    PL_CO_TRY(const auto clip, co_await hub->store->clip(id_of(*call)));
    auto discarding = hub->recordings->discard({clip.id});
    PL_CO_TRY_VOID(co_await std::move(discarding));
    co_return Nothing();
}

Reply<ChangedClips> change_clips(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                 ClipsChange body) {
    ChangedClips changed;
    if (body.pinned) {
        auto pinning =
            hub->store->pin_clips(body.clips, *body.pinned ? store::Pin::On : store::Pin::Off);
        PL_CO_TRY(changed.clips, co_await std::move(pinning));
        for (const store::Clip& clip : changed.clips) {
            if (!clip.deleted) {
                hub->feed->publish(clip);
            }
        }
    }
    if (body.deleted) {
        auto marking = *body.deleted ? hub->recordings->discard(std::move(body.clips))
                                     : hub->recordings->bring_back(std::move(body.clips));
        PL_CO_TRY(changed.clips, co_await std::move(marking));
    }
    co_return changed;
}

Reply<DeletedClips> list_deleted(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                 Nothing /*body*/) {
    store::ClipQuery wanted;
    wanted.deleted = true;
    wanted.limit = 200;
    auto looking = hub->store->clips(std::move(wanted));
    PL_CO_TRY(auto page, co_await std::move(looking));
    DeletedClips deleted{std::move(page.clips), std::nullopt};
    std::erase_if(deleted.clips, [hub](const store::Clip& clip) {
        return hub->recordings->time_left(clip) <= Microseconds(0);
    });
    for (const store::Clip& clip : deleted.clips) {
        const UtcTime gone = hub->clock->utc_now() + hub->recordings->time_left(clip);
        deleted.until = std::min(gone, deleted.until.value_or(gone));
    }
    co_return deleted;
}

/// "1764111600,1764198000,…" as times; empty when it is anything else.
std::vector<UtcTime> read_edges(std::string_view text) {
    std::vector<UtcTime> edges;
    while (!text.empty()) {
        const auto seconds = net::parse_number(net::take_until(text, ','));
        const UtcTime at{std::chrono::seconds(seconds.value_or(0))};
        const bool rises = edges.empty() || at > edges.back();
        if (!seconds || !rises || edges.size() == kMostEdges) {
            return {};
        }
        edges.push_back(at);
    }
    return edges;
}

Reply<ClipDays> count_days(const Services* hub, CallPtr /*call*/, ClipDaysQuery query,
                           Nothing /*body*/) {
    auto edges = read_edges(query.edges);
    if (edges.size() < 2) {
        co_return Failure(Error(ErrorCode::InvalidArgument,
                                "edges must be 2 to 64 ascending times in seconds since 1970."),
                          "edges");
    }
    store::ClipQuery wanted;
    wanted.camera = query.camera;
    wanted.kind = query.kind;
    wanted.pinned = query.pinned;
    auto counting = hub->store->count_clips(std::move(wanted), std::move(edges));
    PL_CO_TRY(auto counts, co_await std::move(counting));
    co_return ClipDays{std::move(counts)};
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

/// The picture of one moment. It never changes once the clip is finished.
Reply<http::Response> show_moment(const Services* hub, CallPtr call, store::Clip clip, double at) {
    const bool is_finished = clip.end.has_value();
    const std::string tag = fmt::format("\"{}-{}\"", clip.id.text(), at);
    auto drawing = hub->clip_files->picture(std::move(clip),
                                            Microseconds(static_cast<std::int64_t>(at * 1e6)));
    PL_CO_TRY(const auto jpeg, co_await std::move(drawing));
    http::Entity entity;
    entity.content = std::string(jpeg->begin(), jpeg->end());
    entity.type = "image/jpeg";
    entity.etag = is_finished ? tag : "";
    http::Response response = entity_response(call->request, std::move(entity));
    response.headers.set("Cache-Control",
                         is_finished ? "private, max-age=86400, immutable" : "private, no-cache");
    co_return response;
}

Reply<http::Response> show_thumbnail(const Services* hub, CallPtr call, ThumbnailQuery query,
                                     Nothing /*body*/) {
    PL_CO_TRY(auto clip, co_await hub->store->clip(id_of(*call)));
    if (query.at) {
        auto showing = show_moment(hub, std::move(call), std::move(clip), *query.at);
        co_return co_await std::move(showing);
    }
    if (!clip.thumbnail) {
        co_return Error(ErrorCode::NotFound, "This clip has no picture yet.");
    }
    const std::string path = std::filesystem::path(clip.path).replace_extension(".jpg").string();
    co_return send_file(hub, *call, path, "image/jpeg");
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
    table.add(
        hub,
        {Method::Patch, "/api/v1/clips", Access::Member, "Pin, delete or bring back many clips"},
        change_clips);
    table.add(hub,
              {Method::Get, "/api/v1/clips/deleted", Access::Member,
               "Clips that were deleted and can still be brought back"},
              list_deleted);
    table.add(hub,
              {Method::Get, "/api/v1/clips/days", Access::Viewer, "How many clips each day has"},
              count_days);
    table.add(hub, {Method::Get, one, Access::Viewer, "One clip"}, show_clip);
    table.add(hub, {Method::Patch, one, Access::Member, "Pin a clip, or not"}, change_clip);
    table.add(hub,
              {Method::Delete, one, Access::Member,
               "Delete a clip; it can be brought back for some minutes"},
              remove_clip);
    table.add(hub,
              {Method::Get, one + "/video", Access::Viewer, "The clip's video; takes ranges", 200,
               "video/mp4"},
              play_clip);
    table.add(hub,
              {Method::Get, one + "/thumbnail", Access::Viewer,
               "The clip's picture, or that of a moment of it", 200, "image/jpeg"},
              show_thumbnail);
}

}  // namespace porchlight::hub::api
