// SPDX-License-Identifier: Apache-2.0
#include "hub/timeline_marks.hpp"

#include "device/link_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

const UtcTime kNoon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h;

store::TelemetrySample sample(std::chrono::seconds after, std::int64_t uptime_s,
                              std::optional<int> percent = std::nullopt) {
    store::TelemetrySample one;
    one.at = kNoon + after;
    one.uptime_s = uptime_s;
    one.battery_percent = percent;
    return one;
}

TEST(TimelineMarks, AShorterUptimeIsARestartAtTheMomentItBegan) {
    const auto marks = marks_of(store::TelemetrySeries{{}, {sample(0s, 900), sample(60s, 20)}});
    EXPECT_THAT(marks, ElementsAre(TimelineMark{kNoon + 40s, MarkKind::Restarted, "", {}, {}}));
    EXPECT_TRUE(marks_of(store::TelemetrySeries{{}, {sample(0s, 900), sample(30s, 930)}}).empty());
}

TEST(TimelineMarks, OfOlderTimesOnlyTheHourIsKnown) {
    store::TelemetryHour hour;
    hour.start = kNoon;
    hour.starts = 3;
    EXPECT_THAT(marks_of(store::TelemetrySeries{{hour, {}}, {}}),
                ElementsAre(TimelineMark{kNoon, MarkKind::Restarted, "", 3, {}}));
}

TEST(TimelineMarks, SilenceHasABeginningAndAnEnd) {
    EXPECT_THAT(marks_of(store::TelemetrySeries{{}, {sample(0s, 0), sample(600s, 600)}}),
                ElementsAre(TimelineMark{kNoon, MarkKind::Quiet, "", {}, {}},
                            TimelineMark{kNoon + 600s, MarkKind::Back, "", 600, {}}));
    EXPECT_TRUE(marks_of(store::TelemetrySeries{{}, {sample(0s, 0), sample(299s, 299)}}).empty());
}

TEST(TimelineMarks, ABatteryIsLowOnceAndNewWhenItRisesMuch) {
    const auto marks = marks_of(
        store::TelemetrySeries{{},
                               {sample(0s, 0, 21), sample(30s, 30, 20), sample(60s, 60, 19),
                                sample(90s, 90, 100), sample(120s, 120, 99)}});
    EXPECT_THAT(marks, ElementsAre(TimelineMark{kNoon + 30s, MarkKind::BatteryLow, "", 20, {}},
                                   TimelineMark{kNoon + 90s, MarkKind::BatteryNew, "", 100, {}}));
}

TEST(TimelineMarks, FirmwareIsToldWhenItIsInOrWasRefusedAndNothingElseThatWasAskedFor) {
    store::DeviceCommand update;
    update.action =
        device::to_json(device::CommandAction(device::FirmwareOffer{"1.3.0", Bytes(9)}));
    update.state = store::CommandState::Done;
    update.finished = kNoon;
    store::DeviceCommand failed = update;
    failed.state = store::CommandState::Failed;
    failed.sentence = "The signature is not right.";
    store::DeviceCommand waiting = update;
    waiting.finished.reset();
    store::DeviceCommand identify = update;
    identify.action = device::to_json(device::CommandAction(device::Identify{}));
    EXPECT_THAT(
        marks_of({update, failed, waiting, identify}, kNoon, kNoon + 1s),
        ElementsAre(TimelineMark{kNoon, MarkKind::Firmware, "1.3.0", {}, {}},
                    TimelineMark{kNoon, MarkKind::FirmwareFailed, failed.sentence, {}, {}}));
    EXPECT_TRUE(marks_of({update}, kNoon + 1s, kNoon + 2s).empty());
}

TEST(TimelineMarks, AWalkIsToldForItsOwnCameraFromItsStartToItsEnd) {
    store::DoctorSession walk;
    walk.id = DoctorSessionId(5);
    walk.camera = CameraId(1);
    walk.started = kNoon;
    walk.ended = kNoon + 1h;
    walk.summary = "The Wi-Fi password was changed.";
    EXPECT_THAT(
        marks_of({walk}, CameraId(1), kNoon, kNoon + 2h),
        ElementsAre(TimelineMark{kNoon, MarkKind::Cause, walk.summary, {}, walk.id},
                    TimelineMark{kNoon + 1h, MarkKind::DoctorEnded, walk.summary, {}, walk.id}));
    EXPECT_TRUE(marks_of({walk}, CameraId(2), kNoon, kNoon + 2h).empty());
    EXPECT_EQ(marks_of({walk}, CameraId(1), kNoon + 1s, kNoon + 2h).size(), 1U);
}

}  // namespace
}  // namespace porchlight::hub
