// SPDX-License-Identifier: Apache-2.0
#include "rt/alarm.hpp"
#include "rt/backoff.hpp"
#include "rt/channel.hpp"
#include "rt/deadline.hpp"
#include "rt/gate.hpp"
#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "rt/launch.hpp"
#include "rt/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

namespace porchlight::rt {
namespace {

using namespace std::chrono_literals;

Task<int> answer_after(std::chrono::microseconds wait, int answer) {
    PL_CO_TRY_VOID(co_await sleep_for(wait));
    co_return answer;
}

TEST(Deadline, GivesTheAnswerThatCameInTimeAndTimesOutOtherwise) {
    const IoThread thread("test");
    EXPECT_EQ(*run_blocking(thread, with_deadline(answer_after(0us, 7), 10s, "ask")), 7);
    const auto late =
        run_blocking(thread, with_deadline(answer_after(1h, 7), 10ms, "ask the camera"));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code(), ErrorCode::TimedOut);
    EXPECT_EQ(late.error().message(), "ask the camera: no answer for 0.01 s");
}

Task<std::thread::id> thread_of_call() {
    co_return std::this_thread::get_id();
}

struct Hop {
    std::thread::id before, there, offloaded, after;
};

Task<Hop> hop(asio::any_io_executor other) {
    Hop hop;
    hop.before = std::this_thread::get_id();
    auto call = thread_of_call();
    PL_CO_TRY(hop.there, co_await call_on(other, std::move(call)));
    auto body = [] { return Result<std::thread::id>(std::this_thread::get_id()); };
    PL_CO_TRY(hop.offloaded, co_await offload(other, body));
    hop.after = std::this_thread::get_id();
    co_return hop;
}

TEST(CallOn, RunsOnTheOtherThreadAndComesBackToItsOwn) {
    const IoThread here("here");
    const IoThread there("there");
    const Hop seen = *run_blocking(here, hop(there.executor()));
    EXPECT_EQ(seen.before, seen.after);
    EXPECT_NE(seen.before, seen.there);
    EXPECT_EQ(seen.there, seen.offloaded);
}

Task<> fails() {
    co_return Error(ErrorCode::Corrupt, "broken");
}

Task<> cancel_and_join(Job* job) {
    job->cancel();
    const auto result = co_await job->join();
    co_return result;
}

Task<ErrorCode> cancel_a_sleeper() {
    Job job(co_await asio::this_coro::executor, "sleeper", sleep_for(1h));
    const auto result = co_await cancel_and_join(&job);
    co_return result ? ErrorCode::Internal : result.error().code();
}

Task<> join_a_failure() {
    Job job(co_await asio::this_coro::executor, "expected to fail in this test", fails());
    co_return co_await job.join();
}

TEST(Job, CancelEndsWhatItWaitsForAndJoinGivesItsResult) {
    const IoThread thread("test");
    EXPECT_EQ(*run_blocking(thread, cancel_a_sleeper()), ErrorCode::Cancelled);
    EXPECT_EQ(run_blocking(thread, join_a_failure()).error().message(), "broken");
}

Task<> hold(Gate::Holder holder, std::chrono::microseconds wait) {
    const auto kept = std::move(holder);
    co_return co_await sleep_for(wait);
}

Task<bool> close_while_held() {
    const auto executor = co_await asio::this_coro::executor;
    Gate gate(executor);
    spawn(executor, "holder", hold(std::move(*gate.enter()), 20ms));
    const bool held = gate.count() == 1;
    PL_CO_TRY_VOID(co_await gate.close());
    co_return held&& gate.count() == 0 && !gate.enter().has_value();
}

Task<> offload_for_ever(asio::any_io_executor other) {
    for (;;) {
        auto body = [] { return Result<>(); };
        PL_CO_TRY_VOID(co_await offload(other, body));
    }
}

Task<> cancel_many(asio::any_io_executor other) {
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < 2000; ++i) {
        Job job(executor, "offloads", offload_for_ever(other));
        auto yield = [] { return Result<>(); };
        PL_CO_TRY_VOID(co_await offload(other, yield));
        static_cast<void>(co_await cancel_and_join(&job));
    }
    co_return Result<>();
}

TEST(Job, CanBeCancelledWhileItWaitsForAnotherThread) {
    const IoThread here("here");
    const IoThread there("there");
    EXPECT_TRUE(run_blocking(here, cancel_many(there.executor())));
}

TEST(Gate, CloseWaitsForTheLastHolderAndRefusesNewOnes) {
    const IoThread thread("test");
    EXPECT_TRUE(*run_blocking(thread, close_while_held()));
}

Task<std::vector<int>> drain(Channel<int>* channel, std::size_t count) {
    std::vector<int> values;
    while (values.size() < count) {
        PL_CO_TRY(const int value, co_await channel->receive());
        values.push_back(value);
    }
    co_return values;
}

