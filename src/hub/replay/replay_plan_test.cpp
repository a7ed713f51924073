// SPDX-License-Identifier: Apache-2.0
#include "hub/replay/replay_plan.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;

const UtcTime kNoon{std::chrono::hours(24 * 365 * 50 + 12)};

store::Clip clip_at(int id, UtcTime start, std::chrono::seconds length) {
    store::Clip clip;
    clip.id = ClipId(id);
    clip.start = start;
    clip.end = start + length;
    clip.duration = std::chrono::duration_cast<MediaDuration>(length);
    clip.picture = {640, 360};
    return clip;
}

std::vector<std::size_t> sizes(const std::vector<ReplayRun>& runs) {
    std::vector<std::size_t> all;
    for (const ReplayRun& run : runs) {
        all.push_back(run.clips.size());
    }
    return all;
}

TEST(ReplayPlan, ClipsWithoutABreakAreOneRunAndTheNewestComesFirst) {
    const auto runs = runs_of(
        {clip_at(1, kNoon, 60s), clip_at(2, kNoon + 60s, 60s), clip_at(3, kNoon + 300s, 20s)});
    EXPECT_EQ(sizes(runs), (std::vector<std::size_t>{1, 2}));
    EXPECT_EQ(runs[0].clips[0].id, ClipId(3));
    EXPECT_EQ(runs[1].clips[0].id, ClipId(1));
    EXPECT_EQ(runs[1].seconds(), 120);
}

TEST(ReplayPlan, AnotherPictureOrAClipThatOverlapsBeginsAnew) {
    store::Clip larger = clip_at(2, kNoon + 60s, 60s);
    larger.picture = {1920, 1080};
    EXPECT_EQ(runs_of({clip_at(1, kNoon, 60s), larger}).size(), 2U);
    EXPECT_EQ(runs_of({clip_at(1, kNoon, 60s), clip_at(2, kNoon + 55s, 60s)}).size(), 2U);
}

TEST(ReplayPlan, AClipBeingWrittenIsLeftOutAndAnHourIsEnoughForARun) {
    store::Clip open = clip_at(9, kNoon, 0s);
    open.end.reset();
    EXPECT_TRUE(runs_of({open}).empty());
    std::vector<store::Clip> day;
    for (int i = 0; i < 24 * 60; ++i) {
        day.push_back(clip_at(i + 1, kNoon + i * 60s, 60s));
    }
    const auto runs = runs_of(day);
    EXPECT_EQ(runs.size(), 24U);
    EXPECT_EQ(runs[0].clips.size(), 60U);
}

TEST(ReplayPlan, GapsAreSummedByReasonWithinTheTimeThatIsLookedAt) {
    store::Gap before;
    before.start = kNoon - 60s;
    before.end = kNoon + 30s;
    store::Gap open;
    open.start = kNoon + 100s;
    open.reason = store::GapReason::Paused;
    store::Gap more = before;
    more.start = kNoon + 40s;
    more.end = kNoon + 50s;
    const auto sums = not_recorded({before, more, open}, kNoon, kNoon + 200s);
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].reason, store::GapReason::Paused);
    EXPECT_EQ(sums[0].seconds, 100);
    EXPECT_EQ(sums[1].seconds, 40);
}

TEST(ReplayPlan, EventsAreJoinedAsTheRecorderJoinsThem) {
    store::CameraSettings settings;
    settings.retrigger = 2s;
    settings.post_roll = 5s;
    EXPECT_EQ(replay_rules(settings, {}).joined, 7s);
}

}  // namespace
}  // namespace porchlight::hub
