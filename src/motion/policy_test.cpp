// SPDX-License-Identifier: Apache-2.0
#include "motion/decode_policy.hpp"
#include "motion/detection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace porchlight::motion {
namespace {

using State = DecodePolicy::State;

MediaTime at(double seconds) {
    return MediaTime(static_cast<std::int64_t>(std::llround(seconds * 90000)));
}

// A camera with 10 frames a second and a key frame every 2 s.
class Camera {
  public:
    explicit Camera(DecodePolicy& policy) : policy_(policy) {}

    /// Sends frames up to `until` seconds; says of each analysed one whether it shows motion.
    std::vector<Instruction> run(double until, bool motion = false, std::int64_t delta_bytes = 1000,
                                 double strength = 0, bool continues = false) {
        std::vector<Instruction> given;
        for (; frame_ * 0.1 < until - 1e-9; ++frame_) {
            const bool key = frame_ % 20 == 0;
            const MediaTime time = at(frame_ * 0.1);
            Instruction told = policy_.next({key, Bytes(key ? 30000 : delta_bytes), time});
            given.push_back(told);
            if (told == Instruction::Peek) {
                told = policy_.judge(strength, continues);
                given.push_back(told);
            }
            if (told != Instruction::Skip) {
                Observation observation;
                observation.time = time;
                observation.is_motion = motion;
                observation.cause = cause;
                policy_.report(observation);
            }
        }
        return given;
    }

    /// Why the analysed pictures change although nothing moves.
    Cause cause = Cause::None;

