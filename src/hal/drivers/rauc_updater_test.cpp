// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/rauc_updater.hpp"

#include "hal/drivers/rauc_for_test.hpp"
#include "hal/drivers/trial_alarm.hpp"
#include "hal/updater_contract.hpp"

namespace porchlight::hal {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

/// A board that RAUC looks after, and the updater on it.
class RaucPlatform {
  public:
    RaucPlatform() {
        if (why_not().empty()) {
            start();
        }
    }
    static std::string why_not() { return RaucBoard::why_not(); }

    Updater& updater() { return *updater_; }
    void restart() { start(); }
    [[nodiscard]] std::vector<std::uint8_t> image(Slot slot) const {
        const auto note = parse_rauc_note(*read_file(board_.folder() + "/slots"));
        std::string text = *read_file(board_.device(slot == Slot::A ? "A" : "B"));
        text.resize(static_cast<std::size_t>(note->sizes.at(slot == Slot::A ? 0 : 1)));
        return {text.begin(), text.end()};
    }
    static Bytes too_large() { return Bytes(RaucBoard::kDevice + 1); }

    RaucBoard& board() { return board_; }
    void set_hook(DiskHook hook) { hook_ = std::move(hook); }
    /// The board starts, but not so far that the program runs.
    std::string start_in_vain() { return board_.power_on(); }
    /// The program is started anew, the board is not.
    void restart_program() {
        updater_ = std::move(RaucUpdater::open(board_.folder(), boot_, hook_)).value();
    }

  private:
    void start() {
        const std::string running = board_.power_on();
        boot_ = std::to_string(++boots_);
        restart_program();
        EXPECT_EQ(updater_->booted(), running == "A" ? Slot::A : Slot::B);
    }

    RaucBoard board_{PL_SOURCE_DIR};
    DiskHook hook_;
    int boots_ = 0;
    std::string boot_;
    std::unique_ptr<RaucUpdater> updater_;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Rauc, UpdaterContract, RaucPlatform);

class RaucUpdaterTest : public testing::Test {
  protected:
    void SetUp() override {
        if (const std::string why = RaucBoard::why_not(); !why.empty()) {
            GTEST_SKIP() << why;
        }
    }
    Result<> install(const std::vector<std::uint8_t>& image) {
        Updater& updater = platform_.updater();
        PL_TRY_VOID(updater.begin_write(Bytes(static_cast<std::int64_t>(image.size()))));
        PL_TRY_VOID(updater.write(image));
        PL_TRY_VOID(updater.sync());
        return updater.set_trial(3);
    }

