// SPDX-License-Identifier: Apache-2.0
#include "live/aac_sound.hpp"

#include "live/viewer_for_test.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace porchlight::live {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

media::PacketPtr packet(MediaDuration at, media::ByteVector data) {
    auto packet = std::make_shared<media::Packet>();
    packet->track = media::TrackKind::Audio;
    packet->kind = media::FrameKind::Key;
    packet->pts = packet->dts = MediaTime(at);
    packet->data = std::move(data);
    return packet;
}

/// 20 ms of silence, as G.711 writes it.
media::PacketPtr silence(int index) {
    return packet(MediaDuration(1800 * index), media::ByteVector(160, 0xFF));
}

class AacSoundTest : public ::testing::Test {
  protected:
    std::shared_ptr<Viewer> listen() {
        auto listener = std::make_shared<Viewer>(thread_.executor());
        sound_.add(listener);
        return listener;
    }
    std::vector<Message> messages(const std::shared_ptr<Viewer>& listener) {
        return messages_of(thread_, listener);
    }

    rt::IoThread thread_{"test"};
    AacSound sound_;
    media::AudioTrack g711_{media::Codec::Pcmu, 8000, 1, {}};
    /// Of AAC-LC, 16 kHz, one channel.
    media::AudioTrack aac_{media::Codec::Aac, 16000, 1, {0x14, 0x08}};
};

TEST_F(AacSoundTest, AacIsHeardAsItComes) {
    sound_.start(aac_);
    const auto listener = listen();
    const media::ByteVector data{9, 8, 7, 6};
    sound_.send(packet(MediaDuration(90000), data));
    sound_.send(packet(MediaDuration(90000 + 5760), data));
    const auto got = messages(listener);
    ASSERT_THAT(got, SizeIs(3));
    const auto& start = std::get<Start>(got[0]);
    EXPECT_EQ(start.kind, StreamKind::Sound);
    EXPECT_EQ(start.mime, "audio/mp4; codecs=\"mp4a.40.2\"");
    EXPECT_FALSE(start.bytes->empty());
    const auto& bytes = *std::get<Segment>(got[1]).bytes;
    EXPECT_FALSE(std::ranges::search(bytes, data).empty());
}

TEST_F(AacSoundTest, G711IsTurnedWhileSomebodyListens) {
    sound_.start(g711_);
    sound_.send(silence(0));
    auto listener = listen();
    for (int i = 1; i < 41; ++i) {
        sound_.send(silence(i));
    }
    const auto got = messages(listener);
    // 800 ms are six frames of 128 ms; the encoder holds one or two back.
    EXPECT_GE(got.size(), 1U + 4U);
    EXPECT_LE(got.size(), 1U + 6U);
    EXPECT_THAT(std::get<Start>(got[0]).mime, HasSubstr("mp4a.40.2"));
    listener.reset();
    sound_.send(silence(41));
    EXPECT_THAT(messages(listen()), SizeIs(1)) << "it begins anew, with a Start";
}

TEST_F(AacSoundTest, ThatThereIsNoneIsSaidUntilThereIs) {
    const auto listener = listen();
    sound_.start(std::nullopt);
    sound_.start(aac_);
    sound_.stop();
    const auto got = messages(listener);
    ASSERT_THAT(got, SizeIs(4));
    EXPECT_THAT(std::get<Error>(got[0]).message(), HasSubstr("no sound"));
    EXPECT_TRUE(std::holds_alternative<Error>(got[1]));
    EXPECT_TRUE(std::holds_alternative<Start>(got[2]));
    EXPECT_TRUE(std::holds_alternative<Error>(got[3]));
    sound_.send(silence(0));
    EXPECT_THAT(messages(listener), IsEmpty());
}

TEST_F(AacSoundTest, WhatNobodyCanTurnIsLeftOut) {
    sound_.start(media::AudioTrack{media::Codec::Pcmu, 8000, 6, {}});  // six channels
    const auto listener = listen();
    sound_.send(silence(0));
    const auto got = messages(listener);
    ASSERT_THAT(got, SizeIs(1));
    EXPECT_TRUE(std::holds_alternative<Error>(got[0]));
}

}  // namespace
}  // namespace porchlight::live
