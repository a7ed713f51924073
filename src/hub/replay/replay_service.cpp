// SPDX-License-Identifier: Apache-2.0
#include "hub/replay/replay_service.hpp"

#include "rt/launch.hpp"

#include <algorithm>
#include <atomic>
#include <ranges>
#include <utility>

namespace porchlight::hub {

/// What the worker and the control thread share.
struct Progress {
    std::atomic<bool> cancelled{false};
    std::atomic<double> seconds{0};  ///< Of the run that is being looked at.
};

/// What clips came to by some rules.
struct ReplayService::Known {
    CameraId camera;
    ReplayRules rules;
    std::map<ClipId, int> times;
    std::map<ClipId, int> unreadable;  ///< By the first clip of a run.
};

struct ReplayService::Replay {
    CameraId camera;
    ReplayState state = ReplayState::Waiting;
    ReplayRules tried;
    ReplayRules saved;
    UtcTime from;
    UtcTime to;
    std::vector<ReplayRun> runs;
    std::vector<store::Gap> gaps;
    int recorded_events = 0;
    std::size_t runs_done = 0;  ///< By both rules.
    double work_done = 0;       ///< Seconds of video, each counted for each of the rules.
    int unreadable = 0;
    std::map<ClipId, int> tried_times;
    std::map<ClipId, int> saved_times;
    std::shared_ptr<Progress> progress = std::make_shared<Progress>();

