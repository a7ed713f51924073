// SPDX-License-Identifier: Apache-2.0
#include "hub/api/clip_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/doctor/doctor_service.hpp"

#include <algorithm>
#include <iterator>

namespace porchlight::hub::api {

namespace {

constexpr std::chrono::days kLongestTimeline{31};

template <typename Row>
void distribute(std::vector<Row> rows, std::vector<Row> CameraTimeline::* list,
                std::vector<CameraTimeline>& cameras) {
    for (Row& row : rows) {
        auto found = std::ranges::find(cameras, row.camera, &CameraTimeline::camera_id);
        if (found == cameras.end()) {  // a removed camera whose clips were kept
            cameras.push_back({row.camera, {}, {}, {}, {}});
            found = std::prev(cameras.end());
        }
        ((*found).*list).push_back(std::move(row));
    }
}

/// What the device itself has told. Nothing for one that is not this home's any more.
rt::Task<std::vector<TimelineMark>> device_marks(const Services* hub, Serial serial, UtcTime from,
                                                 UtcTime to) {
    std::vector<TimelineMark> marks;
    auto telling = hub->devices->telemetry(serial, hub->home, from, to);
    if (const auto telemetry = co_await std::move(telling)) {
        std::ranges::move(marks_of(*telemetry), std::back_inserter(marks));
    }
    auto asking = hub->devices->commands(serial, hub->home);
    if (const auto commands = co_await std::move(asking)) {
        std::ranges::move(marks_of(*commands, from, to), std::back_inserter(marks));
    }
    co_return marks;
}

rt::Task<> add_marks(const Services* hub, TimelineView* view) {
    const std::vector<store::DoctorSession> sessions = hub->doctor->list();
    for (CameraTimeline& row : view->cameras) {
        row.marks = marks_of(sessions, row.camera_id, view->from, view->to);
        const auto camera = hub->cameras->find(row.camera_id);
        if (camera && camera->device) {
            auto reading = device_marks(hub, *camera->device, view->from, view->to);
            PL_CO_TRY(auto marks, co_await std::move(reading));
            std::ranges::move(marks, std::back_inserter(row.marks));
        }
        sort_marks(row.marks);
    }
    co_return Result<>();
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
            view.cameras.push_back({camera.id, {}, {}, {}, {}});
        }
    }
    store::SpanQuery span{query.from, query.to, query.camera};
    auto looking = hub->store->timeline(std::move(span));
    PL_CO_TRY(auto rows, co_await std::move(looking));
    distribute(std::move(rows.clips), &CameraTimeline::clips, view.cameras);
    distribute(std::move(rows.gaps), &CameraTimeline::gaps, view.cameras);
    distribute(std::move(rows.events), &CameraTimeline::events, view.cameras);
    auto marking = add_marks(hub, &view);
    PL_CO_TRY_VOID(co_await std::move(marking));
    co_return view;
}

}  // namespace

void add_timeline_routes(RouteTable& table, const Services* hub) {
    table.add(hub,
              {http::Method::Get, "/api/v1/timeline", Access::Viewer,
               "Clips, gaps, events and health of a span of time, camera by camera"},
              show_timeline);
}

}  // namespace porchlight::hub::api
