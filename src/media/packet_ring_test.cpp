// SPDX-License-Identifier: Apache-2.0
#include "media/packet_ring.hpp"

#include <gtest/gtest.h>

namespace porchlight::media {
namespace {

using namespace std::chrono_literals;

constexpr MonotonicTime kStart{100s};

/// One frame of `size` bytes that arrives `at` after the start.
PacketPtr frame(std::chrono::milliseconds at, FrameKind kind, std::size_t size = 100) {
    auto packet = std::make_shared<Packet>();
    packet->kind = kind;
    packet->arrived = kStart + at;
    packet->dts = packet->pts = MediaTime(std::chrono::duration_cast<MediaDuration>(at));
    packet->data.resize(size);
    return packet;
}

/// Ten frames a second, a key frame every second, from `from` up to `to`.
void feed(PacketRing& ring, std::chrono::milliseconds from, std::chrono::milliseconds to) {
    for (auto at = from; at < to; at += 100ms) {
        ring.push(frame(at, at % 1000ms == 0ms ? FrameKind::Key : FrameKind::Delta));
    }
}

TEST(PacketRing, GivesAllSinceTheLastKeyFrameAtOrBeforeTheMoment) {
    PacketRing ring({.span = 5s});
    feed(ring, 0s, 10s);
    const auto inside = ring.since(kStart + 6500ms);
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_EQ(inside[0].packets.size(), 40U);
    EXPECT_EQ(inside[0].packets[0]->arrived, kStart + 6s);
    EXPECT_EQ(inside[0].packets[0]->kind, FrameKind::Key);
    EXPECT_EQ(ring.since(kStart + 6s)[0].packets[0]->arrived, kStart + 6s);
    EXPECT_EQ(ring.since(kStart)[0].packets[0]->arrived, kStart + 4s);
    EXPECT_EQ(ring.last_group().size(), 10U);
}

TEST(PacketRing, KeepsNoMoreThanTheSpanAndTheGroupThatReachesIt) {
    PacketRing ring({.span = 3s});
    feed(ring, 0s, 60s);
    // Newest 59.9 s, so the span begins at 56.9 s: kept from the key frame at 56 s.
    EXPECT_EQ(ring.size(), Bytes(40 * 100));
    ring.set_span(0s);
    ring.push(frame(60s, FrameKind::Key));
    EXPECT_EQ(ring.size(), Bytes(100));
}

TEST(PacketRing, DropsWholeGroupsWhenTheBytesAreTooMany) {
    PacketRing ring({.span = 60s, .bytes = Bytes(2500)});
    feed(ring, 0s, 10s);
    EXPECT_LE(ring.size(), Bytes(2500));
    EXPECT_EQ(ring.since(kStart)[0].packets[0]->kind, FrameKind::Key);
    ring.push(frame(10s, FrameKind::Key, 3000));
    EXPECT_TRUE(ring.since(kStart).empty());
    ring.push(frame(10100ms, FrameKind::Delta));
    EXPECT_TRUE(ring.since(kStart).empty()) << "a frame without its key frame is of no use";
    ring.push(frame(11s, FrameKind::Key));
    EXPECT_EQ(ring.last_group().size(), 1U);
}

TEST(PacketRing, KeepsWhatWasBeforeAReconnectAsAPieceOfItsOwn) {
    PacketRing ring({.span = 5s});
    feed(ring, 0s, 3s);
    EXPECT_EQ(ring.begin_stream(), 1U);
    ring.push(frame(3500ms, FrameKind::Delta));  // no key frame yet
    feed(ring, 4s, 6s);
    const auto pieces = ring.since(kStart + 1s);
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0].stream, 0U);
    EXPECT_EQ(pieces[0].packets.size(), 20U);
    EXPECT_EQ(pieces[1].stream, 1U);
    EXPECT_EQ(pieces[1].packets.size(), 20U);
    const auto rest = ring.after(pieces[1].packets[3]);
    ASSERT_EQ(rest.packets.size(), 10U);
    EXPECT_EQ(rest.packets[0]->arrived, kStart + 5s);
}

}  // namespace
}  // namespace porchlight::media
