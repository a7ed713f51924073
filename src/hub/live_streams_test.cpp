// SPDX-License-Identifier: Apache-2.0
#include "hub/live_streams.hpp"

#include "base/random.hpp"
#include "rt/io_thread.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

media::VideoTrack track(media::Codec codec) {
    media::VideoTrack track;
    track.codec = codec;
    track.size = {320, 180};
    track.sps = {0x67, 0x64, 0, 0x1F, 1};
    track.pps = {0x68, 1};
    return track;
}

/// Nothing runs on its threads: who gets which stream is decided at once.
class LiveStreamsTest : public testing::Test {
  protected:
    void sends(LiveQuality quality, media::Codec codec) {
        if (quality == LiveQuality::Sub) {
            streams_.set_has_sub(true);
        }
        streams_.of(quality).start(track(codec));
    }
    /// What a browser without H.265 gets, or with it.
    live::Broadcast* chosen(LiveQuality quality, bool h265 = false) {
        return &streams_.choose({quality, h265});
    }
    live::Broadcast* main() { return &streams_.of(LiveQuality::Main); }
    live::Broadcast* sub() { return &streams_.of(LiveQuality::Sub); }

    FakeClock clock_;
    Random random_{5};
    rt::IoThread media_{"media"};
    rt::WorkerPool pool_{1, "work"};
    LiveStreams streams_{pool_, media_.executor(), clock_, random_};
};

TEST_F(LiveStreamsTest, EachGetsWhatItAsksForWhereItCanBePlayed) {
    sends(LiveQuality::Main, media::Codec::H264);
    EXPECT_EQ(chosen(LiveQuality::Sub), main()) << "there is no small one";
    sends(LiveQuality::Sub, media::Codec::H264);
    EXPECT_EQ(chosen(LiveQuality::Main), main());
    EXPECT_EQ(chosen(LiveQuality::Sub), sub());
}

TEST_F(LiveStreamsTest, WhoCannotPlayH265GetsTheSmallStreamAndWhoCanTheLargeOne) {
    sends(LiveQuality::Main, media::Codec::H265);
    sends(LiveQuality::Sub, media::Codec::H264);
    EXPECT_EQ(chosen(LiveQuality::Main, true), main());
    EXPECT_EQ(chosen(LiveQuality::Main), sub());
    EXPECT_FALSE(streams_.transcoding());
    sub()->interrupt(Error(ErrorCode::TimedOut, "silent"));
    EXPECT_NE(chosen(LiveQuality::Main), sub()) << "it has no picture either";
}

TEST_F(LiveStreamsTest, ASmallStreamThatWasTakenAwayIsNotOffered) {
    sends(LiveQuality::Main, media::Codec::H265);
    sends(LiveQuality::Sub, media::Codec::H264);
    streams_.set_has_sub(false);
    EXPECT_EQ(chosen(LiveQuality::Sub, true), main());
    EXPECT_NE(chosen(LiveQuality::Main), sub());
}

TEST_F(LiveStreamsTest, WhatCannotBeEncodedAgainIsGivenAsItIs) {
    sends(LiveQuality::Main, media::Codec::H265);
    EXPECT_EQ(chosen(LiveQuality::Main), main()) << "no parameter sets, so nothing decodes it";
    EXPECT_FALSE(streams_.is_watched());
}

TEST_F(LiveStreamsTest, HlsNamesItsFilesAfterTheStreamAndKeepsTheCameraAwake) {
    sends(LiveQuality::Main, media::Codec::H264);
    EXPECT_TRUE(streams_.hls_playlist({}).empty()) << "no picture yet";
    EXPECT_TRUE(streams_.is_watched());
    auto packet = std::make_shared<media::Packet>();
    packet->kind = media::FrameKind::Key;
    packet->data = {0, 0, 0, 1, 7};
    for (int i = 0; i < 4; ++i) {
        packet = std::make_shared<media::Packet>(*packet);
        packet->dts = packet->pts = MediaTime(i * 90000);
        main()->send(packet);
    }
    const std::string list = streams_.hls_playlist({});
    const auto begin = list.find("live/main-", list.find("#EXTINF")) + 5;
    const std::string name = list.substr(begin, list.find('\n', begin) - begin);
    EXPECT_NE(streams_.hls_file(name), nullptr) << name;
    EXPECT_EQ(streams_.hls_file("sub" + name.substr(4)), nullptr);
    clock_.advance(std::chrono::seconds(15));
    streams_.tick();
    EXPECT_FALSE(streams_.is_watched());
}

}  // namespace
}  // namespace porchlight::hub
