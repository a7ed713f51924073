// SPDX-License-Identifier: Apache-2.0
#include "camera/firmware.hpp"

#include "camera/bundle_fixture.hpp"
#include "hal/fakes/fake_updater.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace porchlight::camera {
namespace {

using namespace std::chrono_literals;
using hal::Slot;
using hal::SlotState;
using State = Firmware::State;
using Input = Firmware::Input;
using Action = Firmware::Action;
using ::testing::HasSubstr;

constexpr Release kOld{{1, 2, 0}, 3};
constexpr Release kNew{{1, 3, 0}, 4};
constexpr MonotonicTime kStart{1h};

class FirmwareTest : public ::testing::Test {
  protected:
    FirmwareTest() {
        board_.put_image(Slot::A, old_image_);
        restart(kOld);
    }

    /// The board restarts; the image that comes up says that it is `running`.
    void restart(Release running) {
        firmware_.reset();
        updater_.emplace(&board_, board_.power_on());
        start(running);
    }
    /// Only the program restarts.
    void start(Release running) {
        auto firmware = Firmware::start({&*updater_, root_, kHardware, running}, kStart);
        ASSERT_TRUE(firmware) << firmware.error().message();
        firmware_ = std::move(firmware).value();
    }

    Result<> feed_all(const ByteVector& bundle) {
        PL_TRY_VOID(firmware_->feed(bundle));
        return firmware_->end();
    }
    Result<> install(const ByteVector& bundle) {
        PL_TRY_VOID(firmware_->begin(kNoon));
        PL_TRY_VOID(feed_all(bundle));
        PL_TRY_VOID(feed_all(bundle));
        return firmware_->rehash();
    }
    void install_and_restart() {
        const auto result = install(good_bundle(kNew, new_image_));
        ASSERT_TRUE(result) << result.error().message();
        restart(kNew);
    }
    static std::string sentence(const Result<>& result) {
        return result ? "" : result.error().message();
    }

