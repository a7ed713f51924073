// SPDX-License-Identifier: Apache-2.0
#include "hub/recordings_service.hpp"

#include "hub/camera_probe.hpp"
#include "recorder/span_export.hpp"
#include "rt/launch.hpp"

#include <boost/asio/post.hpp>

#include <fcntl.h>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::seconds kLook(2);

rt::Task<recorder::StorageState> state_of(const recorder::Retention* retention) {
    co_return retention->state();
}

StorageView view_of(const recorder::StorageState& state, UtcTime now) {
    StorageView view;
    view.clips_bytes = state.clips.count();
    view.free_bytes = state.free.count();
    view.reserve_bytes = state.reserve.count();
    view.oldest_clip_at = state.oldest_clip;
    if (state.problem) {
        view.problem = problem_of(*state.problem, now);
    }
    return view;
}

}  // namespace

RecordingsService::RecordingsService(recorder::Recorder& recorder, store::Store& store,
                                     const Clock& clock, rt::asio::any_io_executor media,
                                     rt::asio::any_io_executor control)
    : recorder_(recorder),
      store_(store),
      clock_(clock),
      media_(std::move(media)),
      control_(std::move(control)) {}

void RecordingsService::start() {
    job_.emplace(control_, "storage view", watch());
}

rt::Task<> RecordingsService::stop() {
    if (job_) {
        job_->cancel();
        static_cast<void>(co_await job_->join());
    }
    co_return Result<>();
}

void RecordingsService::set_rules(const store::Home& home) {
    allowed_ = home.keep_below;
    const recorder::RetentionRules rules{home.keep_for, home.keep_below, std::nullopt};
    rt::asio::post(media_,
                   [retention = &recorder_.retention(), rules] { retention->set_rules(rules); });
}

rt::Task<> RecordingsService::watch() {
    for (;;) {
        auto look = state_of(&recorder_.retention());
        PL_CO_TRY(const recorder::StorageState state,
                  co_await rt::call_on(media_, std::move(look)));
        const auto since = storage_.problem ? storage_.problem->since : clock_.utc_now();
        storage_ = view_of(state, since);
        storage_.limit_bytes = allowed_.value_or(state.clips + state.free - state.reserve).count();
        PL_CO_TRY_VOID(co_await rt::sleep_for(kLook));
    }
}

rt::Task<> RecordingsService::remove_clip(ClipId id) {
    auto removal = recorder_.retention().remove_clip(id);
    co_return co_await rt::call_on(media_, std::move(removal));
}

rt::Task<std::vector<store::Clip>> RecordingsService::discard(std::vector<ClipId> ids) {
    auto discarding = recorder_.retention().discard(std::move(ids));
    co_return co_await rt::call_on(media_, std::move(discarding));
}

rt::Task<std::vector<store::Clip>> RecordingsService::bring_back(std::vector<ClipId> ids) {
    auto bringing = recorder_.retention().bring_back(std::move(ids));
    co_return co_await rt::call_on(media_, std::move(bringing));
}

Microseconds RecordingsService::time_left(const store::Clip& deleted) const {
    const Microseconds now = recorder_.running_time();
    return deleted.deleted.value_or(now) + recorder::Retention::kUndo - now;
}

namespace {

/// A file without a name in the clips folder: it goes when the last reader closes it.
Result<UniqueFd> nameless_file(const std::string& folder) {
    return open_file(folder, O_TMPFILE | O_RDWR);
}

Result<SpanVideo> put_together(const std::string& folder, const std::vector<store::Clip>& clips,
                               UtcTime from, UtcTime to) {
    PL_TRY(auto span, recorder::SpanExport::create(folder, clips, from, to));
    PL_TRY(UniqueFd file, nameless_file(folder));
    PL_TRY_VOID(span.write_to(file.get()));
    return SpanVideo{std::move(file), Bytes(static_cast<std::int64_t>(span.size())), span.from()};
}

}  // namespace

rt::Task<SpanVideo> RecordingsService::span_video(CameraId camera, UtcTime from, UtcTime to) {
    store::SpanQuery query{from, to, camera};
    PL_CO_TRY(store::Timeline kept, co_await store_.timeline(std::move(query)));
    auto body = [folder = recorder_.folder().root(), clips = std::move(kept.clips), from, to] {
        return put_together(folder, clips, from, to);
    };
    co_return co_await rt::offload(export_.executor(), std::move(body));
}

}  // namespace porchlight::hub
