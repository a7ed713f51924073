// SPDX-License-Identifier: Apache-2.0
#include "hub/replay/replay_plan.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

bool follows(const store::Clip& before, const store::Clip& clip) {
    const Microseconds pause = clip.start - *before.end;
    return pause < kMostBreak && pause > -kMostBreak && clip.picture == before.picture &&
           clip.codec == before.codec;
}

MediaTime begin_of(const ReplayRun& run, const store::Clip& clip) {
    return MediaTime() +
           std::chrono::duration_cast<MediaDuration>(clip.start - run.clips.front().start);
}

/// The clip in which a detection began.
const store::Clip& clip_at(const ReplayRun& run, MediaTime time) {
    const auto after = std::ranges::find_if(
        run.clips, [&](const store::Clip& clip) { return begin_of(run, clip) > time; });
    return after == run.clips.begin() ? *after : *std::prev(after);
}

}  // namespace

ReplayRules replay_rules(const store::CameraSettings& settings, TriedSettings tried) {
    return {std::move(tried), settings.retrigger + settings.post_roll, settings.decode};
}

double ReplayRun::seconds() const {
    double sum = 0;
    for (const store::Clip& clip : clips) {
        sum += to_seconds(clip.duration);
    }
    return sum;
}

std::vector<ReplayRun> runs_of(std::vector<store::Clip> clips) {
    std::vector<ReplayRun> runs;
    for (store::Clip& clip : clips) {
        if (!clip.end) {
            continue;
        }
        const bool goes_on = !runs.empty() && follows(runs.back().clips.back(), clip) &&
                             clip.start - runs.back().clips.front().start < kLongestRun;
        if (!goes_on) {
            runs.emplace_back();
        }
        runs.back().clips.push_back(std::move(clip));
    }
    std::ranges::reverse(runs);
    return runs;
}

Result<RunFindings> look_through(const std::string& folder, const ReplayRun& run,
                                 const ReplayRules& rules,
                                 const std::function<bool(double)>& go_on) {
    motion::TrialSettings settings = trial_settings(rules.tried);
    settings.motion.retrigger = rules.joined;
    const auto mode = rules.decode == store::DecodeChoice::All ? motion::DecodeMode::Everything
                                                               : motion::DecodeMode::Gated;
    motion::FileWatch watch(
        motion::GatedAnalysis(settings.motion, mode, std::move(settings.zones)));
    RunFindings findings;
    for (const store::Clip& clip : run.clips) {
        findings.times[clip.id] = 0;
        const auto watched = watch.watch(folder + "/" + clip.path, begin_of(run, clip),
                                         [&](MediaTime time) { return go_on(time.seconds()); });
        if (!watched && watched.error().code() == ErrorCode::Cancelled) {
            return watched.error();
        }
        if (!watched) {
            log::warning("replay", "cannot look at a clip: {}", watched.error().message());
            ++findings.unreadable;
        }
    }
    watch.finish();
    for (const motion::Detection& detection : watch.detections()) {
        ++findings.times[clip_at(run, detection.start).id];
    }
    return findings;
}

std::vector<NotRecorded> not_recorded(const std::vector<store::Gap>& gaps, UtcTime from,
                                      UtcTime to) {
    std::vector<NotRecorded> sums;
    for (const store::Gap& gap : gaps) {
        const auto length = std::min(gap.end.value_or(to), to) - std::max(gap.start, from);
        if (length <= length.zero()) {
            continue;
        }
        auto sum = std::ranges::find(sums, gap.reason, &NotRecorded::reason);
        if (sum == sums.end()) {
            sum = sums.insert(sums.end(), {gap.reason, 0});
        }
        sum->seconds += std::chrono::duration<double>(length).count();
    }
    std::ranges::sort(sums, std::greater(), &NotRecorded::seconds);
    return sums;
}

}  // namespace porchlight::hub
