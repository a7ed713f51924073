// SPDX-License-Identifier: Apache-2.0
#include "hub/api/clip_descriptions.hpp"
#include "hub/api/services.hpp"
#include "rt/launch.hpp"

#include <fmt/format.h>

#include <utility>

namespace porchlight::hub::api {

namespace {

rt::Task<std::vector<recorder::ZipItem>> items_of(const Services* hub,
                                                  std::vector<ExportClip> wanted) {
    std::vector<recorder::ZipItem> items;
    for (const ExportClip& one : wanted) {
        const auto clip = co_await hub->store->clip(one.id);
        if (!clip || !clip->end || clip->deleted) {
            items.emplace_back();  // counted as left out
            continue;
        }
        const auto camera = hub->cameras->find(clip->camera);
        items.push_back({clip->path, camera ? camera->settings.name : "", clip->start,
                         std::chrono::minutes(one.utc_offset_min)});
    }
    co_return items;
}

Reply<ClipExport> begin_export(const Services* hub, CallPtr call, Nothing /*query*/,
                               ExportRequest body) {
    auto finding = items_of(hub, std::move(body.clips));
    PL_CO_TRY(auto items, co_await std::move(finding));
    auto preparing = hub->clip_files->prepare(call->asker().id, std::move(items));
    co_return co_await std::move(preparing);
}

/// Read piece by piece as the browser takes it.
http::BodyProducer body_of(const ClipFiles::Archive& archive, rt::asio::any_io_executor files) {
    return [archive, files = std::move(files)] {
        auto read = [archive] { return archive->next(); };
        return rt::offload(files, std::move(read));
    };
}

Reply<http::Response> send_export(const Services* hub, CallPtr call, Nothing /*query*/,
                                  Nothing /*body*/) {
    const auto id = ExportId::parse(call->path.front()).value_or(ExportId());
    auto opening = hub->clip_files->open(id, call->asker().id);
    PL_CO_TRY(const auto archive, co_await std::move(opening));
    http::Response response;
    response.headers.set("Content-Type", "application/zip");
    response.headers.set("Cache-Control", "private, no-store");
    response.headers.set(
        "Content-Disposition",
        fmt::format("attachment; filename=\"porchlight-{}-clips.zip\"", archive->files()));
    response.produced_length = static_cast<std::int64_t>(archive->size());
    response.body = body_of(archive, hub->clip_files->files());
    co_return response;
}

}  // namespace

void add_export_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    table.add(hub,
              {Method::Post, "/api/v1/exports", Access::Member,
               "Make an archive of clips ready; fetch it within an hour", 201},
              begin_export);
    table.add(hub,
              {Method::Get, "/api/v1/exports/{id}", Access::Member, "The archive", 200,
               "application/zip"},
              send_export);
}

}  // namespace porchlight::hub::api
