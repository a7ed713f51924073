// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/updater.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

// What every Updater must do. An implementation's test says, with a `Platform` of two slots in
// which A is good, that has
//     Updater& updater();               // made anew by restart()
//     void restart();                   // ends the updater, and starts what the boot code chooses
//     std::vector<std::uint8_t> image(Slot);
//     static Bytes too_large();         // an image for which no slot has room
//     static std::string why_not();     // if it may be unable to run here: why; may be left out
// INSTANTIATE_TYPED_TEST_SUITE_P(Fake, UpdaterContract, FakePlatform);

namespace porchlight::hal {

template <typename Platform>
class UpdaterContract : public ::testing::Test {
  protected:
    using Image = std::vector<std::uint8_t>;

    void SetUp() override {
        if constexpr (requires { Platform::why_not(); }) {
            if (const std::string why = Platform::why_not(); !why.empty()) {
                GTEST_SKIP() << why;
            }
        }
    }

    Updater& updater() { return platform_.updater(); }

    void write(const Image& image) {
        ASSERT_TRUE(updater().begin_write(size_of(image)));
        ASSERT_TRUE(updater().write(std::span(image).first(image.size() / 3)));
        ASSERT_TRUE(updater().write(std::span(image).subspan(image.size() / 3)));
        ASSERT_TRUE(updater().sync());
    }

    static Bytes size_of(const Image& image) {
        return Bytes(static_cast<std::int64_t>(image.size()));
    }
    static ErrorCode code_of(const Result<>& result) {
        EXPECT_FALSE(result);
        return result ? ErrorCode::Internal : result.error().code();
    }
    static Image pattern(std::size_t size, std::uint8_t start) {
        Image image(size);
        for (std::size_t i = 0; i < size; ++i) {
            image[i] = static_cast<std::uint8_t>(start + i * 7 + i / 251);
        }
        return image;
    }

