// SPDX-License-Identifier: Apache-2.0
#include "camera/board_firmware.hpp"

#include "base/temporary_folder.hpp"
#include "camera/bundle.hpp"
#include "camera/signing_keys.hpp"
#include "hal/drivers/rauc_for_test.hpp"
#include "hal/drivers/trial_alarm.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::camera {
namespace {

using ::testing::HasSubstr;

class BoardFirmwareTest : public testing::Test {
  protected:
    BoardFirmwareTest() {
        EXPECT_TRUE(make_signing_keys(folder_.path() + "/keys"));
        plan_.folder = folder_.path() + "/slots";
        plan_.keys = folder_.path() + "/keys/root";
    }

    [[nodiscard]] auto open() const {
        return open_board_firmware(plan_, {slot_.c_str(), folder_.path(), {{1, 2, 3}, 0}});
    }

    TemporaryFolder folder_;
    FirmwarePlan plan_;
    std::string slot_ = folder_.path() + "/slots/b";
};

TEST_F(BoardFirmwareTest, OpensTheSlotsThatTheBootCodeStartedItFrom) {
    const auto opened = open();
    ASSERT_TRUE(opened) << opened.error().message();
    EXPECT_EQ(opened->updater->booted(), hal::Slot::B);
    EXPECT_EQ(opened->hardware, program_hardware());
    EXPECT_EQ(opened->running, (Release{{1, 2, 3}, 0}));
    EXPECT_EQ(opened->root.keys.size(), 3U);
    EXPECT_TRUE(restart_board(plan_)) << "it only has to end";
    plan_.hardware = "gate-2";
    EXPECT_EQ(open()->hardware, "gate-2");
}

TEST_F(BoardFirmwareTest, TheProgramsHardwareIsANameForBundles) {
    EXPECT_TRUE(is_hardware_id(program_hardware()));
    EXPECT_THAT(program_hardware(), testing::StartsWith("linux-"));
}

TEST_F(BoardFirmwareTest, SaysWhatIsMissing) {
    slot_ = "/elsewhere/a";
    EXPECT_THAT(open().error().message(), HasSubstr("name the same folder in both"));
    plan_.keys = "/no/such/keys";
    EXPECT_THAT(open().error().message(), HasSubstr("/no/such/keys"));
}

class RaucFirmwareTest : public BoardFirmwareTest {
  protected:
    void SetUp() override {
        if (const std::string why = hal::RaucBoard::why_not(); !why.empty()) {
            GTEST_SKIP() << why;
        }
        plan_.slots = FirmwarePlan::Slots::Rauc;
        board_.power_on();
    }
    hal::RaucBoard board_{PL_SOURCE_DIR};
};

TEST_F(RaucFirmwareTest, GoesByTheNameThatRaucGivesTheBoard) {
    const auto opened = open();
    ASSERT_TRUE(opened) << opened.error().message();
    EXPECT_EQ(opened->updater->booted(), hal::Slot::A);
    EXPECT_EQ(opened->hardware, "porch-board");
    EXPECT_EQ(::alarm(0), 0U) << "no trial, no alarm";
    EXPECT_FALSE(restart_board(plan_)) << "there is no logind here";
}

TEST_F(RaucFirmwareTest, ATrialThatHangsIsEnded) {
    ASSERT_TRUE(open());
    board_.attempts("A", 0);
    ASSERT_EQ(board_.power_on(), "B");
    const auto on_trial = open();
    ASSERT_TRUE(on_trial) << on_trial.error().message();
    EXPECT_EQ(on_trial->updater->booted(), hal::Slot::B);
    EXPECT_NEAR(::alarm(0), hal::kTrialAlarm.count(), 60);
}

TEST_F(RaucFirmwareTest, AsksForANameThatABundleCanHave) {
    std::string text = board_.configuration();
    text.replace(text.find("porch-board"), 11, "Porch Board");
    board_.configure(text);
    board_.power_on();
    EXPECT_THAT(open().error().message(), HasSubstr("RAUC calls this board \"Porch Board\""));
    plan_.hardware = "porch-board";
    EXPECT_TRUE(open());
}

}  // namespace
}  // namespace porchlight::camera
