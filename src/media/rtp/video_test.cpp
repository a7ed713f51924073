// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/nal_unpacker.hpp"
#include "media/rtp/rtp_test_support.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace porchlight::media::rtp {
namespace {

using namespace testing;

constexpr MonotonicTime kOrigin{std::chrono::seconds(5)};

class Video : public ::testing::Test {
  protected:
    /// Three frames are enough to trust markers; what they gave is dropped from the log.
    void settle() {
        sender.frame({kSps, kPps, kIdr});
        for (int i = 0; i < 5; ++i) {
            sender.frame({kDelta});
        }
        recorder.take_log();
    }

    Recorder recorder;
    TrackReceiver receiver{h264_format(), Delivery::Ordered, kOrigin, recorder};
    Sender sender{receiver};
};

TEST_F(Video, YieldsFramesAtOnceOnceMarkersAreTrusted) {
    sender.frame({kSps, kPps, kIdr});
    EXPECT_EQ(recorder.take_log(), "");  // a marker alone is not believed yet
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "track K:38 ");
    sender.frame({kDelta, kDeltaRest});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "D:9 D:17 D:9 ");  // from the third on at once
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "D:9 ");
    EXPECT_EQ(recorder.tracks.at(0).sps, kSps);
    EXPECT_EQ(recorder.tracks.at(0).size.width, 640);
}

TEST_F(Video, EndsFramesByTimestampWhenMarkersNeverCome) {
    sender.sends_markers = false;
    sender.frame({kSps, kPps, kIdr});
    for (int i = 0; i < 20; ++i) {
        sender.frame({kDelta, kDeltaRest});
    }
    EXPECT_EQ(recorder.packets.size(), 20U);
    EXPECT_EQ(recorder.packets.back().data.size(), 17U);
    EXPECT_EQ((recorder.packets.back().pts - recorder.packets.front().pts).count(), 19 * 6000);
}

TEST_F(Video, IsNotFooledByAMarkerOnEverySlice) {
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(sender.send(i == 0 ? kSps : kDelta, true));
        ASSERT_TRUE(sender.send(i == 0 ? kPps : kDeltaRest, true));
        ASSERT_TRUE(sender.send(i == 0 ? kIdr : kDeltaRest, true));
        sender.step();
    }
    EXPECT_EQ(recorder.packets.size(), 9U);
    EXPECT_EQ(recorder.packets.back().data.size(), 25U);
    EXPECT_EQ(receiver.counters().frames.damaged, 0U);
}

TEST_F(Video, DropsARestThatComesAfterATrustedMarkerAndWaitsForTheNextKeyFrame) {
    settle();
    ASSERT_TRUE(sender.send(kDelta, true));
    EXPECT_EQ(recorder.take_log(), "D:9 ");
    ASSERT_TRUE(sender.send(kDeltaRest, true));
    sender.step();
    sender.frame({kDelta});
    sender.frame({kIdr});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "K:13 ");
    EXPECT_EQ(receiver.counters().frames.damaged, 1U);
}

TEST_F(Video, JoinsFragmentsAndTakesAggregatesApart) {
    settle();
    // FU-A of an IDR slice in three pieces.
    ASSERT_TRUE(sender.send({0x7C, 0x85, 0x88, 0x80, 1}, false));
    ASSERT_TRUE(sender.send({0x7C, 0x05, 2, 3}, false));
    ASSERT_TRUE(sender.send({0x7C, 0x45, 4}, true));
    const ByteVector expected{0, 0, 0, 7, 0x65, 0x88, 0x80, 1, 2, 3, 4};
    EXPECT_EQ(recorder.packets.back().data, expected);
    EXPECT_EQ(recorder.packets.back().kind, FrameKind::Key);
    sender.step();
    // STAP-A of known parameter sets, a delimiter and a slice: only the slice is new.
    ByteVector stap{0x78};
    for (const ByteVector& nal : {ByteVector{0x09, 0xF0}, kSps, kPps, kIdr}) {
        stap.push_back(0);
        stap.push_back(static_cast<std::uint8_t>(nal.size()));
        stap.insert(stap.end(), nal.begin(), nal.end());
    }
    recorder.take_log();
    ASSERT_TRUE(sender.send(stap, true));
    EXPECT_EQ(recorder.take_log(), "K:13 ");
}

