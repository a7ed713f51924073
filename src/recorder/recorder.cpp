// SPDX-License-Identifier: Apache-2.0
#include "recorder/recorder.hpp"

#include "base/log.hpp"
#include "rt/launch.hpp"
#include "store/recovery.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::recorder {

Recorder::Recorder(RecorderNeeds needs) : needs_(std::move(needs)), folder_(needs_.clips_folder) {}

Recorder::~Recorder() = default;

rt::Task<std::unique_ptr<Recorder>> Recorder::start(RecorderNeeds needs) {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): the constructor is private
    std::unique_ptr<Recorder> recorder(new Recorder(std::move(needs)));
    auto preparing = recorder->prepare();
    PL_CO_TRY_VOID(co_await std::move(preparing));
    co_return std::move(recorder);
}

rt::Task<> Recorder::prepare() {
    auto making = [this]() -> Result<> {
        PL_TRY_VOID(folder_.prepare());
        ClipImport::forget_old(folder_, needs_.clock->utc_now());
        return {};
    };
    PL_CO_TRY_VOID(co_await rt::offload(disk_.executor(), std::move(making)));
    PL_CO_TRY(last_run_, co_await read_last_run(needs_.store));
    running_ = std::make_unique<RunningTime>(*needs_.clock, last_run_);
    PL_CO_TRY_VOID(co_await recover_clips());
    PL_CO_TRY_VOID(co_await end_old_events());
    PL_CO_TRY(open_gaps_, co_await needs_.store->open_gaps());

    parts_ = {needs_.clock,    needs_.random,   needs_.store,
              &folder_,        running_.get(),  nullptr,
              nullptr,         needs_.listener, needs_.media->executor(),
              disk_.executor()};
    retention_ = std::make_unique<Retention>(parts_, needs_.retention);
    parts_.retention = retention_.get();
    if (needs_.workers != nullptr) {
        thumbnails_ = std::make_unique<Thumbnails>(parts_, *needs_.workers);
        parts_.thumbnails = thumbnails_.get();
    }
    clip_import_ = std::make_unique<ClipImport>(parts_);
    // Full or not has to be known before the first clip.
    if (const auto looked = co_await retention_->look(); !looked) {
        log::warning("recorder", "cannot keep room for clips: {}", looked.error().message());
    }
    retention_->start();
    heartbeat_.emplace(needs_.media->executor(), "heartbeat", run_heartbeat());
    co_return Result<>();
}

rt::Task<> Recorder::recover_clips() {
    PL_CO_TRY(const auto unfinished, co_await needs_.store->unfinished_clips());
    for (const store::Clip& clip : unfinished) {
        auto work = store::recover_clip(needs_.store, folder_.root(), clip);
        const auto recovered = co_await rt::call_on(disk_.executor(), std::move(work));
        if (!recovered) {
            log::warning("recorder", "cannot mend clip {}: {}", clip.id.text(),
                         recovered.error().message());
            continue;
        }
        ++recovered_;
    }
    if (recovered_ > 0) {
        log::info("recorder", "mended {} clips that were cut off when the hub stopped", recovered_);
    }
    co_return Result<>();
}

/// Events that a kill left open end with their last clip.
rt::Task<> Recorder::end_old_events() const {
    PL_CO_TRY(const auto open, co_await needs_.store->open_events());
    for (const store::Event& event : open) {
        PL_CO_TRY(const auto clips, co_await needs_.store->clips_of_event(event.id));
        UtcTime end = event.start;
        for (const store::Clip& clip : clips) {
            end = std::max(end, clip.end.value_or(end));
        }
        PL_CO_TRY_VOID(co_await needs_.store->update_event(event.id, end, event.score));
    }
    co_return Result<>();
}

std::unique_ptr<CameraRecorder> Recorder::make_camera(CameraId camera, RecordingSettings settings) {
    auto recorder = std::make_unique<CameraRecorder>(parts_, camera, settings);
    std::vector<store::Gap> open;
    const auto is_its = [camera](const store::Gap& gap) { return gap.camera == camera; };
    std::ranges::copy_if(open_gaps_, std::back_inserter(open), is_its);
    std::erase_if(open_gaps_, is_its);
    // Only a camera that was there before can have missed anything: its id holds when it was made.
    const UtcTime made(std::chrono::milliseconds(camera.value() >> 20));
    std::optional<UtcTime> last_beat;
    if (last_run_) {
        last_beat = made < last_run_->last_beat ? std::optional(last_run_->last_beat) : last_beat;
    }
    recorder->resume(open, last_beat);
    return recorder;
}

rt::Task<> Recorder::beat() {
    const LastRun now{needs_.clock->utc_now(), running_->now()};
    co_return co_await write_heartbeat(needs_.store, now);
}

rt::Task<> Recorder::run_heartbeat() {
    for (;;) {
        if (const auto result = co_await beat(); !result) {
            log::warning("recorder", "no heartbeat: {}", result.error().message());
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kHeartbeat));
    }
}

rt::Task<> Recorder::stop() {
    if (thumbnails_) {
        PL_CO_TRY_VOID(co_await thumbnails_->stop());
    }
    PL_CO_TRY_VOID(co_await retention_->stop());
    if (heartbeat_) {
        heartbeat_->cancel();
        static_cast<void>(co_await heartbeat_->join());
        heartbeat_.reset();
    }
    co_return co_await beat();
}

}  // namespace porchlight::recorder
