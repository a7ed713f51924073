// SPDX-License-Identifier: Apache-2.0
#include "device/press.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>
#include <vector>

namespace porchlight::device {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using enum PressPhase;

constexpr Microseconds kTick{1};
constexpr int kMostChanges = 4;
constexpr std::array kGrammars{PressGrammar::camera(), PressGrammar::hub()};

/// A button pressed `start` after boot and held for that long, read by a caller whose timers are on
/// time.
PressReader held(const PressGrammar& grammar, Microseconds start, Microseconds hold) {
    PressReader reader(grammar, PressReader::AtBoot::Up);
    reader.press(start);
    for (int changes = 0; changes < kMostChanges; ++changes) {
        const auto due = reader.next_change();
        if (!due || *due > start + hold) {
            break;
        }
        reader.advance(*due);
    }
    return reader;
}

PressPhase let_go_after(const PressGrammar& grammar, Microseconds hold) {
    constexpr Microseconds kStart = seconds(100);
    return held(grammar, kStart, hold).release(kStart + hold);
}

TEST(PressGrammar, ACameraCountsHalfOpenSpansAndIsStuckOnlyAfterThirtySeconds) {
    const std::array<std::pair<Microseconds, PressPhase>, 13> holds{{
        {Microseconds(0), Short},
        {seconds(1), Short},
        {seconds(2) - kTick, Short},
        {seconds(2), Soft},
        {seconds(5), Soft},
        {seconds(8) - kTick, Soft},
        {seconds(8), Warning},
        {seconds(10) - kTick, Warning},
        {seconds(10), Armed},
        {seconds(15), Armed},
        {seconds(30), Armed},
        {seconds(30) + kTick, Stuck},
        {std::chrono::hours(48), Stuck},
    }};
    for (const auto& [hold, phase] : holds) {
        EXPECT_EQ(PressGrammar::camera().phase_after(hold), phase) << hold.count();
        EXPECT_EQ(let_go_after(PressGrammar::camera(), hold), phase) << hold.count();
    }
}

TEST(PressGrammar, AHubIsArmedAfterFiveSecondsAndKnowsNoSoftReset) {
    const std::array<std::pair<Microseconds, PressPhase>, 6> holds{{
        {Microseconds(0), Short},
        {seconds(5) - kTick, Short},
        {seconds(5), Armed},
        {seconds(9), Armed},
        {seconds(30), Armed},
        {seconds(30) + kTick, Stuck},
    }};
    for (const auto& [hold, phase] : holds) {
        EXPECT_EQ(PressGrammar::hub().phase_after(hold), phase) << hold.count();
        EXPECT_EQ(let_go_after(PressGrammar::hub(), hold), phase) << hold.count();
    }
}

TEST(PressGrammar, OnlySoftAndArmedAskForAnything) {
    for (const PressPhase phase : {Up, Short, Warning, Stuck, HeldAtBoot}) {
        EXPECT_EQ(gesture_of(phase), PressGesture::None);
    }
    EXPECT_EQ(gesture_of(Soft), PressGesture::SoftReset);
    EXPECT_EQ(gesture_of(Armed), PressGesture::FactoryReset);
}

TEST(PressGrammar, NothingIsErasedBelowTenSecondsNorAboveThirty) {
    for (Microseconds hold{0}; hold < seconds(40); hold += milliseconds(50)) {
        const bool erases =
            gesture_of(let_go_after(PressGrammar::camera(), hold)) == PressGesture::FactoryReset;
        EXPECT_EQ(erases, hold >= seconds(10) && hold <= seconds(30)) << hold.count();
    }
}

TEST(PressReader, OneTimerForTheNextChangeWalksThroughAllPhases) {
    PressReader reader(PressGrammar::camera(), PressReader::AtBoot::Up);
    EXPECT_EQ(reader.next_change(), std::nullopt);
    EXPECT_EQ(reader.press(seconds(7)), Short);
    std::vector<std::pair<PressPhase, Microseconds>> walked;
    while (walked.size() <= kMostChanges) {
        const auto due = reader.next_change();
        if (!due) {
            break;
        }
        EXPECT_EQ(reader.advance(*due - kTick), walked.empty() ? Short : walked.back().first);
        walked.emplace_back(reader.advance(*due), *due);
    }
    const std::vector<std::pair<PressPhase, Microseconds>> expected{
        {Soft, seconds(9)},
        {Warning, seconds(15)},
        {Armed, seconds(17)},
        {Stuck, seconds(37) + kTick},
    };
    EXPECT_EQ(walked, expected);
}

TEST(PressReader, APressThatWasNeverToldToBeArmedErasesNothing) {
    for (const PressGrammar& grammar : kGrammars) {
        PressReader reader(grammar, PressReader::AtBoot::Up);
        reader.press(seconds(1));
        EXPECT_EQ(gesture_of(reader.release(seconds(13))), PressGesture::None);
        EXPECT_EQ(reader.phase(), Up);

        reader.press(seconds(20));
        EXPECT_EQ(reader.advance(seconds(32)), Armed);
        EXPECT_EQ(gesture_of(reader.release(seconds(33))), PressGesture::FactoryReset);
    }
}

TEST(PressReader, APressToldToBeArmedIsStuckAllTheSameIfItIsLetGoTooLate) {
    PressReader reader(PressGrammar::camera(), PressReader::AtBoot::Up);
    reader.press(seconds(0));
    EXPECT_EQ(reader.advance(seconds(29)), Armed);
    EXPECT_EQ(reader.release(seconds(31)), Stuck);
}

TEST(PressReader, APressFromBeforeThereWasPowerIsAColdBootAndNeverMore) {
    for (const PressGrammar& grammar : kGrammars) {
        for (Microseconds hold{0}; hold < seconds(40); hold += milliseconds(250)) {
            PressReader reader(grammar, PressReader::AtBoot::Held);
            EXPECT_EQ(reader.phase(), HeldAtBoot);
            EXPECT_EQ(reader.next_change(), seconds(30) + kTick);
            const PressPhase expected = hold > seconds(30) ? Stuck : HeldAtBoot;
            EXPECT_EQ(reader.advance(hold), expected);
            EXPECT_EQ(reader.release(hold), expected);
            EXPECT_EQ(gesture_of(expected), PressGesture::None);
        }
    }
}

TEST(PressReader, ThePressAfterAColdBootCountsAsUsual) {
    PressReader reader(PressGrammar::camera(), PressReader::AtBoot::Held);
    reader.release(seconds(5));
    reader.press(seconds(6));
    EXPECT_EQ(reader.release(seconds(9)), Soft);
}

TEST(PressReader, PressedTwiceOrLetGoTwiceChangesNothing) {
    PressReader reader(PressGrammar::camera(), PressReader::AtBoot::Up);
    EXPECT_EQ(reader.release(seconds(1)), Up);
    EXPECT_EQ(reader.advance(seconds(2)), Up);
    reader.press(seconds(3));
    EXPECT_EQ(reader.press(seconds(6)), Soft);
    EXPECT_EQ(reader.next_change(), seconds(11));
    EXPECT_EQ(reader.release(seconds(7)), Soft);
    EXPECT_EQ(reader.release(seconds(30)), Up);
    EXPECT_EQ(reader.next_change(), std::nullopt);
}

}  // namespace
}  // namespace porchlight::device