  private:
    DecodePolicy& policy_;
    int frame_ = 0;
};

std::ptrdiff_t count(const std::vector<Instruction>& given, Instruction which) {
    return std::count(given.begin(), given.end(), which);
}

TEST(DecodePolicy, LearnsFromAllFramesThenLooksAtKeyFramesOnly) {
    DecodePolicy policy;
    Camera camera(policy);
    EXPECT_EQ(count(camera.run(6.0), Instruction::Analyse), 60);
    const auto quiet = camera.run(16.0);
    EXPECT_EQ(policy.state(), State::Quiet);
    EXPECT_EQ(count(quiet, Instruction::Peek), 5);
    EXPECT_EQ(count(quiet, Instruction::Skip), 95);
}

TEST(DecodePolicy, LooksBackWhenAKeyFrameDiffersAndClosesWhenNothingMoved) {
    DecodePolicy policy;
    Camera camera(policy);
    camera.run(10.0);
    EXPECT_EQ(count(camera.run(10.1, false, 1000, 2000), Instruction::LookBack), 1);
    EXPECT_EQ(policy.state(), State::Open);
    const auto after = camera.run(12.0);
    EXPECT_EQ(count(after, Instruction::Analyse), 9);
    EXPECT_EQ(policy.state(), State::Quiet);
}

TEST(DecodePolicy, GetsHarderToOpenBySomethingThatTurnedOutToBeNothing) {
    DecodePolicy policy;
    Camera camera(policy);
    camera.run(10.0);
    EXPECT_EQ(count(camera.run(12.0, false, 1000, 400), Instruction::LookBack), 1);
    EXPECT_EQ(count(camera.run(14.0, false, 1000, 400), Instruction::LookBack), 0);
    EXPECT_EQ(count(camera.run(16.0, false, 1000, 1200), Instruction::LookBack), 1);
}

TEST(DecodePolicy, LeavesThatGoOnRaiseTheBarAtOnceButHeadlightsThatSweptByDoNot) {
    for (const Cause cause : {Cause::Unrest, Cause::None}) {
        DecodePolicy policy;
        Camera camera(policy);
        camera.run(10.0);
        camera.cause = cause;
        EXPECT_EQ(count(camera.run(12.0, false, 1000, 11000), Instruction::LookBack), 1);
        const std::ptrdiff_t opens = cause == Cause::None ? 1 : 0;
        EXPECT_EQ(count(camera.run(14.0, true, 1000, 7000), Instruction::LookBack), opens);
    }
}

TEST(DecodePolicy, OpensFromTheKeyFrameWhenPacketsGrow) {
    DecodePolicy policy;
    Camera camera(policy);
    camera.run(20.5);
    const auto grown = camera.run(21.9, true, 6000);
    EXPECT_EQ(count(grown, Instruction::AnalyseFromKey), 1);
    EXPECT_EQ(policy.state(), State::Open);
}

TEST(DecodePolicy, DoesNotOpenForAClockThatTicksOnceASecond) {
    DecodePolicy policy;
    Camera camera(policy);
    camera.run(10.0);
    for (double second = 10.0; second < 20.0; second += 1.0) {
        EXPECT_EQ(count(camera.run(second + 0.5, false, 1000), Instruction::AnalyseFromKey), 0);
        EXPECT_EQ(count(camera.run(second + 0.6, false, 9000), Instruction::AnalyseFromKey), 0);
        EXPECT_EQ(count(camera.run(second + 1.0, false, 1000), Instruction::AnalyseFromKey), 0);
    }
}

TEST(DecodePolicy, RidesAlongOnKeyFramesWhileSomethingKeepsMoving) {
    DecodePolicy policy;
    Camera camera(policy);
    camera.run(10.0);
    camera.run(14.1, true, 1000, 2000, true);
    EXPECT_EQ(policy.state(), State::Riding);
    const auto riding = camera.run(20.0, true, 1000, 2000, true);
    EXPECT_EQ(count(riding, Instruction::Peek), 2);
    EXPECT_EQ(count(riding, Instruction::AnalysePicture), 2);
    EXPECT_EQ(count(riding, Instruction::Analyse), 0);
    EXPECT_EQ(count(camera.run(20.1, false, 1000, 0, false), Instruction::LookBack), 1);
    EXPECT_EQ(policy.state(), State::Open);
}

TEST(DecodePolicy, DecodesEverythingWhenTold) {
    DecodePolicy policy(DecodeMode::Everything);
    Camera camera(policy);
    EXPECT_EQ(count(camera.run(30.0), Instruction::Analyse), 300);
}

TEST(DecodePolicy, DecodesEverythingWhenKeyFramesAreTooRare) {
    DecodePolicy policy;
    for (int frame = 0; frame < 600; ++frame) {
        const bool key = frame % 100 == 0;
        const Instruction told = policy.next({key, Bytes(1000), at(frame * 0.1)});
        EXPECT_EQ(told, Instruction::Analyse) << frame;
        Observation observation;
        observation.time = at(frame * 0.1);
        policy.report(observation);
    }
}

TEST(DecodePolicy, LearnsAnewAfterAGap) {
    DecodePolicy policy;
    Camera camera(policy);
    camera.run(10.0);
    ASSERT_EQ(policy.state(), State::Quiet);
    EXPECT_EQ(policy.next({true, Bytes(30000), at(30)}), Instruction::Analyse);
    EXPECT_EQ(policy.state(), State::Learning);
}

Observation seen(double time, bool motion, double since = -1) {
    Observation observation;
    observation.time = at(time);
    observation.since = at(since < 0 ? time : since);
    observation.is_motion = motion;
    observation.score = motion ? 0.5 : 0;
    return observation;
}

TEST(DetectionTracker, FollowsItsTableFromEveryStateOnEveryInput) {
    using S = DetectionTracker::State;
    using I = DetectionTracker::Input;
    using A = DetectionTracker::Action;
    struct Row {
        S state;
        I input;
        S next;
        A action;
    };
    const std::vector<Row> rows{{S::Idle, I::Motion, S::Rising, A::Begin},
                                {S::Idle, I::LastedMotion, S::Active, A::Start},
                                {S::Idle, I::Pause, S::Idle, A::None},
                                {S::Idle, I::PauseOver, S::Idle, A::None},
                                {S::Rising, I::Motion, S::Rising, A::Extend},
                                {S::Rising, I::LastedMotion, S::Active, A::Start},
                                {S::Rising, I::Pause, S::Rising, A::None},
                                {S::Rising, I::PauseOver, S::Idle, A::Forget},
                                {S::Active, I::Motion, S::Active, A::Extend},
                                {S::Active, I::LastedMotion, S::Active, A::Extend},
                                {S::Active, I::Pause, S::Fading, A::None},
                                {S::Active, I::PauseOver, S::Idle, A::End},
                                {S::Fading, I::Motion, S::Active, A::Extend},
                                {S::Fading, I::LastedMotion, S::Active, A::Extend},
                                {S::Fading, I::Pause, S::Fading, A::None},
                                {S::Fading, I::PauseOver, S::Idle, A::End}};
    for (const Row& row : rows) {
        const auto step = DetectionTracker::step(row.state, row.input);
        EXPECT_EQ(step.next, row.next);
        EXPECT_EQ(step.action, row.action);
    }
}

TEST(DetectionTracker, StartsWhereTheObjectCameIntoSight) {
    DetectionTracker tracker{Settings()};
    const auto change = tracker.observe(seen(5.0, true, 4.2));
    ASSERT_TRUE(change);
    EXPECT_EQ(change->kind, Change::Kind::Started);
    EXPECT_EQ(change->detection.start, at(4.2));
}

TEST(DetectionTracker, DropsWhatIsTooShort) {
    DetectionTracker tracker{Settings()};
    EXPECT_FALSE(tracker.observe(seen(5.0, true)));
    EXPECT_FALSE(tracker.observe(seen(5.2, true)));
    EXPECT_FALSE(tracker.observe(seen(5.3, false)));
    EXPECT_FALSE(tracker.observe(seen(7.0, false)));
    EXPECT_FALSE(tracker.finish());
}

TEST(DetectionTracker, JoinsOverAShortPauseAndEndsWithTheLastMotion) {
    DetectionTracker tracker{Settings()};
    EXPECT_TRUE(tracker.observe(seen(5.0, true, 4.0)));
    EXPECT_FALSE(tracker.observe(seen(5.5, false)));
    EXPECT_FALSE(tracker.observe(seen(5.9, true)));
    EXPECT_FALSE(tracker.observe(seen(6.5, false)));
    const auto change = tracker.observe(seen(7.0, false));
    ASSERT_TRUE(change);
    EXPECT_EQ(change->kind, Change::Kind::Ended);
    EXPECT_EQ(change->detection.start, at(4.0));
    EXPECT_EQ(change->detection.end, at(5.9));
}

TEST(DetectionTracker, NeverOverlapsTheDetectionBefore) {
    DetectionTracker tracker{Settings()};
    EXPECT_TRUE(tracker.observe(seen(5.0, true, 4.0)));
    EXPECT_TRUE(tracker.observe(seen(7.0, false)));
    const auto change = tracker.observe(seen(8.0, true, 3.0));
    ASSERT_TRUE(change);
    EXPECT_EQ(change->detection.start, at(5.0));
}

TEST(Settings, RefusesSensitivitiesOutsideOneToNine) {
    EXPECT_FALSE(Sensitivity::create(0));
    EXPECT_FALSE(Sensitivity::create(10));
    EXPECT_EQ(Sensitivity::create(9)->level(), 9);
}

TEST(Settings, ThresholdsFallWithSensitivity) {
    for (int level = 2; level <= 9; ++level) {
        EXPECT_LT(Sensitivity::create(level)->threshold_scale(),
                  Sensitivity::create(level - 1)->threshold_scale());
        EXPECT_LE(Sensitivity::create(level)->smallest_object(),
                  Sensitivity::create(level - 1)->smallest_object());
    }
}

}  // namespace
}  // namespace porchlight::motion