    Platform platform_;
    Image image_ = pattern(200'000, 1);
};

TYPED_TEST_SUITE_P(UpdaterContract);

TYPED_TEST_P(UpdaterContract, StartsTheGoodSlotWhileNothingIsOnTrial) {
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(this->updater().booted(), Slot::A);
        EXPECT_EQ(*this->updater().state(), (SlotState{Slot::A, 0}));
        this->platform_.restart();
    }
}

TYPED_TEST_P(UpdaterContract, WritesTheOtherSlotAndReadsItBack) {
    this->write(this->image_);
    EXPECT_EQ(this->platform_.image(Slot::B), this->image_);
    std::vector<std::uint8_t> read(this->image_.size() + 10);
    EXPECT_EQ(*this->updater().read(Bytes(0), read), this->image_.size());
    read.resize(this->image_.size());
    EXPECT_EQ(read, this->image_);
    read.resize(100);
    EXPECT_EQ(*this->updater().read(Bytes(199'950), read), 50U);
    EXPECT_EQ(*this->updater().read(Bytes(200'000), read), 0U);
    EXPECT_EQ(*this->updater().read(Bytes(300'000), read), 0U);
}

TYPED_TEST_P(UpdaterContract, EmptiesWhatWasThereBefore) {
    this->write(this->image_);
    const auto shorter = this->pattern(1000, 9);
    this->write(shorter);
    EXPECT_EQ(this->platform_.image(Slot::B), shorter);
}

TYPED_TEST_P(UpdaterContract, TakesWritesInTheirOrderOnly) {
    auto& updater = this->updater();
    EXPECT_EQ(this->code_of(updater.write(this->image_)), ErrorCode::FailedPrecondition);
    EXPECT_EQ(this->code_of(updater.sync()), ErrorCode::FailedPrecondition);
    EXPECT_EQ(this->code_of(updater.set_trial(3)), ErrorCode::FailedPrecondition);
    ASSERT_TRUE(updater.begin_write(this->size_of(this->image_)));
    ASSERT_TRUE(updater.write(this->image_));
    EXPECT_EQ(this->code_of(updater.set_trial(3)), ErrorCode::FailedPrecondition);
    EXPECT_EQ(this->code_of(updater.write(std::span(this->image_).first(1))), ErrorCode::Exhausted);
    ASSERT_TRUE(updater.sync());
    EXPECT_EQ(this->code_of(updater.write(this->image_)), ErrorCode::FailedPrecondition);
    EXPECT_EQ(this->code_of(updater.set_trial(0)), ErrorCode::InvalidArgument);
    EXPECT_EQ(this->code_of(updater.set_trial(10)), ErrorCode::InvalidArgument);
    EXPECT_TRUE(updater.set_trial(1));
}

TYPED_TEST_P(UpdaterContract, RefusesAnImageForWhichThereIsNoRoom) {
    EXPECT_EQ(this->code_of(this->updater().begin_write(TypeParam::too_large())),
              ErrorCode::Exhausted);
    EXPECT_EQ(this->code_of(this->updater().write(this->image_)), ErrorCode::FailedPrecondition);
}

TYPED_TEST_P(UpdaterContract, SaysHowMuchRoomThereIs) {
    const Bytes room = *this->updater().room();
    EXPECT_GE(room, this->size_of(this->image_));
    EXPECT_LT(room, TypeParam::too_large());
}

TYPED_TEST_P(UpdaterContract, TriesTheNewSlotAsOftenAsSaidAndThenGoesBack) {
    this->write(this->image_);
    ASSERT_TRUE(this->updater().set_trial(3));
    EXPECT_EQ(*this->updater().state(), (SlotState{Slot::A, 3}));
    for (int left = 2; left >= 0; --left) {
        this->platform_.restart();
        EXPECT_EQ(this->updater().booted(), Slot::B);
        EXPECT_EQ(*this->updater().state(), (SlotState{Slot::A, left}));
    }
    this->platform_.restart();
    EXPECT_EQ(this->updater().booted(), Slot::A);
}

TYPED_TEST_P(UpdaterContract, StaysWithANewSlotThatWasMarkedGood) {
    this->write(this->image_);
    ASSERT_TRUE(this->updater().set_trial(1));
    this->platform_.restart();
    ASSERT_TRUE(this->updater().mark_good());
    ASSERT_TRUE(this->updater().mark_good());
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(*this->updater().state(), (SlotState{Slot::B, 0}));
        this->platform_.restart();
        EXPECT_EQ(this->updater().booted(), Slot::B);
    }
    this->write(this->pattern(1000, 9));
    EXPECT_EQ(this->platform_.image(Slot::A), this->pattern(1000, 9));
    EXPECT_EQ(this->platform_.image(Slot::B), this->image_);
}

TYPED_TEST_P(UpdaterContract, GoesBackAtOnceWhenATrialIsGivenUp) {
    this->write(this->image_);
    ASSERT_TRUE(this->updater().set_trial(3));
    this->platform_.restart();
    ASSERT_TRUE(this->updater().give_up());
    this->platform_.restart();
    EXPECT_EQ(this->updater().booted(), Slot::A);
    EXPECT_EQ(*this->updater().state(), (SlotState{Slot::A, 0}));
}

TYPED_TEST_P(UpdaterContract, KeepsTheWayBackWhileOnTrial) {
    this->write(this->image_);
    ASSERT_TRUE(this->updater().set_trial(3));
    this->platform_.restart();
    EXPECT_EQ(this->code_of(this->updater().begin_write(Bytes(10))), ErrorCode::FailedPrecondition);
}

TYPED_TEST_P(UpdaterContract, TakesATrialBackBeforeItWritesItsSlotAgain) {
    this->write(this->image_);
    ASSERT_TRUE(this->updater().set_trial(3));
    ASSERT_TRUE(this->updater().begin_write(Bytes(10)));
    EXPECT_EQ(*this->updater().state(), (SlotState{Slot::A, 0}));
    this->platform_.restart();
    EXPECT_EQ(this->updater().booted(), Slot::A);
}

TYPED_TEST_P(UpdaterContract, DoesNotEndAWaitingTrialWhenTheRunningSlotIsMarkedGood) {
    this->write(this->image_);
    ASSERT_TRUE(this->updater().set_trial(3));
    ASSERT_TRUE(this->updater().mark_good());
    EXPECT_EQ(*this->updater().state(), (SlotState{Slot::A, 3}));
}

TYPED_TEST_P(UpdaterContract, KeepsTheRecordOutsideBothSlots) {
    EXPECT_EQ(*this->updater().record(), "");
    ASSERT_TRUE(this->updater().save_record("one\n"));
    ASSERT_TRUE(this->updater().save_record("two\n"));
    this->write(this->image_);
    ASSERT_TRUE(this->updater().set_trial(3));
    this->platform_.restart();
    EXPECT_EQ(*this->updater().record(), "two\n");
    EXPECT_EQ(
        this->code_of(this->updater().save_record(std::string(Updater::kLongestRecord + 1, 'x'))),
        ErrorCode::InvalidArgument);
    EXPECT_EQ(*this->updater().record(), "two\n");
}

REGISTER_TYPED_TEST_SUITE_P(UpdaterContract, StartsTheGoodSlotWhileNothingIsOnTrial,
                            WritesTheOtherSlotAndReadsItBack, EmptiesWhatWasThereBefore,
                            TakesWritesInTheirOrderOnly, RefusesAnImageForWhichThereIsNoRoom,
                            SaysHowMuchRoomThereIs, TriesTheNewSlotAsOftenAsSaidAndThenGoesBack,
                            StaysWithANewSlotThatWasMarkedGood, GoesBackAtOnceWhenATrialIsGivenUp,
                            KeepsTheWayBackWhileOnTrial, TakesATrialBackBeforeItWritesItsSlotAgain,
                            DoesNotEndAWaitingTrialWhenTheRunningSlotIsMarkedGood,
                            KeepsTheRecordOutsideBothSlots);

}  // namespace porchlight::hal
