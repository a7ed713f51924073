// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/rtp_test_support.hpp"

#include <gtest/gtest.h>

namespace porchlight::media::rtp {
namespace {

using namespace testing;

constexpr MonotonicTime kOrigin{std::chrono::seconds(5)};

TrackFormat aac_format() {
    TrackFormat format;
    format.track = AudioTrack{Codec::Aac, 16000, 1, {0x14, 0x08}};
    format.clock_rate = 16000;
    return format;
}

class Aac : public ::testing::Test {
  protected:
    Recorder recorder;
    TrackReceiver receiver{aac_format(), Delivery::Ordered, kOrigin, recorder};
    Sender sender{receiver};
};

TEST_F(Aac, TakesSeveralUnitsOutOfOnePacket) {
    // Two AU headers of 13 + 3 bits: sizes 3 and 2.
    ASSERT_TRUE(sender.send({0, 32, 0, 3 << 3, 0, 2 << 3, 'a', 'b', 'c', 'd', 'e'}, true));
    EXPECT_EQ(recorder.take_log(), "A:3 A:2 ");
    EXPECT_EQ(to_seconds(recorder.packets[1].pts - recorder.packets[0].pts), 0.064);
    EXPECT_EQ(recorder.packets[1].data, (ByteVector{'d', 'e'}));
}

TEST_F(Aac, JoinsAUnitOverSeveralPacketsAndDropsItWhenAPieceIsMissing) {
    const auto piece = [](std::uint8_t size) {
        ByteVector payload{0, 16, 0, 10 << 3};
        payload.resize(payload.size() + size, 'x');
        return payload;
    };
    ASSERT_TRUE(sender.send(piece(6), false));
    ASSERT_TRUE(sender.send(piece(4), true));
    EXPECT_EQ(recorder.take_log(), "A:10 ");
    sender.step();
    ASSERT_TRUE(sender.send(piece(6), false));
    ++sender.rtp.sequence;
    sender.step();
    ASSERT_TRUE(sender.send({0, 16, 0, 1 << 3, 'z'}, true));
    EXPECT_EQ(recorder.take_log(), "A:1 ");
}

TEST_F(Aac, TakesOffAnAdtsHeaderAndCountsBrokenPackets) {
    ASSERT_TRUE(sender.send({0, 16, 0, 10 << 3, 0xFF, 0xF1, 0, 0, 0, 0, 0, 'a', 'b', 'c'}, true));
    EXPECT_EQ(recorder.packets.back().data, (ByteVector{'a', 'b', 'c'}));
    ASSERT_TRUE(sender.send({0xFF, 0xFF, 0}, true));
    ASSERT_TRUE(sender.send({0}, true));
    EXPECT_EQ(receiver.counters().frames.damaged, 1U);
}

TEST(G711, GivesEachPacketAsAFrameOnThe90KilohertzLine) {
    TrackFormat format;
    format.track = AudioTrack{Codec::Pcmu, 8000, 1, {}};
    format.clock_rate = 8000;
    format.payload_type = 0;
    Recorder recorder;
    TrackReceiver receiver(format, Delivery::Ordered, kOrigin, recorder);
    Sender sender(receiver);
    sender.rtp.payload_type = 0;
    ASSERT_TRUE(sender.send(ByteVector(160, 0xFF), false));
    sender.rtp.timestamp += 160;
    ASSERT_TRUE(sender.send(ByteVector(160, 0xFF), false));
    EXPECT_EQ(recorder.take_log(), "A:160 A:160 ");
    EXPECT_EQ((recorder.packets[1].pts - recorder.packets[0].pts).count(), 1800);
}

TEST(Audio, NeverGoesBackWhenItIsMovedBack) {
    Recorder recorder;
    TrackReceiver receiver(aac_format(), Delivery::Ordered, kOrigin, recorder);
    Sender sender(receiver);
    const ByteVector unit{0, 16, 0, 1 << 3, 'z'};
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(sender.send(unit, true));
        sender.rtp.timestamp += 1024;
        if (i == 4) {
            receiver.clock().shift(MediaDuration(-2 * 5760));
        }
    }
    ASSERT_EQ(recorder.packets.size(), 8U);
    for (std::size_t i = 1; i < recorder.packets.size(); ++i) {
        EXPECT_GT(recorder.packets[i].pts, recorder.packets[i - 1].pts);
    }
}

}  // namespace
}  // namespace porchlight::media::rtp
