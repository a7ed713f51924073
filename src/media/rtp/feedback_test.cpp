// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/feedback.hpp"

#include <gmock/gmock.h>

namespace porchlight::media::rtp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t kOurs = 0x01020304;

/// @param kind  Of a feedback message, or how many blocks a report has.
ByteVector packet(unsigned kind, std::uint8_t type, ByteVector body) {
    ByteVector bytes{static_cast<std::uint8_t>(0x80U | kind), type, 0,
                     static_cast<std::uint8_t>(body.size() / 4)};
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

TEST(Feedback, NamesEachLostPacket) {
    // From 65534: itself, the next, and the sixteenth after it.
    const ByteVector nack = packet(1, 205, {0, 0, 0, 9, 1, 2, 3, 4, 0xFF, 0xFE, 0x80, 0x01});
    EXPECT_THAT(parse_feedback(nack, kOurs).lost, ElementsAre(65534, 65535, 14));
    EXPECT_THAT(parse_feedback(nack, kOurs + 1).lost, IsEmpty()) << "another stream's";
}

TEST(Feedback, AsksForAKeyFrame) {
    const ByteVector pli = packet(1, 206, {0, 0, 0, 9, 1, 2, 3, 4});
    EXPECT_TRUE(parse_feedback(pli, kOurs).wants_key_frame);
    EXPECT_FALSE(parse_feedback(pli, kOurs + 1).wants_key_frame);
    const ByteVector fir = packet(4, 206, {0, 0, 0, 9, 0, 0, 0, 0, 1, 2, 3, 4, 7, 0, 0, 0});
    EXPECT_TRUE(parse_feedback(fir, kOurs).wants_key_frame);
    const ByteVector other = packet(15, 206, {0, 0, 0, 9, 1, 2, 3, 4});
    EXPECT_FALSE(parse_feedback(other, kOurs).wants_key_frame);
}

TEST(Feedback, ReportsTheShareThatWasLost) {
    ByteVector block{1, 2, 3, 4, 64, 0, 0, 5};
    block.resize(24);
    ByteVector body{0, 0, 0, 9};
    body.insert(body.end(), block.begin(), block.end());
    EXPECT_EQ(parse_feedback(packet(1, 201, body), kOurs).share_lost, 0.25);
    EXPECT_LT(parse_feedback(packet(1, 201, body), kOurs + 1).share_lost, 0);
    ByteVector sender(24, 0);
    sender.insert(sender.end(), block.begin(), block.end());
    EXPECT_EQ(parse_feedback(packet(1, 200, sender), kOurs).share_lost, 0.25);
}

TEST(Feedback, ReadsAllOfACompoundPacketAndStopsWhereItIsCutShort) {
    ByteVector all = packet(0, 201, {0, 0, 0, 9});
    const ByteVector pli = packet(1, 206, {0, 0, 0, 9, 1, 2, 3, 4});
    const ByteVector bye = packet(1, 203, {0, 0, 0, 9});
    all.insert(all.end(), pli.begin(), pli.end());
    all.insert(all.end(), bye.begin(), bye.end());
    EXPECT_TRUE(parse_feedback(all, kOurs).wants_key_frame);
    EXPECT_TRUE(parse_feedback(all, kOurs).is_gone);
    all.pop_back();
    EXPECT_TRUE(parse_feedback(all, kOurs).wants_key_frame);
    EXPECT_FALSE(parse_feedback(all, kOurs).is_gone);
    for (std::size_t size = 0; size < all.size(); ++size) {
        static_cast<void>(parse_feedback(ByteSpan(all).first(size), kOurs));
    }
}

}  // namespace
}  // namespace porchlight::media::rtp