    RaucPlatform platform_;
    std::vector<std::uint8_t> new_ = std::vector<std::uint8_t>(200'000, 'n');
};

TEST_F(RaucUpdaterTest, AnImageThatNeverComesUpIsGivenUpByTheLoaderAndKnownByTheReturn) {
    ASSERT_TRUE(install(new_));
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(platform_.start_in_vain(), "B");
    }
    platform_.restart();
    EXPECT_EQ(platform_.updater().booted(), Slot::A);
    EXPECT_EQ(*platform_.updater().state(), (SlotState{Slot::A, 0})) << "not on trial any more";
    EXPECT_EQ(platform_.board().attempts("B"), 0);
    EXPECT_EQ(platform_.board().primary(), "A");
}

TEST_F(RaucUpdaterTest, ATrialThatWaitsIsStillOneWhenOnlyTheProgramRestarts) {
    ASSERT_TRUE(install(new_));
    platform_.restart_program();
    EXPECT_EQ(*platform_.updater().state(), (SlotState{Slot::A, 3}));
    platform_.restart();
    platform_.restart_program();
    EXPECT_EQ(*platform_.updater().state(), (SlotState{Slot::A, 2})) << "no try by a program";
}

TEST_F(RaucUpdaterTest, TheGoodSlotNeverRunsOutOfAttempts) {
    for (int i = 0; i < 7; ++i) {
        platform_.restart();
        EXPECT_EQ(platform_.updater().booted(), Slot::A);
    }
    ASSERT_TRUE(install(new_));
    platform_.restart();
    set_trial_alarm();
    ASSERT_TRUE(platform_.updater().mark_good());
    EXPECT_EQ(::alarm(0), 0U) << "the trial's alarm is over";
    for (int i = 0; i < 7; ++i) {
        platform_.restart();
        EXPECT_EQ(platform_.updater().booted(), Slot::B);
    }
    EXPECT_EQ(platform_.board().last_resorts(), 0);
}

TEST_F(RaucUpdaterTest, ASlotThatIsWrittenIsStartedByNoLoader) {
    ASSERT_TRUE(platform_.updater().begin_write(Bytes(1000)));
    EXPECT_EQ(platform_.board().attempts("B"), 0);
    EXPECT_EQ(platform_.board().primary(), "A");
}

TEST_F(RaucUpdaterTest, WhatWasNotWrittenHereIsNotRead) {
    std::vector<std::uint8_t> bytes(10);
    EXPECT_EQ(platform_.updater().read(Bytes(0), bytes).error().code(), ErrorCode::NotFound);
}

/// What the board would start now is whole: the old image in A, or all of the new one in B.
void expect_whole(RaucPlatform& platform, const std::vector<std::uint8_t>& image) {
    platform.restart();
    EXPECT_EQ(platform.board().last_resorts(), 0);
    if (platform.updater().booted() == Slot::B) {
        const std::string device = *read_file(platform.board().device("B"));
        EXPECT_TRUE(std::equal(image.begin(), image.end(), device.begin()));
    }
    EXPECT_EQ(platform.updater().state()->active, Slot::A);
}

TEST_F(RaucUpdaterTest, WherePowerIsCutInAnUpdateSomethingWholeIsStarted) {
    int cuts = 0;
    bool is_cut = true;
    for (int at = 0; is_cut; ++at) {
        RaucPlatform platform;
        is_cut = false;
        platform.set_hook([&, left = at](const DiskStep& step) mutable -> Result<> {
            if (left-- > 0) {
                return {};
            }
            is_cut = true;
            if (step.kind == DiskStep::Kind::Append) {  // a part of it gets there
                const UniqueFd file =
                    std::move(open_file(std::string(step.path), O_WRONLY)).value();
                EXPECT_GT(::write(file.get(), step.bytes.data(), step.bytes.size() / 2), 0);
            }
            return Error(ErrorCode::Unavailable, "The power is gone.");
        });
        platform.restart_program();
        Updater& updater = platform.updater();
        static_cast<void>(updater.begin_write(Bytes(static_cast<std::int64_t>(new_.size()))) &&
                          updater.write(new_) && updater.sync() && updater.set_trial(3));
        platform.set_hook({});
        SCOPED_TRACE(at);
        expect_whole(platform, new_);
        cuts += is_cut ? 1 : 0;
    }
    EXPECT_GE(cuts, 15);
}

TEST_F(RaucUpdaterTest, SaysWhatIsWrongWithTheBoard) {
    RaucBoard board{PL_SOURCE_DIR};
    const auto open = [&] { return RaucUpdater::open(board.folder(), "1", {}).error().message(); };
    board.configure(board.configuration() +
                    "[slot.rootfs.2]\ndevice=/dev/null\ntype=raw\nbootname=C\n");
    board.power_on();
    EXPECT_THAT(open(), HasSubstr("it names 3"));
    board.configure("[system]\nnonsense");
    board.power_on();
    EXPECT_THAT(open(), HasSubstr("RAUC cannot GetSlotStatus: "));
    board.power_off();
    EXPECT_THAT(open(), HasSubstr("cannot reach the system's D-Bus"));
}

TEST_F(RaucUpdaterTest, KnowsTheBoardsNameAndThatItCannotRestartABoardWithoutLogind) {
    EXPECT_EQ(*rauc_compatible(), "porch-board");
    const auto refused = reboot_board();
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message(), HasSubstr("systemd-logind cannot Reboot: "));
}

TEST(RaucNote, IsReadBackAndNothingElseIs) {
    const RaucNote note{{Slot::B, 2}, "6d1e-42", {0, 200'000}};
    const std::string text = to_text(note);
    EXPECT_EQ(parse_rauc_note(text), note);
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_FALSE(parse_rauc_note(text.substr(0, size))) << size;
    }
    EXPECT_FALSE(parse_rauc_note(text + "\n"));
    EXPECT_FALSE(parse_rauc_note(to_text(RaucNote{{Slot::A, 10}, "x", {}})));
    EXPECT_FALSE(parse_rauc_note(to_text(RaucNote{{Slot::A, 0}, "x", {-1, 0}})));
}

}  // namespace
}  // namespace porchlight::hal
