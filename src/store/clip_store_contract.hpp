// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store_contract.hpp"

#include <vector>

// What every Store must do for many clips at once; used as StoreContract is.

namespace porchlight::store {

template <typename StoreMaker>
class ClipStoreContract : public StoreContract<StoreMaker> {};
TYPED_TEST_SUITE_P(ClipStoreContract);

TYPED_TEST_P(ClipStoreContract, ADeletedClipLeavesEveryListButItsOwnAndCanBeBroughtBack) {
    const CameraId porch = this->add_camera(1);
    for (int i = 1; i <= 3; ++i) {
        this->add_clip(this->clip_at(i, porch, kNoon + std::chrono::seconds(i)), 1s, Bytes(1));
    }
    using Ids = std::vector<std::int64_t>;
    const auto marked =
        *this->await(this->store_->mark_deleted({ClipId(3), ClipId(9)}, std::chrono::seconds(70)));
    ASSERT_EQ(marked.size(), 1U) << "what is not there is left out";
    EXPECT_EQ(marked[0].deleted, std::optional<Microseconds>(70s));
    ASSERT_EQ(this->await(this->store_->mark_deleted({ClipId(1)}, Microseconds(60s)))->size(), 1U);
    EXPECT_TRUE(this->await(this->store_->mark_deleted({ClipId(1)}, Microseconds(90s)))->empty())
        << "deleted already: its time does not begin anew";
    ClipQuery query;
    EXPECT_EQ(this->list(query), (Ids{2}));
    query.deleted = true;
    EXPECT_EQ(this->list(query), (Ids{3, 1}));
    EXPECT_EQ(this->await(this->store_->timeline({kNoon, kNoon + 1min, {}}))->clips.size(), 1U);
    EXPECT_EQ(this->await(this->store_->oldest_unpinned(9))->size(), 1U);
    const auto deleted = *this->await(this->store_->oldest_deleted(9));
    ASSERT_EQ(deleted.size(), 2U);
    EXPECT_EQ(deleted[0].id, ClipId(1)) << "the longest deleted first";
    EXPECT_EQ(this->await(this->store_->clip_totals())->count, 3) << "they still take room";
    EXPECT_EQ(this->await(this->store_->mark_deleted({ClipId(1), ClipId(2)}, {}))->size(), 1U);
    query.deleted = false;
    EXPECT_EQ(this->list(query), (Ids{2, 1}));
}

TYPED_TEST_P(ClipStoreContract, PinsManyClipsAtOnce) {
    const CameraId porch = this->add_camera(1);
    this->add_clip(this->clip_at(1, porch, kNoon), 1s, Bytes(1));
    this->add_clip(this->clip_at(2, porch, kNoon), 1s, Bytes(1));
    const auto pinned =
        *this->await(this->store_->pin_clips({ClipId(1), ClipId(7), ClipId(2)}, Pin::On));
    ASSERT_EQ(pinned.size(), 2U);
    EXPECT_TRUE(pinned[0].pinned && pinned[1].pinned);
    EXPECT_TRUE(this->await(this->store_->oldest_unpinned(9))->empty());
}

TYPED_TEST_P(ClipStoreContract, CountsTheClipsBetweenEdges) {
    const CameraId porch = this->add_camera(1);
    const CameraId garage = this->add_camera(2);
    this->add_clip(this->clip_at(1, porch, kNoon - 1s), 1min, Bytes(1));
    this->add_clip(this->clip_at(2, porch, kNoon), 1s, Bytes(1));
    this->add_clip(this->clip_at(3, garage, kNoon + 1h), 1s, Bytes(1));
    this->add_clip(this->clip_at(4, porch, kNoon + 2h), 1s, Bytes(1));
    ASSERT_TRUE(this->await(this->store_->mark_deleted({ClipId(2)}, Microseconds(1s))));
    const std::vector<UtcTime> edges{kNoon - 1h, kNoon, kNoon + 1h, kNoon + 2h, kNoon + 3h};
    using Counts = std::vector<std::int64_t>;
    EXPECT_EQ(*this->await(this->store_->count_clips({}, edges)), (Counts{1, 0, 1, 1}));
    ClipQuery query;
    query.camera = porch;
    EXPECT_EQ(*this->await(this->store_->count_clips(query, edges)), (Counts{1, 0, 0, 1}));
    query.pinned = true;
    EXPECT_EQ(*this->await(this->store_->count_clips(query, edges)), (Counts{0, 0, 0, 0}));
    EXPECT_TRUE(this->await(this->store_->count_clips({}, {kNoon}))->empty());
}

TYPED_TEST_P(ClipStoreContract, SaysWhatEachCameraTakes) {
    const CameraId porch = this->add_camera(1);
    const CameraId garage = this->add_camera(2);
    EXPECT_TRUE(this->await(this->store_->camera_usage(kNoon))->empty());
    this->add_clip(this->clip_at(1, porch, kNoon - 1h), 1s, Bytes(100));
    this->add_clip(this->clip_at(2, porch, kNoon), 1s, Bytes(20));
    this->add_clip(this->clip_at(3, garage, kNoon + 1h), 1s, Bytes(7));
    ASSERT_TRUE(this->await(this->store_->set_pinned(ClipId(1), Pin::On)));
    const auto usage = *this->await(this->store_->camera_usage(kNoon));
    ASSERT_EQ(usage.size(), 2U);
    EXPECT_EQ(usage[0].camera, porch);
    EXPECT_EQ(usage[0].clips, 2);
    EXPECT_EQ(usage[0].size, Bytes(120));
    EXPECT_EQ(usage[0].pinned, Bytes(100));
    EXPECT_EQ(usage[0].recent, Bytes(20));
    EXPECT_EQ(usage[0].oldest_start, kNoon - 1h);
    EXPECT_EQ(usage[1].recent, Bytes(7));
}

REGISTER_TYPED_TEST_SUITE_P(ClipStoreContract,
                            ADeletedClipLeavesEveryListButItsOwnAndCanBeBroughtBack,
                            PinsManyClipsAtOnce, CountsTheClipsBetweenEdges,
                            SaysWhatEachCameraTakes);

}  // namespace porchlight::store
