// SPDX-License-Identifier: Apache-2.0
#include "hub/api/descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/camera_address.hpp"
#include "net/http/entity.hpp"

#include <fmt/format.h>

namespace porchlight::hub::api {

namespace {

constexpr std::chrono::hours kLongestSpan{24};

CameraId id_of(const Call& call) {
    return CameraId::parse(call.path.front()).value_or(CameraId());
}

/// Blames a camera's address for what is an error of the request.
Failure blame_address(const Error& error) {
    return {error, error.code() == ErrorCode::InvalidArgument ? "url" : ""};
}

Reply<CameraList> list_cameras(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                               Nothing /*body*/) {
    co_return CameraList{hub->cameras->list()};
}

/// Puts back what was shown as ***. @return Which address is to blame, when one is.
template <typename Edited>
std::optional<Failure> restore_addresses(Edited& edited, const store::CameraSettings& stored) {
    auto url = restored_address(edited.url, stored.url);
    if (!url) {
        return Failure(url.error(), "url");
    }
    auto sub_url = restored_address(edited.sub_url, stored.sub_url);
    if (!sub_url) {
        return Failure(sub_url.error(), "sub_url");
    }
    edited.url = std::move(*url);
    edited.sub_url = std::move(*sub_url);
    return std::nullopt;
}

Reply<ProbeReport> test_camera(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                               TestRequest body) {
    store::CameraSettings stored;
    if (body.camera_id) {
        PL_CO_TRY(const CameraView camera, hub->cameras->find(*body.camera_id));
        stored = camera.settings;
    }
    if (auto failure = restore_addresses(body.test, stored)) {
        co_return std::move(*failure);
    }
    auto testing = hub->cameras->test(std::move(body.test));
    auto report = co_await std::move(testing);
    if (!report) {
        co_return blame_address(report.error());
    }
    co_return std::move(*report);
}

Reply<CameraView> add_camera(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                             NewCamera body) {
    if (auto failure = restore_addresses(body.settings, {})) {
        co_return std::move(*failure);
    }
    const auto check = body.untested ? SaveCheck::Untested : SaveCheck::Test;
    auto adding = hub->cameras->add(std::move(body.settings), check);
    auto camera = co_await std::move(adding);
    if (!camera) {
        co_return blame_address(camera.error());
    }
    co_return std::move(*camera);
}

Reply<CameraView> show_camera(const Services* hub, CallPtr call, Nothing /*query*/,
                              Nothing /*body*/) {
    co_return hub->cameras->find(id_of(*call));
}

Reply<CameraView> change_camera(const Services* hub, CallPtr call, Nothing /*query*/,
                                PatchOf<store::CameraSettings> body) {
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id_of(*call)));
    store::CameraSettings settings = camera.settings;
    if (const auto problem = body.apply(settings)) {
        co_return Failure(Error(ErrorCode::InvalidArgument, problem->sentence), problem->field);
    }
    if (auto failure = restore_addresses(settings, camera.settings)) {
        co_return std::move(*failure);
    }
    auto updating = hub->cameras->update(camera.id, std::move(settings));
    auto changed = co_await std::move(updating);
    if (!changed) {
        co_return blame_address(changed.error());
    }
    auto following = hub->devices->follow(*changed, hub->home);
    PL_CO_TRY_VOID(co_await std::move(following));
    co_return std::move(*changed);
}

/// A paired camera is let go with it.
Reply<Nothing> remove_camera(const Services* hub, CallPtr call, RemoveQuery query,
                             Nothing /*body*/) {
    const auto clips =
        query.clips == ClipsChoice::Delete ? ClipsOfRemoved::Delete : ClipsOfRemoved::Keep;
    PL_CO_TRY(const CameraView camera, hub->cameras->find(id_of(*call)));
    auto removing = hub->cameras->remove(camera.id, clips);
    PL_CO_TRY_VOID(co_await std::move(removing));
    if (camera.device) {
        auto letting_go = hub->devices->registry().remove(*camera.device, hub->home);
        PL_CO_TRY_VOID(co_await std::move(letting_go));
    }
    co_return Nothing();
}

