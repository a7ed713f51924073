// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/launch.hpp"
#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

// What every Store must do. An implementation's test says, with a `StoreMaker` that has
// `std::unique_ptr<Store> make()` for an empty store:
//     INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreContract, SqliteStoreMaker);

namespace porchlight::store {

using namespace std::chrono_literals;

constexpr UtcTime kNoon =
    UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)) + std::chrono::hours(12);

template <typename StoreMaker>
class StoreContract : public ::testing::Test {
  protected:
    StoreContract() {
        Home home;
        home.id = home_;
        home.name = "Home";
        EXPECT_TRUE(await(store_->add_home(home)));
    }

    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }

    CameraId add_camera(std::int64_t id) {
        Camera camera;
        camera.id = CameraId(id);
        camera.home = home_;
        camera.created = kNoon;
        camera.settings.name = "Porch";
        camera.settings.url = Secret("rtsp://me:secret@192.168.1.20/main");
        EXPECT_TRUE(await(store_->add_camera(camera)));
        return camera.id;
    }

    static Clip clip_at(std::int64_t id, CameraId camera, UtcTime start) {
        Clip clip;
        clip.id = ClipId(id);
        clip.camera = camera;
        clip.start = start;
        clip.picture = {1920, 1080};
        clip.path = std::to_string(id) + ".mp4";
        clip.recorded = std::chrono::seconds(id);
        return clip;
    }

    void add_clip(const Clip& clip, MediaDuration duration, Bytes size) {
        EXPECT_TRUE(await(store_->begin_clip(clip)));
        EXPECT_TRUE(await(store_->finish_clip(clip.id, {duration, size, 0.5})));
    }

    std::vector<std::int64_t> list(const ClipQuery& query) {
        std::vector<std::int64_t> ids;
        const ClipPage page = *await(store_->clips(query));
        for (const Clip& clip : page.clips) {
            ids.push_back(clip.id.value());
        }
        return ids;
    }

    StoreMaker maker_;
    rt::IoThread thread_{"test"};
    HomeId home_{1};
    std::unique_ptr<Store> store_ = maker_.make();
};

TYPED_TEST_SUITE_P(StoreContract);

TYPED_TEST_P(StoreContract, KeepsAHomeAsItIsGiven) {
    Home home;
    home.id = this->home_;
    home.name = "Lake house";
    home.keep_for = std::chrono::days(14);
    home.keep_below = gibibytes(200);
    ASSERT_TRUE(this->await(this->store_->update_home(home)));
    const auto homes = *this->await(this->store_->homes());
    ASSERT_EQ(homes.size(), 1U);
    EXPECT_EQ(homes[0].name, "Lake house");
    EXPECT_EQ(homes[0].keep_for, std::chrono::days(14));
    EXPECT_EQ(homes[0].keep_below, gibibytes(200));
    home.id = HomeId(99);
    EXPECT_EQ(this->await(this->store_->update_home(home)).error().code(), ErrorCode::NotFound);
}