TEST(Channel, KeepsOrderAndCountsWhatDidNotFit) {
    const IoThread thread("test");
    Channel<int> channel(thread.executor(), 3);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(channel.try_send(i), i < 3);
    }
    EXPECT_EQ(channel.dropped(), 2U);
    EXPECT_EQ(*run_blocking(thread, drain(&channel, 3)), (std::vector<int>{0, 1, 2}));
    channel.close();
    EXPECT_EQ(run_blocking(thread, drain(&channel, 1)).error().code(), ErrorCode::Cancelled);
}

Task<int> receive_late_then_again(Channel<int>* channel) {
    auto late = with_deadline(channel->receive(), 5ms, "receive");
    const auto nothing = co_await std::move(late);
    if (nothing) {
        co_return Error(ErrorCode::Internal, "nothing was sent yet");
    }
    channel->try_send(7);
    co_return co_await channel->receive();
}

TEST(Channel, LosesNothingAfterAReceiveThatWasCancelled) {
    const IoThread thread("test");
    Channel<int> channel(thread.executor(), 3);
    EXPECT_EQ(*run_blocking(thread, receive_late_then_again(&channel)), 7);
}

TEST(Channel, WakesAReceiverFromAnotherThread) {
    const IoThread thread("test");
    Channel<int> channel(thread.executor(), 1000);
    const std::jthread sender([&channel] {
        for (int i = 0; i < 500; ++i) {
            channel.try_send(i);
        }
    });
    const auto values = run_blocking(thread, drain(&channel, 500));
    ASSERT_TRUE(values);
    EXPECT_EQ(values->back(), 499);
}

TEST(WorkQueue, RunsInOrderOneAtATimeAndRefusesWhenFull) {
    const WorkerPool pool(2, "test");
    WorkQueue queue(pool, 3);
    std::latch started(1);
    std::latch go_on(1);
    std::latch finished(3);
    std::vector<int> order;
    ASSERT_TRUE(queue.try_post([&] {
        started.count_down();
        go_on.wait();
        order.push_back(0);
        finished.count_down();
    }));
    started.wait();
    for (int i = 1; i < 3; ++i) {
        ASSERT_TRUE(queue.try_post([&order, &finished, i] {
            order.push_back(i);
            finished.count_down();
        }));
    }
    EXPECT_FALSE(queue.try_post([] {}));
    EXPECT_EQ(queue.refused(), 1U);
    go_on.count_down();
    finished.wait();
    EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
}

/// Work that never ends: there is always one that waits.
struct Again {
    WorkQueue queue;
    std::shared_ptr<int> held;
    void operator()() { queue.try_post(*this); }
};

TEST(WorkQueue, WhatWaitsIsDroppedWithThePoolWhichTheQueueOutlives) {
    std::optional<WorkerPool> pool(std::in_place, 2, "test");
    WorkQueue queue(*pool, 2);
    const auto held = std::make_shared<int>();
    ASSERT_TRUE(queue.try_post(Again{queue, held}));
    pool.reset();
    EXPECT_EQ(held.use_count(), 1);
    EXPECT_EQ(queue.waiting(), 0U);
}

TEST(Backoff, GrowsFromOneSecondToSixtyWithJitterAndStartsAgainAfterSuccess) {
    Random random(3);
    Backoff backoff;
    double expected_step = 1000;
    for (int i = 0; i < 10; ++i) {
        const auto wait = static_cast<double>(backoff.next(random).count());
        EXPECT_GE(wait, std::max(1000.0, expected_step / 2));
        EXPECT_LE(wait, expected_step);
        expected_step = std::min(expected_step * 2, 60000.0);
    }
    EXPECT_NE(backoff.next(random), backoff.next(random));
    backoff.reset();
    EXPECT_EQ(backoff.next(random), 1000ms);
}

Task<> wait_and_count(Alarm* alarm, std::chrono::microseconds time, int* waits) {
    PL_CO_TRY_VOID(co_await alarm->wait_for(time));
    ++*waits;
    co_return Result<>();
}

TEST(Alarm, IsOverWhenItsTimeIsAndWhenItIsWokenAlsoBefore) {
    IoThread thread("alarm");
    std::optional<Alarm> alarm;
    int waits = 0;
    const auto on_thread = [&](auto work) {
        auto task = offload(thread.executor(), [work] {
            work();
            return Result<>();
        });
        ASSERT_TRUE(run_blocking(thread, std::move(task)));
    };
    on_thread([&] { alarm.emplace(thread.executor()); });
    EXPECT_TRUE(
        run_blocking(thread, wait_and_count(&*alarm, std::chrono::milliseconds(1), &waits)));
    on_thread([&] { alarm->wake(); });
    EXPECT_TRUE(run_blocking(thread, wait_and_count(&*alarm, std::chrono::hours(1), &waits)));
    thread.post([&] { alarm->wake(); });
    EXPECT_EQ(waits, 2) << "a wake counts once";
    EXPECT_TRUE(run_blocking(thread, wait_and_count(&*alarm, std::chrono::hours(1), &waits)));
    EXPECT_EQ(waits, 3);
    on_thread([&] { alarm.reset(); });
}

}  // namespace
}  // namespace porchlight::rt
