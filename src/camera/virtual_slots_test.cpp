// SPDX-License-Identifier: Apache-2.0
#include "camera/virtual/virtual_slots.hpp"

#include "base/fd.hpp"
#include "base/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace porchlight::camera {
namespace {

using Conduct = VirtualImage::Conduct;
using hal::Slot;

constexpr Release kBuiltIn{{0, 1, 0}, 0};
constexpr Release kNew{{1, 2, 0}, 1};

class VirtualSlotsTest : public testing::Test {
  protected:
    VirtualBoot boot() { return boot_virtual_slots(folder_.path() + "/slots", kBuiltIn).value(); }
    void install(const std::string& image) {
        const VirtualBoot running = boot();
        hal::Updater& updater = *running.updater;
        ASSERT_TRUE(updater.begin_write(Bytes(static_cast<std::int64_t>(image.size()))));
        ASSERT_TRUE(
            updater.write({reinterpret_cast<const std::uint8_t*>(image.data()), image.size()}));
        ASSERT_TRUE(updater.sync());
        ASSERT_TRUE(updater.set_trial(3));
    }
    TemporaryFolder folder_;
};

TEST_F(VirtualSlotsTest, ACameraAsItWasBuiltRunsItsOwnVersion) {
    const VirtualBoot first = boot();
    EXPECT_EQ(first.running, kBuiltIn);
    EXPECT_EQ(first.updater->booted(), Slot::A);
    EXPECT_TRUE(first.notices.empty());
}

TEST_F(VirtualSlotsTest, AnImageOnTrialRunsAsItSays) {
    install(to_text({kNew, Conduct::Unwell}));
    const VirtualBoot trial = boot();
    EXPECT_EQ(trial.updater->booted(), Slot::B);
    EXPECT_EQ(trial.running, kNew);
    EXPECT_EQ(trial.self_test, Health::NotWell);
    ASSERT_TRUE(trial.updater->mark_good());
    EXPECT_EQ(boot().running, kNew);
}

TEST_F(VirtualSlotsTest, WhatDoesNotComeUpIsTriedThreeTimesAndTheGoodOneIsStarted) {
    for (const std::string& image : {to_text({kNew, Conduct::Dies}), std::string("\x7f"
                                                                                 "ELF")}) {
        install(image);
        const VirtualBoot back = boot();
        EXPECT_EQ(back.notices.size(), 3U);
        EXPECT_EQ(back.updater->booted(), Slot::A);
        EXPECT_EQ(back.running, kBuiltIn);
    }
}

TEST_F(VirtualSlotsTest, AGoodSlotThatWentBadIsStartedAllTheSame) {
    install(to_text({kNew, Conduct::Well}));
    ASSERT_TRUE(boot().updater->mark_good());
    ASSERT_TRUE(write_file_atomically(folder_.path() + "/slots/b/image", "rot"));
    const VirtualBoot start = boot();
    EXPECT_EQ(start.updater->booted(), Slot::B);
    EXPECT_EQ(start.running, kBuiltIn);
}

TEST(VirtualImage, IsReadBackAndNothingElseIs) {
    const VirtualImage image{kNew, Conduct::Well};
    const std::string text = to_text(image);
    EXPECT_EQ(*parse_virtual_image(text), image);
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_FALSE(parse_virtual_image(text.substr(0, size))) << size;
    }
    EXPECT_FALSE(parse_virtual_image(text + "\n"));
}

}  // namespace
}  // namespace porchlight::camera