TYPED_TEST_P(StoreContract, FindsAPersonWhateverTheCaseOfTheNameAndRefusesASecondOne) {
    User user{UserId(5), this->home_, "Ada", "$argon2id$", Role::Owner, kNoon};
    ASSERT_TRUE(this->await(this->store_->add_user(user)));
    user.id = UserId(6);
    user.name = "ADA";
    EXPECT_EQ(this->await(this->store_->add_user(user)).error().code(), ErrorCode::AlreadyExists);
    ASSERT_TRUE(this->await(this->store_->set_password_hash(UserId(5), "new")));
    const User found = *this->await(this->store_->user_by_name(this->home_, "aDa"));
    EXPECT_EQ(found.id, UserId(5));
    EXPECT_EQ(found.password_hash, "new");
    EXPECT_EQ(this->await(this->store_->user(UserId(7))).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(this->await(this->store_->users(this->home_))->size(), 1U);
}

TYPED_TEST_P(StoreContract, ASessionEndsWhenItIsRemovedOrExpires) {
    ASSERT_TRUE(this->await(
        this->store_->add_user({UserId(5), this->home_, "Ada", "hash", Role::Owner, kNoon})));
    for (const char* token : {"aa", "bb", "cc"}) {
        ASSERT_TRUE(this->await(this->store_->add_session(
            {token, SessionId(token[0]), UserId(5), kNoon, kNoon, kNoon + 1h})));
    }
    ASSERT_TRUE(this->await(this->store_->touch_session("aa", kNoon + 30min, kNoon + 2h)));
    ASSERT_TRUE(this->await(this->store_->remove_session("bb")));
    ASSERT_TRUE(this->await(this->store_->remove_expired_sessions(kNoon + 1h)));
    EXPECT_EQ(this->await(this->store_->session("aa"))->last_used, kNoon + 30min);
    EXPECT_EQ(this->await(this->store_->session("bb")).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(this->await(this->store_->session("cc")).error().code(), ErrorCode::NotFound);
    ASSERT_TRUE(this->await(this->store_->remove_sessions_of(UserId(5))));
    EXPECT_FALSE(this->await(this->store_->session("aa")));
}

TYPED_TEST_P(StoreContract, KeepsEverySettingOfACamera) {
    Camera camera;
    camera.id = CameraId(7);
    camera.home = this->home_;
    camera.demo = true;
    camera.created = kNoon;
    CameraSettings& s = camera.settings;
    s.name = "Gárage";
    s.url = Secret("rtsp://u:p@h/1");
    ASSERT_TRUE(this->await(this->store_->add_camera(camera)));
    s.sub_url = Secret("rtsp://u:p@h/2");
    s.paused = true;
    s.armed = false;
    s.mode = RecordingMode::Continuous;
    s.sensitivity = 9;
    s.min_motion = 1ms;
    s.retrigger = 2ms;
    s.pre_roll = 3ms;
    s.post_roll = 4ms;
    s.max_clip = 5000ms;
    s.decode = DecodeChoice::All;
    s.client = ClientChoice::Compatibility;
    s.transport = TransportChoice::Udp;
    s.connect = ConnectChoice::WhenNeeded;
    camera.device = *Serial::parse("PL-000007");
    s.record_audio = false;
    s.zones = {{"b", "Street", ZoneKind::Privacy, {{0, 0.1}, {1, 1.0 / 3}, {0.5, 0.9}}, {}},
               {"a", "Door", ZoneKind::Activity, {{0, 0}, {1, 0}, {1, 1}}, 8}};
    ASSERT_TRUE(this->await(this->store_->update_camera(camera.id, s)));
    const Camera kept = *this->await(this->store_->camera(camera.id));
    EXPECT_TRUE(kept.demo);
    EXPECT_EQ(kept.created, kNoon);
    const CameraSettings& k = kept.settings;
    EXPECT_EQ(k.name, s.name);
    EXPECT_EQ(k.url.reveal(), s.url.reveal());
    EXPECT_EQ(k.sub_url.reveal(), s.sub_url.reveal());
    EXPECT_EQ(std::tie(k.paused, k.armed, k.mode, k.sensitivity, k.min_motion, k.retrigger),
              std::tie(s.paused, s.armed, s.mode, s.sensitivity, s.min_motion, s.retrigger));
    EXPECT_EQ(std::tie(k.pre_roll, k.post_roll, k.max_clip, k.decode, k.client, k.transport),
              std::tie(s.pre_roll, s.post_roll, s.max_clip, s.decode, s.client, s.transport));
    EXPECT_EQ(k.record_audio, s.record_audio);
    EXPECT_EQ(k.zones, s.zones);
}

TYPED_TEST_P(StoreContract, ARefusedCameraLeavesNothingBehind) {
    Camera camera;
    camera.id = CameraId(7);
    camera.home = this->home_;
    camera.settings.zones = {{"same", "A", ZoneKind::Activity, {}, {}},
                             {"same", "B", ZoneKind::Activity, {}, {}}};
    EXPECT_EQ(this->await(this->store_->add_camera(camera)).error().code(),
              ErrorCode::AlreadyExists);
    EXPECT_TRUE(this->await(this->store_->cameras(this->home_))->empty());
    camera.settings.zones.clear();
    camera.home = HomeId(404);
    EXPECT_EQ(this->await(this->store_->add_camera(camera)).error().code(), ErrorCode::NotFound);
}

TYPED_TEST_P(StoreContract, ARemovedCameraKeepsItsClips) {
    const CameraId porch = this->add_camera(1);
    const CameraId garage = this->add_camera(2);
    this->add_clip(this->clip_at(10, porch, kNoon), 5s, Bytes(100));
    ASSERT_TRUE(this->await(this->store_->remove_camera(porch, kNoon)));
    EXPECT_EQ(this->await(this->store_->camera(porch)).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(this->await(this->store_->remove_camera(porch, kNoon)).error().code(),
              ErrorCode::NotFound);
    const auto left = *this->await(this->store_->cameras(this->home_));
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].id, garage);
    EXPECT_TRUE(this->await(this->store_->clip(ClipId(10))));
}

TYPED_TEST_P(StoreContract, AClipIsUnfinishedUntilItsEndIsWritten) {
    const CameraId porch = this->add_camera(1);
    ASSERT_TRUE(this->await(
        this->store_->begin_event({EventId(3), porch, EventKind::Motion, kNoon, {}, 0.1})));
    Clip clip = this->clip_at(10, porch, kNoon);
    clip.event = EventId(3);
    clip.codec = media::Codec::H265;
    clip.audio = true;
    ASSERT_TRUE(this->await(this->store_->begin_clip(clip)));
    EXPECT_EQ(this->await(this->store_->begin_clip(clip)).error().code(), ErrorCode::AlreadyExists);
    EXPECT_EQ(this->await(this->store_->unfinished_clips())->size(), 1U);
    EXPECT_TRUE(this->await(this->store_->oldest_unpinned(9))->empty());

    ASSERT_TRUE(this->await(
        this->store_->finish_clip(clip.id, {MediaDuration(90000 + 45000), Bytes(4321), 0.75})));
    ASSERT_TRUE(this->await(this->store_->set_thumbnail(clip.id)));
    EXPECT_TRUE(this->await(this->store_->unfinished_clips())->empty());
    const Clip kept = *this->await(this->store_->clip(clip.id));
    EXPECT_EQ(kept.end, kNoon + 1500ms);
    EXPECT_EQ(kept.duration, MediaDuration(135000));
    EXPECT_EQ(kept.size, Bytes(4321));
    EXPECT_EQ(kept.score, 0.75);
    EXPECT_EQ(kept.codec, media::Codec::H265);
    EXPECT_EQ(kept.picture, (PictureSize{1920, 1080}));
    EXPECT_TRUE(kept.audio);
    EXPECT_TRUE(kept.thumbnail);
    EXPECT_FALSE(kept.pinned);
    EXPECT_EQ(kept.path, "10.mp4");
    EXPECT_EQ(kept.recorded, 10s);
    EXPECT_EQ(this->await(this->store_->clips_of_event(EventId(3)))->size(), 1U);
}

TYPED_TEST_P(StoreContract, ListsClipsNewestFirstInPagesThatSurviveADeletion) {
    const CameraId porch = this->add_camera(1);
    for (int i = 1; i <= 5; ++i) {
        this->add_clip(this->clip_at(i << 20, porch, UtcTime(milliseconds(i))), 1s, Bytes(1));
    }
    ClipQuery query;
    query.limit = 2;
    const ClipPage first = *this->await(this->store_->clips(query));
    ASSERT_EQ(first.clips.size(), 2U);
    EXPECT_EQ(first.clips[0].id, ClipId(5 << 20));
    ASSERT_TRUE(first.next.has_value());
    ASSERT_TRUE(this->await(this->store_->remove_clip(first.clips[1].id)));
    query.before = first.next;
    EXPECT_EQ(this->list(query), (std::vector<std::int64_t>{3 << 20, 2 << 20}));
    query.before = ClipId(2 << 20);
    EXPECT_EQ(this->list(query), (std::vector<std::int64_t>{1 << 20}));
    EXPECT_FALSE(this->await(this->store_->clips(query))->next.has_value());
    query.limit = 0;
    EXPECT_EQ(this->await(this->store_->clips(query)).error().code(), ErrorCode::InvalidArgument);
}

TYPED_TEST_P(StoreContract, FindsClipsByCameraTimeKindAndPin) {
    const CameraId porch = this->add_camera(1);
    const CameraId garage = this->add_camera(2);
    this->add_clip(this->clip_at(1, porch, kNoon), 10s, Bytes(1));
    this->add_clip(this->clip_at(2, garage, kNoon + 20s), 10s, Bytes(1));
    Clip continuous = this->clip_at(3, porch, kNoon + 40s);
    continuous.kind = ClipKind::Continuous;
    this->add_clip(continuous, 10s, Bytes(1));
    ASSERT_TRUE(this->await(this->store_->begin_clip(this->clip_at(4, porch, kNoon + 60s))));
    EXPECT_TRUE(this->await(this->store_->set_pinned(ClipId(1), Pin::On))->pinned);

    using Ids = std::vector<std::int64_t>;
    ClipQuery query;
    query.camera = porch;
    EXPECT_EQ(this->list(query), (Ids{4, 3, 1}));
    query.kind = ClipKind::Motion;
    EXPECT_EQ(this->list(query), (Ids{4, 1}));
    Clip by_hand = this->clip_at(5, porch, kNoon - 60s);
    by_hand.kind = ClipKind::ByHand;
    this->add_clip(by_hand, 10s, Bytes(1));
    query.kind = ClipKind::ByHand;
    EXPECT_EQ(this->list(query), (Ids{5}));
    query.kind = ClipKind::Motion;
    query.pinned = true;
    EXPECT_EQ(this->list(query), (Ids{1}));
    query = {};
    query.from = kNoon + 9s;
    query.to = kNoon + 40s;
    EXPECT_EQ(this->list(query), (Ids{2, 1}));
    query.from = kNoon + 10s;  // the first ends just here
    EXPECT_EQ(this->list(query), (Ids{2}));
    query.to.reset();
    query.from = kNoon + 70s;  // the open one has no end yet
    EXPECT_EQ(this->list(query), (Ids{4}));
}

TYPED_TEST_P(StoreContract, GivesTheOldestUnpinnedByTheOrderOfRecordingWhateverTheWallClockSaid) {
    const CameraId porch = this->add_camera(1);
    this->add_clip(this->clip_at(1, porch, kNoon + std::chrono::hours(9000)), 1s, Bytes(1));
    this->add_clip(this->clip_at(2, porch, UtcTime{}), 1s, Bytes(1));
    this->add_clip(this->clip_at(3, porch, kNoon), 1s, Bytes(1));
    ASSERT_TRUE(this->await(this->store_->set_pinned(ClipId(1), Pin::On)));
    std::vector<Clip> oldest = *this->await(this->store_->oldest_unpinned(5));
    ASSERT_EQ(oldest.size(), 2U);
    EXPECT_EQ(oldest[0].id, ClipId(2));
    ASSERT_TRUE(this->await(this->store_->set_pinned(ClipId(1), Pin::Off)));
    oldest = *this->await(this->store_->oldest_unpinned(1));
    ASSERT_EQ(oldest.size(), 1U);
    EXPECT_EQ(oldest[0].id, ClipId(1));
}

TYPED_TEST_P(StoreContract, TotalsFollowEveryChange) {
    const CameraId porch = this->add_camera(1);
    EXPECT_EQ(this->await(this->store_->clip_totals())->count, 0);
    EXPECT_FALSE(this->await(this->store_->clip_totals())->oldest_start.has_value());
    this->add_clip(this->clip_at(1, porch, kNoon), 1s, Bytes(100));
    this->add_clip(this->clip_at(2, porch, kNoon - 1h), 1s, Bytes(20));
    ClipTotals totals = *this->await(this->store_->clip_totals());
    EXPECT_EQ(totals.count, 2);
    EXPECT_EQ(totals.size, Bytes(120));
    EXPECT_EQ(totals.oldest_start, kNoon - 1h);
    EXPECT_EQ(this->await(this->store_->remove_clip(ClipId(1)))->path, "1.mp4");
    totals = *this->await(this->store_->clip_totals());
    EXPECT_EQ(totals.count, 1);
    EXPECT_EQ(totals.size, Bytes(20));
    EXPECT_EQ(this->await(this->store_->remove_clip(ClipId(1))).error().code(),
              ErrorCode::NotFound);
}

TYPED_TEST_P(StoreContract, WalksAllClipsById) {
    const CameraId porch = this->add_camera(1);
    for (int i = 1; i <= 3; ++i) {
        this->add_clip(this->clip_at(i, porch, kNoon - std::chrono::hours(i)), 1s, Bytes(1));
    }
    const auto first = *this->await(this->store_->clips_after(ClipId(), 2));
    ASSERT_EQ(first.size(), 2U);
    const auto rest = *this->await(this->store_->clips_after(first.back().id, 2));
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].id, ClipId(3));
}