    ByteVector old_image_ = make_image(1000, 1);
    ByteVector new_image_ = make_image((1U << 20U) + 5000, 2);
    TrustRoot root_ = root();
    hal::FakeBoard board_{1};
    std::optional<hal::FakeUpdater> updater_;
    std::unique_ptr<Firmware> firmware_;
};

TEST_F(FirmwareTest, GoesFromOneVersionToTheNext) {
    const ByteVector bundle = good_bundle(kNew, new_image_);
    EXPECT_EQ(firmware_->state(), State::Idle);
    ASSERT_TRUE(firmware_->begin(kNoon));
    EXPECT_EQ(firmware_->state(), State::Verifying);
    ASSERT_TRUE(feed_all(bundle));
    EXPECT_EQ(firmware_->state(), State::Writing);
    ASSERT_TRUE(feed_all(bundle));
    EXPECT_EQ(firmware_->state(), State::Rehashing);
    EXPECT_FALSE(firmware_->restart_due());
    ASSERT_TRUE(firmware_->rehash());
    EXPECT_EQ(firmware_->state(), State::TrialSet);
    EXPECT_TRUE(firmware_->restart_due());
    EXPECT_EQ(board_.image(Slot::B), new_image_);

    restart(kNew);
    EXPECT_EQ(updater_->booted(), Slot::B);
    EXPECT_EQ(firmware_->state(), State::Trial);
    EXPECT_EQ(firmware_->floor(), Release());
    ASSERT_TRUE(firmware_->report_health(Health::Well, kStart + 119s));
    EXPECT_EQ(firmware_->state(), State::Good);
    EXPECT_EQ(firmware_->floor(), kNew);

    restart(kNew);
    EXPECT_EQ(updater_->booted(), Slot::B);
    EXPECT_EQ(firmware_->state(), State::Idle);
    EXPECT_EQ(firmware_->why_returned(), "");
}

TEST_F(FirmwareTest, ChecksEverythingBeforeItWritesAnything) {
    ByteVector bundle = good_bundle(kNew, new_image_);
    bundle.back() ^= 1U;
    ASSERT_TRUE(firmware_->begin(kNoon));
    EXPECT_FALSE(firmware_->feed(bundle));
    EXPECT_EQ(board_.operations(), 0);
    EXPECT_EQ(firmware_->state(), State::Idle);
}

TEST_F(FirmwareTest, RefusesABundleThatIsAnotherTheSecondTime) {
    const ByteVector bundle = good_bundle(kNew, new_image_);
    ASSERT_TRUE(firmware_->begin(kNoon));
    ASSERT_TRUE(feed_all(bundle));
    EXPECT_EQ(sentence(firmware_->feed(good_bundle({{1, 4, 0}, 4}, new_image_))),
              "The update changed after it was checked.");
    EXPECT_EQ(firmware_->state(), State::Idle);

    ASSERT_TRUE(firmware_->begin(kNoon));
    ASSERT_TRUE(feed_all(bundle));
    ByteVector other = bundle;
    other.back() ^= 1U;
    EXPECT_EQ(sentence(firmware_->feed(other)),
              "Chunk 2 of 2 of the image is not what was signed.");
    EXPECT_EQ(*updater_->state(), SlotState());
    EXPECT_TRUE(install(bundle));
}

TEST_F(FirmwareTest, ReadsBackWhatItWrote) {
    const ByteVector bundle = good_bundle(kNew, new_image_);
    const ByteVector shorter(new_image_.begin(), new_image_.end() - 1);
    ByteVector garbled = new_image_;
    garbled[17] ^= 1U;
    for (const ByteVector& held : {shorter, garbled, joined(new_image_, ByteVector{0})}) {
        ASSERT_TRUE(firmware_->begin(kNoon));
        ASSERT_TRUE(feed_all(bundle));
        ASSERT_TRUE(feed_all(bundle));
        board_.put_image(Slot::B, held);
        EXPECT_THAT(sentence(firmware_->rehash()), HasSubstr("does not hold what was written"));
        EXPECT_EQ(firmware_->state(), State::Idle);
        EXPECT_EQ(*updater_->state(), SlotState());
    }
}

TEST_F(FirmwareTest, GoesBackWhenTheNewVersionIsNotWell) {
    install_and_restart();
    ASSERT_TRUE(firmware_->report_health(Health::NotWell, kStart + 10s));
    EXPECT_EQ(firmware_->state(), State::Returning);
    EXPECT_TRUE(firmware_->restart_due());
    restart(kOld);
    EXPECT_EQ(updater_->booted(), Slot::A);
    EXPECT_EQ(firmware_->state(), State::Returned);
    EXPECT_EQ(firmware_->why_returned(),
              "Version 1.3.0 came up and did not pass its own health check.");
    EXPECT_EQ(firmware_->floor(), kOld);
}

TEST_F(FirmwareTest, GoesBackWhenNobodySaysThatItIsWellIn120Seconds) {
    install_and_restart();
    ASSERT_TRUE(firmware_->tick(kStart + 120s - Microseconds(1)));
    EXPECT_EQ(firmware_->state(), State::Trial);
    ASSERT_TRUE(firmware_->tick(kStart + 120s));
    EXPECT_EQ(firmware_->state(), State::Returning);
    restart(kOld);
    EXPECT_EQ(firmware_->why_returned(),
              "Version 1.3.0 came up and was not known to be well within 120 seconds.");
}

TEST_F(FirmwareTest, TakesNoVerdictAfterTheTime) {
    install_and_restart();
    ASSERT_TRUE(firmware_->report_health(Health::Well, kStart + 120s));
    EXPECT_EQ(firmware_->state(), State::Returning);
}

TEST_F(FirmwareTest, GoesBackAfterThreeRestartsOfTheBoard) {
    install_and_restart();
    restart(kNew);
    restart(kNew);
    EXPECT_EQ(firmware_->state(), State::Trial);
    restart(kOld);
    EXPECT_EQ(updater_->booted(), Slot::A);
    EXPECT_EQ(firmware_->state(), State::Returned);
    EXPECT_EQ(firmware_->why_returned(),
              "Version 1.3.0 came up 3 times and ended before it was known to be well.");
}

TEST_F(FirmwareTest, GoesBackAfterThreeStartsOfTheProgramThatNeverSaidAnything) {
    install_and_restart();
    start(kNew);
    start(kNew);
    EXPECT_EQ(firmware_->state(), State::Trial);
    start(kNew);
    EXPECT_EQ(firmware_->state(), State::Returning);
    EXPECT_EQ(*updater_->state(), SlotState());
}

TEST_F(FirmwareTest, GoesBackWhenTheNewVersionDoesNotEvenComeUp) {
    ASSERT_TRUE(install(good_bundle(kNew, new_image_)));
    firmware_.reset();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(board_.power_on(), Slot::B);
    }
    restart(kOld);
    EXPECT_EQ(firmware_->state(), State::Returned);
    EXPECT_EQ(firmware_->why_returned(),
              "Version 1.3.0 did not come up, or the power was cut just before its trial.");
    EXPECT_TRUE(install(good_bundle(kNew, new_image_)));
}