TEST_F(Video, ForgivesAMissingEndBitAndStartCodesInPayloads) {
    settle();
    ASSERT_TRUE(sender.send({0x7C, 0x85, 0x88, 0x80, 1}, false));
    ASSERT_TRUE(sender.send({0x7C, 0x05, 2, 3}, true));
    EXPECT_EQ(recorder.take_log(), "K:10 ");
    sender.step();
    ByteVector annexb{0, 0, 0, 1};
    annexb.insert(annexb.end(), kDelta.begin(), kDelta.end());
    ASSERT_TRUE(sender.send(annexb, true));
    EXPECT_EQ(recorder.take_log(), "D:9 ");
}

TEST_F(Video, RefusesInterleavedPacking) {
    for (const std::uint8_t type : {25, 26, 27, 29}) {
        const auto sent = sender.send({type, 0, 0, 0, 0}, true);
        ASSERT_FALSE(sent);
        EXPECT_EQ(sent.error().code(), ErrorCode::Unsupported);
    }
}

TEST_F(Video, DropsDamagedFramesUntilTheNextKeyFrame) {
    settle();
    ++sender.rtp.sequence;  // one packet missing before a whole frame
    sender.frame({kDelta});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "");
    EXPECT_EQ(receiver.counters().frames.awaiting_key, 2U);
    sender.frame({kIdr});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "K:13 D:9 ");
    EXPECT_EQ(receiver.counters().lost, 1U);
    // The first slice of a key frame is missing.
    ++sender.rtp.sequence;
    ByteVector rest = kIdr;
    rest[1] = 0x18;
    sender.frame({rest});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "");
    EXPECT_EQ(receiver.counters().frames.damaged, 1U);
}

TEST_F(Video, GoesOnThroughSequenceWrapJumpAndNewSender) {
    sender.rtp.sequence = 65534;
    settle();
    EXPECT_EQ(receiver.counters().lost, 0U);
    sender.rtp.sequence += 20000;
    sender.frame({kDelta});
    sender.frame({kIdr});
    EXPECT_EQ(recorder.take_log(), "K:13 ");
    sender.rtp.ssrc = 99;
    sender.rtp.sequence = 5;
    sender.rtp.timestamp = 12345;
    sender.frame({kIdr});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "K:13 D:9 ");
    const auto& packets = recorder.packets;
    EXPECT_NEAR(to_seconds(packets[packets.size() - 2].pts - packets[packets.size() - 3].pts),
                0.0667, 0.001);
}

TEST_F(Video, BelievesACameraWhoseSequenceNumbersMakeNoSense) {
    for (int i = 0; i < 200; ++i) {
        sender.rtp.sequence = 4;
        if (i % 20 == 0) {
            sender.frame({kSps});
            sender.rtp.sequence = 4;
            sender.frame({kPps});
            sender.rtp.sequence = 4;
            sender.frame({kIdr});
        } else {
            sender.frame({kDelta});
        }
    }
    EXPECT_GT(recorder.packets.size(), 100U);
}

TEST_F(Video, KeepsTimeGoingThroughWrapAndRestartOfTimestamps) {
    sender.rtp.timestamp = 0xFFFFFFFF - 8000;
    settle();
    sender.rtp.timestamp = 3000000000;  // restarts
    for (int i = 0; i < 5; ++i) {
        sender.frame({kDelta});
    }
    sender.rtp.timestamp += 90000U * 3600;  // jumps by an hour
    for (int i = 0; i < 5; ++i) {
        sender.frame({kDelta});
    }
    ASSERT_EQ(recorder.packets.size(), 16U);
    for (std::size_t i = 1; i < recorder.packets.size(); ++i) {
        const double step = to_seconds(recorder.packets[i].dts - recorder.packets[i - 1].dts);
        EXPECT_NEAR(step, 0.0667, 0.001) << i;
    }
}

TEST_F(Video, GivesTimeToACameraThatDoesNotCount) {
    settle();
    for (int i = 0; i < 30; ++i) {
        sender.rtp.timestamp = 777;
        sender.frame({kDelta});
    }
    const auto& packets = recorder.packets;
    EXPECT_EQ(packets.size(), 36U);
    EXPECT_NEAR(to_seconds(packets[35].pts - packets[25].pts), 0.667, 0.01);
}