TYPED_TEST_P(StoreContract, ATimelineHoldsAllThatOverlapsTheSpan) {
    const CameraId porch = this->add_camera(1);
    const CameraId garage = this->add_camera(2);
    this->add_clip(this->clip_at(1, porch, kNoon - 5s), 10s, Bytes(1));
    this->add_clip(this->clip_at(2, garage, kNoon), 10s, Bytes(1));
    const Gap gap{GapId(4), porch, kNoon - 48h, {}, GapReason::WrongPassword, "Wrong password."};
    ASSERT_TRUE(this->await(this->store_->begin_gap(gap)));
    ASSERT_TRUE(this->await(
        this->store_->begin_event({EventId(5), porch, EventKind::Motion, kNoon + 1s, {}, 0.2})));
    ASSERT_TRUE(this->await(this->store_->update_event(EventId(5), kNoon + 2s, 0.9)));

    Timeline seen = *this->await(this->store_->timeline({kNoon, kNoon + 1min, porch}));
    ASSERT_EQ(seen.clips.size(), 1U);
    EXPECT_EQ(seen.clips[0].id, ClipId(1));
    ASSERT_EQ(seen.gaps.size(), 1U);
    EXPECT_EQ(seen.gaps[0].reason, GapReason::WrongPassword);
    EXPECT_EQ(seen.gaps[0].sentence, "Wrong password.");
    ASSERT_EQ(seen.events.size(), 1U);
    EXPECT_EQ(seen.events[0].end, kNoon + 2s);
    EXPECT_EQ(seen.events[0].score, 0.9);
    EXPECT_EQ(this->await(this->store_->timeline({kNoon, kNoon + 1min, {}}))->clips.size(), 2U);

    ASSERT_TRUE(this->await(this->store_->end_gap(GapId(4), kNoon - 47h)));
    seen = *this->await(this->store_->timeline({kNoon + 5s, kNoon + 1min, porch}));
    EXPECT_TRUE(seen.clips.empty() && seen.gaps.empty() && seen.events.empty());
}

