// SPDX-License-Identifier: Apache-2.0
#include "hal/fakes/fake_updater.hpp"
#include "hal/updater_contract.hpp"

namespace porchlight::hal {
namespace {

struct FakePlatform {
    FakeBoard board{1};
    std::optional<FakeUpdater> running{std::in_place, &board, board.power_on()};

    Updater& updater() { return *running; }
    void restart() { running.emplace(&board, board.power_on()); }
    std::vector<std::uint8_t> image(Slot slot) { return board.image(slot); }
    static Bytes too_large() { return FakeUpdater::kSlotSize + Bytes(1); }
};
INSTANTIATE_TYPED_TEST_SUITE_P(Fake, UpdaterContract, FakePlatform);

TEST(ChooseSlot, CountsEachTryBeforeItIsUsedAndThenGoesBack) {
    for (const Slot active : {Slot::A, Slot::B}) {
        SlotState state{active, 3};
        for (int left = 2; left >= 0; --left) {
            const BootChoice choice = choose_slot(state);
            EXPECT_EQ(choice.slot, other(active));
            EXPECT_EQ(choice.after, (SlotState{active, left}));
            state = choice.after;
        }
        const BootChoice back = choose_slot(state);
        EXPECT_EQ(back.slot, active);
        EXPECT_EQ(back.after, state);
    }
    EXPECT_EQ(choose_slot({Slot::B, -5}).slot, Slot::B);
}

TEST(FakeBoard, LosesItsPowerInTheMiddleAndKeepsWhatWasSynced) {
    FakeBoard board(7);
    FakeUpdater updater(&board, board.power_on());
    const std::vector<std::uint8_t> image(200'000, 5);
    ASSERT_TRUE(updater.begin_write(Bytes(200'000)));
    board.cut_power_after(2);
    const auto written = updater.write(image);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code(), ErrorCode::Unavailable);
    EXPECT_FALSE(board.has_power());
    EXPECT_FALSE(updater.save_record("x"));
    EXPECT_FALSE(updater.record());
    EXPECT_EQ(board.power_on(), Slot::A);
    EXPECT_LT(board.image(Slot::B).size(), 200'000U);

    FakeUpdater again(&board, Slot::A);
    EXPECT_EQ(*again.record(), "");
    ASSERT_TRUE(again.begin_write(Bytes(200'000)));
    ASSERT_TRUE(again.write(image));
    ASSERT_TRUE(again.sync());
    board.power_on();
    EXPECT_EQ(board.image(Slot::B), image);
}

}  // namespace
}  // namespace porchlight::hal
