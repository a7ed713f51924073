// SPDX-License-Identifier: Apache-2.0
#include "hub/storage_reach.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

const UtcTime kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 8h;

store::CameraUsage camera(std::int64_t id, Bytes recent, UtcTime oldest) {
    store::CameraUsage usage;
    usage.camera = CameraId(id);
    usage.size = recent;
    usage.recent = recent;
    usage.oldest_start = oldest;
    return usage;
}

TEST(StorageReach, IsTheRoomOverWhatTheLastWeekBrought) {
    const StorageReach reach = reach_of(
        {camera(1, gibibytes(7), kNow - days(30)), camera(2, gibibytes(14), kNow - days(30))},
        gibibytes(60), std::nullopt, kNow);
    EXPECT_NEAR(*reach.days, 20, 0.01);
    EXPECT_FALSE(reach.is_by_age);
    EXPECT_NEAR(reach.by_camera.at(1) / reach.by_camera.at(0), 2, 0.01);
}

TEST(StorageReach, PinnedClipsTakeRoomAndTheOwnersDaysEndIt) {
    auto one = camera(1, gibibytes(7), kNow - days(30));
    one.pinned = gibibytes(50);
    EXPECT_NEAR(*reach_of({one}, gibibytes(60), std::nullopt, kNow).days, 10, 0.01);
    const StorageReach limited = reach_of({one}, gibibytes(60), days(3), kNow);
    EXPECT_EQ(limited.days, 3);
    EXPECT_TRUE(limited.is_by_age);
    one.pinned = gibibytes(90);
    EXPECT_EQ(reach_of({one}, gibibytes(60), std::nullopt, kNow).days, 0);
}

TEST(StorageReach, ACameraThatIsNewIsNotSpreadOverTheDaysBeforeItCame) {
    const StorageReach reach = reach_of(
        {camera(1, gibibytes(7), kNow - days(30)), camera(2, gibibytes(2), kNow - days(1))},
        gibibytes(60), std::nullopt, kNow);
    EXPECT_NEAR(*reach.days, 20, 0.01);
}

TEST(StorageReach, IsNotGuessedFromLessThanAnHourOrFromNothing) {
    EXPECT_FALSE(reach_of({}, gibibytes(60), days(3), kNow).days);
    EXPECT_FALSE(
        reach_of({camera(1, gibibytes(1), kNow - 30min)}, gibibytes(60), days(3), kNow).days);
    EXPECT_FALSE(reach_of({camera(1, Bytes(0), kNow - days(9))}, gibibytes(60), {}, kNow).days);
}

}  // namespace
}  // namespace porchlight::hub