TEST_F(Video, ReportsChangedParameterSetsBeforeTheKeyFrame) {
    settle();
    ByteVector other_pps = kPps;
    other_pps.back() ^= 1U;
    sender.frame({kSps, other_pps, kIdr});
    EXPECT_EQ(recorder.take_log(), "track K:21 ");  // the changed set stays in the packet too
    EXPECT_EQ(recorder.tracks.back().pps, other_pps);
    // Two of a kind in one unit are no change each time.
    sender.frame({kSps, other_pps, kPps, kIdr});
    sender.frame({kSps, other_pps, kPps, kIdr});
    EXPECT_EQ(recorder.take_log(), "K:21 K:21 ");
}

TEST_F(Video, WaitsForParameterSetsThatNobodySent) {
    sender.frame({kIdr});
    sender.frame({kDelta});
    sender.frame({kSps, kPps, kIdr});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "track K:38 D:9 ");
    EXPECT_EQ(receiver.counters().frames.without_parameters, 1U);
}

TEST_F(Video, TakesAnIntraPictureBehindParameterSetsAsAKeyFrame) {
    ByteVector intra = kDelta;
    intra[1] = 0x88;  // first_mb 0, slice_type 7
    sender.frame({kSps, kPps, intra});
    sender.frame({kDelta});
    EXPECT_EQ(recorder.take_log(), "track K:34 ");
}

TEST_F(Video, TakesAnUnannouncedPayloadTypeUntilTheAnnouncedOneComes) {
    sender.rtp.payload_type = 98;
    settle();
    EXPECT_EQ(recorder.packets.size(), 6U);
    sender.rtp.payload_type = 96;
    sender.frame({kIdr});
    sender.rtp.payload_type = 98;
    sender.frame({kDelta});
    EXPECT_EQ(receiver.counters().unreadable, 1U);
}

TEST_F(Video, NumbersPicturesThatAreSentOutOfDisplayOrder) {
    settle();
    const std::uint32_t start = sender.rtp.timestamp;
    for (const std::uint32_t place : {2U, 0U, 1U, 5U, 3U, 4U, 8U, 6U, 7U}) {
        sender.rtp.timestamp = start + place * 6000;
        ASSERT_TRUE(sender.send(kDelta, true));
        sender.now += Microseconds(66667);
    }
    for (std::size_t i = 1; i < recorder.packets.size(); ++i) {
        EXPECT_GE(recorder.packets[i].dts, recorder.packets[i - 1].dts) << i;
        EXPECT_LE(recorder.packets[i].dts, recorder.packets[i].pts) << i;
    }
}

TEST(H265, JoinsFragmentsAndTakesAggregatesApart) {
    const ByteVector vps{0x40, 1, 0x0C};
    const ByteVector sps{0x42, 1, 1};
    const ByteVector pps{0x44, 1, 0xC1};
    TrackFormat format = h264_format();
    format.track = VideoTrack{
        .codec = Codec::H265, .size = {}, .frame_rate = 0, .vps = {}, .sps = {}, .pps = {}};
    Recorder recorder;
    TrackReceiver receiver(format, Delivery::Ordered, kOrigin, recorder);
    Sender sender(receiver);
    ByteVector aggregate{0x60, 1};
    for (const ByteVector& nal : {vps, sps, pps}) {
        aggregate.push_back(0);
        aggregate.push_back(static_cast<std::uint8_t>(nal.size()));
        aggregate.insert(aggregate.end(), nal.begin(), nal.end());
    }
    ASSERT_TRUE(sender.send(aggregate, false));
    ASSERT_TRUE(sender.send({0x62, 1, 0x93, 0x80, 1}, false));  // start, IDR_W_RADL
    ASSERT_TRUE(sender.send({0x62, 1, 0x13, 2}, false));
    ASSERT_TRUE(sender.send({0x62, 1, 0x53, 3}, true));
    sender.step();
    sender.frame({{0x02, 1, 0x80, 4}});
    sender.frame({{0x02, 1, 0x80, 5}});
    EXPECT_EQ(recorder.take_log(), "track K:31 D:8 ");
    const auto& key = recorder.packets.at(0).data;
    EXPECT_EQ(ByteVector(key.end() - 10, key.end()),
              (ByteVector{0, 0, 0, 6, 0x26, 1, 0x80, 1, 2, 3}));
    EXPECT_EQ(recorder.tracks.at(0).vps, vps);
    EXPECT_EQ(sender.send({0x64, 1, 0, 0}, true).error().code(), ErrorCode::Unsupported);
}

}  // namespace
}  // namespace porchlight::media::rtp
