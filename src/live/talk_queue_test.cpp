// SPDX-License-Identifier: Apache-2.0
#include "live/talk_queue.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace porchlight::live {
namespace {

media::PacketPtr word(std::int64_t number) {
    auto packet = std::make_shared<media::Packet>();
    packet->pts = MediaTime(number);
    return packet;
}

std::int64_t number_of(const media::PacketPtr& packet) {
    return packet ? packet->pts.ticks() : -1;
}

TEST(TalkQueue, ABurstLeavesAPacketATurnAndInOrder) {
    TalkQueue queue;
    for (int i = 0; i < 5; ++i) {
        queue.push(word(i));
    }
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(number_of(queue.pop()), i);
    }
    EXPECT_EQ(queue.pop(), nullptr);
}

TEST(TalkQueue, BeginsALittleLateAndSoBearsALatePacket) {
    TalkQueue queue;
    queue.push(word(0));
    EXPECT_EQ(queue.pop(), nullptr);
    queue.push(word(1));
    EXPECT_EQ(queue.pop(), nullptr);
    queue.push(word(2));
    EXPECT_EQ(number_of(queue.pop()), 0);
    // Two turns without a packet are not heard.
    EXPECT_EQ(number_of(queue.pop()), 1);
    EXPECT_EQ(number_of(queue.pop()), 2);
    EXPECT_EQ(queue.pop(), nullptr) << "the third is";
    queue.push(word(3));
    queue.push(word(4));
    EXPECT_EQ(queue.pop(), nullptr) << "it begins anew";
}

TEST(TalkQueue, AShortWordIsSaidAllTheSame) {
    TalkQueue queue;
    queue.push(word(7));
    int turns = 0;
    while (queue.pop() == nullptr && turns < 10) {
        ++turns;
    }
    EXPECT_EQ(turns, static_cast<int>(TalkQueue::kBegin));
}

TEST(TalkQueue, IsNeverMoreThan200MsBehindAndLosesTheOldest) {
    TalkQueue queue;
    for (int i = 0; i < 100; ++i) {
        queue.push(word(i));
    }
    EXPECT_EQ(number_of(queue.pop()), 90);
    int left = 0;
    while (queue.pop() != nullptr) {
        ++left;
    }
    EXPECT_EQ(left, 9);
}

}  // namespace
}  // namespace porchlight::live