Reply<CameraView> record_now(const Services* hub, CallPtr call, Nothing /*query*/,
                             RecordRequest body) {
    auto recording = hub->cameras->record_by_hand(id_of(*call), body.length);
    co_return co_await std::move(recording);
}

Reply<CameraView> stop_recording(const Services* hub, CallPtr call, Nothing /*query*/,
                                 Nothing /*body*/) {
    auto stopping = hub->cameras->stop_by_hand(id_of(*call));
    co_return co_await std::move(stopping);
}

Reply<http::Response> show_picture(const Services* hub, CallPtr call, PictureQuery query,
                                   Nothing /*body*/) {
    const CameraId id = id_of(*call);
    auto taking = hub->cameras->picture(id, query.width);
    PL_CO_TRY(const Picture picture, co_await std::move(taking));
    http::Entity entity;
    entity.content = std::string(picture.jpeg->begin(), picture.jpeg->end());
    entity.type = "image/jpeg";
    entity.modified = picture.taken;
    entity.etag = fmt::format("\"{}-{:x}-{}\"", id.text(), picture.taken.time_since_epoch().count(),
                              query.width);
    http::Response response = entity_response(call->request, std::move(entity));
    response.headers.set("Cache-Control", "private, no-cache");
    co_return response;
}

Reply<http::Response> span_video(const Services* hub, CallPtr call, SpanParameters query,
                                 Nothing /*body*/) {
    if (query.to <= query.from || query.to - query.from > kLongestSpan) {
        co_return Failure(
            Error(ErrorCode::InvalidArgument, "to must be later than from, by at most 24 hours."),
            "to");
    }
    const CameraId id = id_of(*call);
    auto making = hub->recordings->span_video(id, query.from, query.to);
    PL_CO_TRY(auto video, co_await std::move(making));
    const auto camera = hub->cameras->find(id);
    PL_CO_TRY(auto entity, http::file_entity(std::move(video.file), "video/mp4"));
    // The file is made for this request, and made anew it has the same bytes: what names it is the
    // span.
    entity.etag =
        fmt::format("\"{}-{:x}-{:x}-{:x}\"", id.text(), query.from.time_since_epoch().count(),
                    query.to.time_since_epoch().count(), video.size.count());
    entity.modified.reset();
    http::Response response = entity_response(call->request, std::move(entity));
    response.headers.set("Cache-Control", "private, no-cache");
    response.headers.set(
        "Content-Disposition",
        fmt::format("attachment; filename=\"{}\"",
                    download_name(camera ? camera->settings.name : "camera", video.from)));
    co_return response;
}

}  // namespace

void add_camera_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string all = "/api/v1/cameras";
    const std::string one = "/api/v1/cameras/{id}";
    table.add(hub, {Method::Get, all, Access::Viewer, "Every camera and its state"}, list_cameras);
    table.add(hub,
              {Method::Post, all + "/test", Access::Owner,
               "Try a camera: a picture and what it sends, or why not; within 15 s"},
              test_camera);
    table.add(
        hub,
        {Method::Post, all, Access::Owner, "Add a camera; it is tried first unless untested", 201},
        add_camera);
    table.add(hub, {Method::Get, one, Access::Viewer, "One camera"}, show_camera);
    table.add(hub, {Method::Patch, one, Access::Owner, "Change a camera's settings"},
              change_camera);
    table.add(hub, {Method::Delete, one, Access::Owner, "Remove a camera"}, remove_camera);
    table.add(hub,
              {Method::Post, one + "/record", Access::Member,
               "Record now, by hand, also while it is disarmed"},
              record_now);
    table.add(hub, {Method::Delete, one + "/record", Access::Member, "End what was begun by hand"},
              stop_recording);
    table.add(
        hub,
        {Method::Get, one + "/picture", Access::Viewer, "The newest key frame", 200, "image/jpeg"},
        show_picture);
    table.add(hub,
              {Method::Get, one + "/video", Access::Viewer, "One MP4 for a span of time", 200,
               "video/mp4"},
              span_video);
}

}  // namespace porchlight::hub::api