TEST_F(FirmwareTest, MovesTheFloorOnlyWhenAVersionIsWell) {
    install_and_restart();
    EXPECT_EQ(parse_firmware_record(*updater_->record())->floor, Release());
    ASSERT_TRUE(firmware_->report_health(Health::Well, kStart));
    EXPECT_EQ(parse_firmware_record(*updater_->record())->floor, kNew);
    EXPECT_EQ(sentence(install(good_bundle({{1, 2, 9}, 4}, new_image_))),
              "The update is version 1.2.9, older than 1.3.0, which ran here.");
    EXPECT_EQ(sentence(install(good_bundle({{1, 4, 0}, 3}, new_image_))),
              "The update is of security epoch 3; nothing before 4 may run here any more.");
    EXPECT_TRUE(install(good_bundle({{1, 4, 0}, 4}, new_image_)));
}

TEST_F(FirmwareTest, MovesTheFloorAtTheNextStartIfPowerWasCutBetween) {
    install_and_restart();
    ASSERT_TRUE(updater_->mark_good());
    restart(kNew);
    EXPECT_EQ(firmware_->state(), State::Good);
    EXPECT_EQ(parse_firmware_record(*updater_->record())->floor, kNew);
}

TEST_F(FirmwareTest, KeepsWhatItCouldNotKeepLater) {
    install_and_restart();
    board_.cut_power_after(1);  // mark_good comes through, the record does not
    ASSERT_TRUE(firmware_->report_health(Health::Well, kStart));
    EXPECT_FALSE(board_.has_power());
    EXPECT_FALSE(firmware_->tick(kStart));
    restart(kNew);
    EXPECT_EQ(firmware_->floor(), kNew);
}

TEST_F(FirmwareTest, StaysOnTrialWhenTheVerdictCouldNotBeKept) {
    install_and_restart();
    board_.cut_power_after(0);
    EXPECT_FALSE(firmware_->report_health(Health::Well, kStart));
    EXPECT_EQ(firmware_->state(), State::Trial);
}

TEST_F(FirmwareTest, TakesNoUpdateWhileOneIsOnTrialOrWaits) {
    const ByteVector next = good_bundle({{1, 4, 0}, 4}, new_image_);
    ASSERT_TRUE(install(good_bundle(kNew, new_image_)));
    EXPECT_EQ(sentence(install(next)), "An update is about to be tried; restart first.");
    start(kOld);  // the program alone
    EXPECT_EQ(firmware_->state(), State::TrialSet);
    restart(kNew);
    EXPECT_EQ(sentence(install(next)), "The running version is on trial itself.");
    ASSERT_TRUE(firmware_->report_health(Health::NotWell, kStart));
    EXPECT_EQ(sentence(install(next)), "The camera is about to go back to the version before.");
    restart(kOld);
    EXPECT_TRUE(install(next));
}

TEST_F(FirmwareTest, RefusesKeysThatAreOlderThanOnesInUse) {
    root_.version = 2;
    install_and_restart();
    ASSERT_TRUE(firmware_->report_health(Health::Well, kStart));
    root_.version = 1;
    restart(kNew);
    EXPECT_EQ(sentence(firmware_->begin(kNoon)),
              "The list of trusted keys is older than one that was in use.");
    EXPECT_EQ(firmware_->state(), State::Idle);
}