TYPED_TEST_P(StoreContract, OpenEventsAndGapsAreFoundAgain) {
    const CameraId porch = this->add_camera(1);
    ASSERT_TRUE(this->await(
        this->store_->begin_event({EventId(5), porch, EventKind::Ring, kNoon, {}, 0.2})));
    ASSERT_TRUE(this->await(this->store_->begin_gap(
        {GapId(4), porch, kNoon, {}, GapReason::HubStopped, "The hub was off."})));
    ASSERT_EQ(this->await(this->store_->open_events())->size(), 1U);
    ASSERT_EQ(this->await(this->store_->open_gaps())->size(), 1U);
    ASSERT_TRUE(this->await(this->store_->update_event(EventId(5), kNoon + 1s, 0.2)));
    ASSERT_TRUE(this->await(this->store_->end_gap(GapId(4), kNoon + 1s)));
    EXPECT_TRUE(this->await(this->store_->open_events())->empty());
    EXPECT_TRUE(this->await(this->store_->open_gaps())->empty());
    EXPECT_EQ(this->await(this->store_->event(EventId(5)))->kind, EventKind::Ring);
    EXPECT_EQ(this->await(this->store_->end_gap(GapId(9), kNoon)).error().code(),
              ErrorCode::NotFound);
}

TYPED_TEST_P(StoreContract, TrimmingHistoryKeepsTheNewestAndTheOpenOnes) {
    const CameraId porch = this->add_camera(1);
    for (int i = 1; i <= 5; ++i) {
        ASSERT_TRUE(
            this->await(this->store_->begin_event({EventId(i), porch, EventKind::Motion, kNoon,
                                                   i == 1 ? std::optional<UtcTime>() : kNoon, 0})));
        ASSERT_TRUE(this->await(this->store_->begin_gap(
            {GapId(i), porch, kNoon, kNoon, GapReason::Paused, "Paused."})));
    }
    ASSERT_TRUE(this->await(this->store_->trim_history(2)));
    for (int i = 1; i <= 5; ++i) {
        EXPECT_EQ(this->await(this->store_->event(EventId(i))).has_value(), i == 1 || i > 3) << i;
    }
    EXPECT_EQ(this->await(this->store_->timeline({kNoon - 1h, kNoon + 1h, {}}))->gaps.size(), 2U);
}