    [[nodiscard]] bool is_over() const {
        return state == ReplayState::Done || state == ReplayState::Cancelled;
    }
};

namespace {

int count_of(const std::map<ClipId, int>& times, ClipId clip) {
    const auto found = times.find(clip);
    return found == times.end() ? 0 : found->second;
}

double share_of(double part, double whole) {
    return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 1.0;
}

/// Everything that happened by itself is shown; of continuous recording only what would count.
bool is_listed(const store::Clip& clip, int tried, int saved) {
    return clip.kind != store::ClipKind::Continuous || tried > 0 || saved > 0;
}

void add_run(const ReplayRun& run, const std::map<ClipId, int>& tried_times,
             const std::map<ClipId, int>& saved_times, std::size_t most, ReplayView& view) {
    for (const store::Clip& clip : std::views::reverse(run.clips)) {
        const int tried = count_of(tried_times, clip.id);
        const int saved = count_of(saved_times, clip.id);
        view.tried_times += tried;
        view.saved_times += saved;
        view.looked_s += to_seconds(clip.duration);
        if (!is_listed(clip, tried, saved)) {
            continue;
        }
        if (view.clips.size() == most) {
            ++view.more_clips;
            continue;
        }
        view.clips.push_back(
            {clip.id, clip.start, clip.end.value_or(clip.start), clip.thumbnail, tried, saved});
    }
}

}  // namespace

ReplayService::ReplayService(Parts parts) : parts_(std::move(parts)) {}

ReplayService::~ReplayService() = default;

rt::Task<ReplayView> ReplayService::start(CameraView camera, TriedSettings tried) {
    const UtcTime now = parts_.clock.utc_now();
    store::SpanQuery span{now - kSpan, now, camera.id};
    PL_CO_TRY(store::Timeline kept, co_await parts_.store.timeline(span));
    cancel(camera.id);
    const auto replay = std::make_shared<Replay>();
    replay->camera = camera.id;
    replay->tried = replay_rules(camera.settings, std::move(tried));
    replay->saved = replay_rules(camera.settings, tried_of(camera.settings));
    replay->from = span.from;
    replay->to = span.to;
    replay->runs = runs_of(std::move(kept.clips));
    replay->gaps = std::move(kept.gaps);
    replay->recorded_events = static_cast<int>(
        std::ranges::count(kept.events, store::EventKind::Motion, &store::Event::kind));
    replays_[camera.id] = replay;
    waiting_.push_back(replay);
    if (!job_ || job_->is_done()) {
        job_.emplace(parts_.control, "replay", work_off());
    }
    co_return view_of(*replay);
}

ReplayView ReplayService::view(CameraId camera) const {
    const auto found = replays_.find(camera);
    if (found == replays_.end()) {
        ReplayView none;
        none.camera = camera;
        return none;
    }
    return view_of(*found->second);
}

ReplayView ReplayService::cancel(CameraId camera) {
    const auto found = replays_.find(camera);
    if (found != replays_.end() && !found->second->is_over()) {
        found->second->state = ReplayState::Cancelled;
        found->second->progress->cancelled = true;
    }
    return view(camera);
}

rt::Task<> ReplayService::stop() {
    for (auto& [camera, replay] : replays_) {
        replay->progress->cancelled = true;
    }
    waiting_.clear();
    if (job_) {
        job_->cancel();
        static_cast<void>(co_await job_->join());
        job_.reset();
    }
    co_return Result<>();
}

rt::Task<> ReplayService::work_off() {
    while (!waiting_.empty()) {
        const ReplayPtr replay = waiting_.front();
        waiting_.pop_front();
        if (replay->is_over()) {
            continue;
        }
        replay->state = ReplayState::Running;
        auto looking = look_through_all(replay);
        const auto looked = co_await std::move(looking);
        if (!replay->is_over()) {
            replay->state = looked ? ReplayState::Done : ReplayState::Cancelled;
        }
    }
    co_return Result<>();
}

rt::Task<> ReplayService::look_through_all(ReplayPtr replay) {
    for (std::size_t run = 0; run < replay->runs.size(); ++run) {
        for (const bool with_tried : {true, false}) {
            auto looking = look_through_run(replay, run, with_tried);
            PL_CO_TRY_VOID(co_await std::move(looking));
            replay->work_done += replay->runs[run].seconds();
            replay->progress->seconds = 0;
        }
        ++replay->runs_done;
    }
    co_return Result<>();
}

rt::Task<> ReplayService::look_through_run(ReplayPtr replay, std::size_t run, bool with_tried) {
    const ReplayRun& looked_at = replay->runs[run];
    const ReplayRules& rules = with_tried ? replay->tried : replay->saved;
    auto& times = with_tried ? replay->tried_times : replay->saved_times;
    const ClipId first = looked_at.clips.front().id;
    const Known& before = known_of(replay->camera, rules);
    const bool is_known = std::ranges::all_of(looked_at.clips, [&before](const store::Clip& clip) {
        return before.times.contains(clip.id);
    });
    if (!is_known) {
        auto body = [replay, run, rules, folder = parts_.clips_folder] {
            return hub::look_through(folder, replay->runs[run], rules,
                                     [progress = replay->progress](double seconds) {
                                         progress->seconds = seconds;
                                         return !progress->cancelled;
                                     });
        };
        PL_CO_TRY(const RunFindings found, co_await rt::offload(pool_.executor(), std::move(body)));
        Known& known = known_of(replay->camera, rules);
        for (const auto& [clip, count] : found.times) {
            known.times[clip] = count;
        }
        known.unreadable[first] = found.unreadable;
    }
    const Known& known = known_of(replay->camera, rules);
    for (const store::Clip& clip : looked_at.clips) {
        times[clip.id] = count_of(known.times, clip.id);
    }
    replay->unreadable += with_tried ? count_of(known.unreadable, first) : 0;
    co_return Result<>();
}

ReplayService::Known& ReplayService::known_of(CameraId camera, const ReplayRules& rules) {
    const auto found = std::ranges::find_if(
        known_, [&](const Known& known) { return known.camera == camera && known.rules == rules; });
    if (found != known_.end()) {
        std::rotate(known_.begin(), found, std::next(found));
        return known_.front();
    }
    known_.push_front({camera, rules, {}, {}});
    if (known_.size() > kRemembered) {
        known_.pop_back();
    }
    return known_.front();
}

ReplayView ReplayService::view_of(const Replay& replay) const {
    ReplayView view;
    view.camera = replay.camera;
    view.state = replay.state;
    view.tried = replay.tried.tried;
    view.from = replay.from;
    view.to = replay.to;
    view.recorded_events = replay.recorded_events;
    view.unreadable = replay.unreadable;
    for (std::size_t run = 0; run < replay.runs.size(); ++run) {
        view.whole_s += replay.runs[run].seconds();
        for (const store::Clip& clip : replay.runs[run].clips) {
            view.all_time_s +=
                clip.kind == store::ClipKind::Continuous ? to_seconds(clip.duration) : 0;
        }
        if (run < replay.runs_done) {
            add_run(replay.runs[run], replay.tried_times, replay.saved_times, kListed, view);
        }
    }
    const double under_way =
        replay.state == ReplayState::Running ? replay.progress->seconds.load() : 0.0;
    view.done = replay.state == ReplayState::Done
                    ? 1.0
                    : share_of(replay.work_done + under_way, 2 * view.whole_s);
    view.not_recorded = not_recorded(replay.gaps, replay.from, replay.to);
    return view;
}

}  // namespace porchlight::hub