TEST_F(FirmwareTest, HoldsToWhatRunsWhenTheRecordIsUnreadable) {
    ASSERT_TRUE(updater_->save_record("garbage"));
    restart(kOld);
    EXPECT_EQ(firmware_->state(), State::Idle);
    EXPECT_EQ(firmware_->floor(), kOld);
    ASSERT_TRUE(install(good_bundle(kNew, new_image_)));
    ASSERT_TRUE(updater_->save_record("garbage"));
    restart(kNew);
    ASSERT_TRUE(firmware_->report_health(Health::Well, kStart));
    EXPECT_EQ(firmware_->floor(), kNew);
}

TEST_F(FirmwareTest, NeedsABeginAndMayBeginAnew) {
    EXPECT_EQ(sentence(firmware_->feed(new_image_)), "No update was begun.");
    EXPECT_EQ(sentence(firmware_->end()), "No update was begun.");
    EXPECT_EQ(sentence(firmware_->rehash()), "No update was begun.");
    const ByteVector bundle = good_bundle(kNew, new_image_);
    ASSERT_TRUE(firmware_->begin(kNoon));
    ASSERT_TRUE(firmware_->feed(std::span(bundle).first(5000)));
    EXPECT_TRUE(install(bundle));
    EXPECT_TRUE(firmware_->report_health(Health::NotWell, kStart));
    EXPECT_EQ(firmware_->state(), State::TrialSet);
}

TEST(FirmwareTable, EndsEveryFailureOfAnUpdateInIdleAndOpensNoOtherWayToATrial) {
    for (int s = 0; s <= static_cast<int>(State::Returned); ++s) {
        for (int i = 0; i <= static_cast<int>(Input::TimeUp); ++i) {
            const auto state = static_cast<State>(s);
            const auto input = static_cast<Input>(i);
            const Firmware::Step step = Firmware::step(state, input);
            const bool installs =
                state == State::Verifying || state == State::Writing || state == State::Rehashing;
            if (input == Input::Failed) {
                EXPECT_EQ(step.next, installs ? State::Idle : state) << s;
            }
            EXPECT_EQ(step.action == Action::SetTrial,
                      state == State::Rehashing && input == Input::Matched);
            EXPECT_EQ(step.action == Action::StartWriting,
                      state == State::Verifying && input == Input::Checked);
            EXPECT_EQ(step.action == Action::MarkGood,
                      state == State::Trial && input == Input::Well);
            EXPECT_EQ(
                step.next == State::Returning,
                state == State::Returning ||
                    (state == State::Trial && (input == Input::NotWell || input == Input::TimeUp)));
            if (step.action == Action::None || step.action == Action::Refuse) {
                EXPECT_EQ(step.next, state) << s << " " << i;
            }
        }
    }
}

TEST(FirmwareRecord, IsTheSameAfterItWasText) {
    FirmwareRecord record{{{1, 2, 0}, 3}, 1, std::nullopt};
    EXPECT_EQ(to_text(record), "porchlight firmware 1\nfloor 1.2.0 3\nroot 1\n");
    EXPECT_EQ(*parse_firmware_record(to_text(record)), record);
    for (const TrialPhase phase :
         {TrialPhase::Set, TrialPhase::Started, TrialPhase::Unhealthy, TrialPhase::Silent}) {
        record.trial = TrialRecord{Slot::B, {{65535, 0, 1}, 4'294'967'295}, phase, 2};
        EXPECT_EQ(*parse_firmware_record(to_text(record)), record) << to_text(record);
        EXPECT_FALSE(parse_firmware_record(to_text(record) + "x"));
        EXPECT_FALSE(parse_firmware_record(to_text(record).substr(1)));
    }
    for (const char* text :
         {"", "porchlight firmware 1\n", "porchlight firmware 1\nfloor 1.2.0\n",
          "porchlight firmware 1\nfloor 1.2.0 -3\nroot 1\n",
          "porchlight firmware 1\nfloor 1.2.0 3\nroot 1\ntrial c 1.2.0 1 set 0\n",
          "porchlight firmware 1\nfloor 1.2.0 3\nroot 1\ntrial b 1.2.0 1 x 0\n"}) {
        EXPECT_FALSE(parse_firmware_record(text)) << text;
    }
}

}  // namespace
}  // namespace porchlight::camera