TYPED_TEST_P(StoreContract, FindsNothingWrongWithItself) {
    EXPECT_TRUE(this->await(this->store_->self_check())->empty());
}

TYPED_TEST_P(StoreContract, ASettingIsEmptyUntilSetAndThenTheLastOneSet) {
    EXPECT_EQ(*this->await(this->store_->setting("heartbeat")), "");
    ASSERT_TRUE(this->await(this->store_->set_setting("heartbeat", "1")));
    ASSERT_TRUE(this->await(this->store_->set_setting("heartbeat", "2")));
    EXPECT_EQ(*this->await(this->store_->setting("heartbeat")), "2");
}

REGISTER_TYPED_TEST_SUITE_P(
    StoreContract, KeepsAHomeAsItIsGiven, FindsAPersonWhateverTheCaseOfTheNameAndRefusesASecondOne,
    ASessionEndsWhenItIsRemovedOrExpires, KeepsEverySettingOfACamera,
    ARefusedCameraLeavesNothingBehind, ARemovedCameraKeepsItsClips,
    AClipIsUnfinishedUntilItsEndIsWritten, ListsClipsNewestFirstInPagesThatSurviveADeletion,
    FindsClipsByCameraTimeKindAndPin,
    GivesTheOldestUnpinnedByTheOrderOfRecordingWhateverTheWallClockSaid, TotalsFollowEveryChange,
    WalksAllClipsById, ATimelineHoldsAllThatOverlapsTheSpan, OpenEventsAndGapsAreFoundAgain,
    TrimmingHistoryKeepsTheNewestAndTheOpenOnes, FindsNothingWrongWithItself,
    ASettingIsEmptyUntilSetAndThenTheLastOneSet);

}  // namespace porchlight::store
