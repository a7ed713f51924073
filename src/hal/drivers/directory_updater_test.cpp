// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/directory_updater.hpp"

#include "base/temporary_folder.hpp"
#include "hal/drivers/power_cut_for_test.hpp"
#include "hal/updater_contract.hpp"

namespace porchlight::hal {
namespace {

using ::testing::AnyOf;

std::string text_of(const std::string& path) {
    auto text = read_file(path);
    return text ? *text : "";
}

struct DirectoryPlatform {
    TemporaryFolder folder;
    std::unique_ptr<DirectoryUpdater> running = start();

    Updater& updater() { return *running; }
    void restart() { running = start(); }
    std::vector<std::uint8_t> image(Slot slot) const {
        const std::string text =
            text_of(folder.path() + "/" + std::string(to_string(slot)) + "/image");
        return {text.begin(), text.end()};
    }
    static Bytes too_large() { return gibibytes(1L << 32); }

  private:
    [[nodiscard]] std::unique_ptr<DirectoryUpdater> start() const {
        const Slot slot = power_on(folder.path()).slot;
        return std::move(DirectoryUpdater::open(folder.path(), slot)).value();
    }
};
INSTANTIATE_TYPED_TEST_SUITE_P(Directory, UpdaterContract, DirectoryPlatform);

TEST(DirectoryUpdater, BootsTheLastGoodSlotWhenItsStateHasGoneBadAndSaysSo) {
    for (const char* text :
         {"", "porchlight slots 1\nactive a\ntries 3", "porchlight slots 1\nactive c\ntries 0\n",
          "porchlight slots 1\nactive a\ntries 10\n", "garbage"}) {
        const TemporaryFolder folder;
        const std::string good_b = "porchlight slots 1\nactive b\ntries 2\n";
        ASSERT_TRUE(write_file_atomically(folder.path() + "/state.copy", good_b));
        ASSERT_TRUE(write_file_atomically(folder.path() + "/state", text));
        const PowerOn start = power_on(folder.path());
        EXPECT_EQ(start.slot, Slot::B) << "no trial without knowing of one: " << text;
        EXPECT_NE(start.trouble, "") << text;
        EXPECT_EQ(power_on(folder.path()).trouble, "") << "it is put right: " << text;
        EXPECT_EQ(power_on(folder.path()).slot, Slot::B);
    }
}

TEST(DirectoryUpdater, BootsTheSlotThatHasAnImageWhenNothingElseIsKnown) {
    for (const Slot slot : {Slot::A, Slot::B}) {
        const TemporaryFolder folder;
        const std::string name(to_string(slot));
        std::filesystem::create_directory(folder.path() + "/" + name);
        ASSERT_TRUE(write_file_atomically(folder.path() + "/" + name + "/image", "x"));
        ASSERT_TRUE(write_file_atomically(folder.path() + "/state", "garbage"));
        ASSERT_TRUE(write_file_atomically(folder.path() + "/state.copy", "garbage"));
        const PowerOn start = power_on(folder.path());
        EXPECT_EQ(start.slot, slot);
        EXPECT_NE(start.trouble, "");
        const auto updater = std::move(DirectoryUpdater::open(folder.path(), slot)).value();
        EXPECT_EQ(*updater->state(), (SlotState{slot, 0}));
    }
}

TEST(DirectoryUpdater, KeepsACopyOfEachState) {
    const TemporaryFolder folder;
    ASSERT_TRUE(
        write_file_atomically(folder.path() + "/state", "porchlight slots 1\nactive a\ntries 2\n"));
    ASSERT_EQ(power_on(folder.path()).slot, Slot::B);
    EXPECT_EQ(text_of(folder.path() + "/state.copy"), "porchlight slots 1\nactive a\ntries 1\n");
}

TEST(DirectoryUpdater, StartsTheGoodSlotWhenATryCannotBeCounted) {
    const TemporaryFolder folder;
    const std::string trial = "porchlight slots 1\nactive b\ntries 2\n";
    ASSERT_TRUE(write_file_atomically(folder.path() + "/state", trial));
    const auto refuse = [](const DiskStep& /*step*/) -> Result<> {
        return Error(ErrorCode::Unavailable, "The disk takes nothing.");
    };
    EXPECT_EQ(power_on(folder.path(), refuse).slot, Slot::B);
    EXPECT_EQ(text_of(folder.path() + "/state"), trial);
}

TEST(DirectoryUpdater, ReplacesStateAndRecordWholeOrNotAtAllWhereverPowerIsCut) {
    for (int at = 0; at < 20; ++at) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const TemporaryFolder folder;
            PowerCut power(seed);
            ASSERT_TRUE(write_file_atomically(folder.path() + "/state",
                                              "porchlight slots 1\nactive a\ntries 1\n"));
            ASSERT_EQ(power_on(folder.path(), power.hook()).slot, Slot::B);
            const auto updater =
                std::move(DirectoryUpdater::open(folder.path(), Slot::B, power.hook())).value();
            ASSERT_TRUE(updater->save_record("old"));
            power.cut_after(at);
            const bool saved = updater->save_record("new").has_value();
            const bool marked = updater->mark_good().has_value();
            power.power_back();
            EXPECT_THAT(*updater->record(), AnyOf("old", "new")) << at << " " << seed;
            const auto state = updater->state();
            ASSERT_TRUE(state) << at << " " << seed;
            EXPECT_THAT(*state, AnyOf(SlotState{Slot::A, 0}, SlotState{Slot::B, 0}));
            EXPECT_EQ(power_on(folder.path()).slot, state->active);
            // What was said to be kept is kept.
            EXPECT_TRUE(!saved || *updater->record() == "new") << at << " " << seed;
            EXPECT_TRUE(!marked || state->active == Slot::B) << at << " " << seed;
        }
    }
}

TEST(DirectoryUpdater, EndsAWriteThatFailed) {
    const TemporaryFolder folder;
    PowerCut power(3);
    const auto updater =
        std::move(DirectoryUpdater::open(folder.path(), Slot::A, power.hook())).value();
    ASSERT_TRUE(updater->begin_write(Bytes(100)));
    power.cut_after(0);
    const std::vector<std::uint8_t> half(50, 1);
    EXPECT_FALSE(updater->write(half));
    power.power_back();
    EXPECT_FALSE(updater->write(half));
    EXPECT_FALSE(updater->sync());
    EXPECT_FALSE(updater->set_trial(3));
}

}  // namespace
}  // namespace porchlight::hal
