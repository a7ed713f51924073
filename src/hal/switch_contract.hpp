// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/readable.hpp"
#include "hal/switch.hpp"
#include "rt/launch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <poll.h>
#include <string>
#include <vector>

// What every Switch must do: buttons and motion sensors. An implementation's test says, with a
// `Bench` that holds one switch of `Bench::State` and the world around it:
//     State, SwitchUnderTest& device(), void move(State), void unplug(), void pass(Microseconds),
//     const Clock& clock(), std::string why_not()  (empty: it can run here)
//     INSTANTIATE_TYPED_TEST_SUITE_P(Gpio, SwitchContract, GpioButtonBench);

namespace porchlight::hal {

template <typename Bench>
class SwitchContract : public ::testing::Test {
  protected:
    using State = typename Bench::State;
    using Edge = typename Switch<State>::Edge;
    static constexpr State kResting = static_cast<State>(0);
    static constexpr State kActive = static_cast<State>(1);

    void SetUp() override {
        if (!bench_.why_not().empty()) {
            GTEST_SKIP() << bench_.why_not();
        }
    }

    Switch<State>& device() { return bench_.device(); }
    /// Within 5 s, for kernels that take a moment.
    bool is_readable(std::chrono::milliseconds patience = std::chrono::seconds(5)) {
        pollfd waiting{device().fd(), POLLIN, 0};
        return ::poll(&waiting, 1, static_cast<int>(patience.count())) == 1;
    }
    std::optional<Edge> next() {
        const bool some = is_readable();
        const auto edge = device().next_edge();
        EXPECT_TRUE(edge) << edge.error().message();
        EXPECT_EQ(some, edge && edge->has_value());
        return edge ? *edge : std::nullopt;
    }
    bool is_idle() {
        const auto edge = device().next_edge();
        return !is_readable(std::chrono::milliseconds(0)) && edge && !edge->has_value();
    }

    Bench bench_;
};
TYPED_TEST_SUITE_P(SwitchContract);

TYPED_TEST_P(SwitchContract, RestsAtFirstAndHasNothingToTell) {
    EXPECT_EQ(*this->device().state(), this->kResting);
    EXPECT_TRUE(this->is_idle());
}

TYPED_TEST_P(SwitchContract, TellsEachChangeOnceInOrderWithTheTimeItHappened) {
    std::vector<MonotonicTime> before;
    for (int i = 0; i < 4; ++i) {
        before.push_back(this->bench_.clock().monotonic_now());
        this->bench_.move(i % 2 == 0 ? this->kActive : this->kResting);
        this->bench_.pass(std::chrono::milliseconds(30));
    }
    before.push_back(this->bench_.clock().monotonic_now());
    for (std::size_t i = 0; i < 4; ++i) {
        const auto edge = this->next();
        ASSERT_TRUE(edge.has_value());
        EXPECT_EQ(edge->state, i % 2 == 0 ? this->kActive : this->kResting);
        EXPECT_GE(edge->at, before[i]);
        EXPECT_LT(edge->at, before[i + 1]);
    }
    EXPECT_TRUE(this->is_idle());
}

TYPED_TEST_P(SwitchContract, ItsDescriptorIsReadableJustWhileAnEdgeWaits) {
    this->bench_.move(this->kActive);
    EXPECT_TRUE(this->is_readable());
    EXPECT_TRUE(this->next().has_value());
    EXPECT_FALSE(this->is_readable(std::chrono::milliseconds(0)));
}

TYPED_TEST_P(SwitchContract, SaysHowItIsNowWhateverWaitsToBeRead) {
    this->bench_.move(this->kActive);
    EXPECT_EQ(*this->device().state(), this->kActive);
    this->bench_.move(this->kResting);
    EXPECT_EQ(*this->device().state(), this->kResting);
}

TYPED_TEST_P(SwitchContract, ACoroutineCanWaitForAnEdge) {
    const rt::IoThread thread("test");
    this->bench_.move(this->kActive);
    EXPECT_TRUE(rt::run_blocking(thread, wait_readable(this->device().fd())));
    EXPECT_TRUE(this->next().has_value());
}

TYPED_TEST_P(SwitchContract, UnpluggedItIsAnErrorAndWakesWhoWaits) {
    this->bench_.unplug();
    EXPECT_TRUE(this->is_readable());
    const auto edge = this->device().next_edge();
    ASSERT_FALSE(edge);
    EXPECT_EQ(edge.error().code(), ErrorCode::NotFound);
    EXPECT_THAT(edge.error().message(), ::testing::HasSubstr("unplugged"));
    const auto state = this->device().state();
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code(), ErrorCode::NotFound);
    EXPECT_THAT(state.error().message(), ::testing::HasSubstr("unplugged"));
}

REGISTER_TYPED_TEST_SUITE_P(SwitchContract, RestsAtFirstAndHasNothingToTell,
                            TellsEachChangeOnceInOrderWithTheTimeItHappened,
                            ItsDescriptorIsReadableJustWhileAnEdgeWaits,
                            SaysHowItIsNowWhateverWaitsToBeRead, ACoroutineCanWaitForAnEdge,
                            UnpluggedItIsAnErrorAndWakesWhoWaits);

}  // namespace porchlight::hal
