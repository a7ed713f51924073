// SPDX-License-Identifier: Apache-2.0
#include "live/broadcast.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace porchlight::live {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto kKey = media::FrameKind::Key;
constexpr auto kDelta = media::FrameKind::Delta;
constexpr int kRate = 10;

media::VideoTrack track() {
    media::VideoTrack track;
    track.size = {320, 180};
    track.sps = {0x67, 0x64, 0, 0x1F, 1};
    track.pps = {0x68, 1};
    return track;
}

class HlsTest : public testing::Test {
  protected:
    HlsTest() { broadcast_.start(track()); }
    /// Ten frames a second, a key frame every `group` of them.
    void send(int frames, int group) {
        for (int i = 0; i < frames; ++i, ++sent_) {
            auto packet = std::make_shared<media::Packet>();
            packet->kind = sent_ % group == 0 ? kKey : kDelta;
            packet->dts = packet->pts = MediaTime(sent_ * (90000 / kRate));
            packet->data = {0, 0, 0, 1, 7};
            broadcast_.send(packet);
        }
    }
    std::string playlist() { return broadcast_.ask_for_hls("main", now_).playlist("live/"); }
    /// Of the segments that a playlist lists.
    static std::vector<double> durations(const std::string& list) {
        std::vector<double> found;
        const std::regex shape("#EXTINF:([0-9.]+),");
        for (std::sregex_iterator at(list.begin(), list.end(), shape), end; at != end; ++at) {
            found.push_back(std::stod((*at)[1]));
        }
        return found;
    }
    static std::vector<std::string> files(const std::string& list) {
        std::vector<std::string> found;
        const std::regex shape("live/(main-[0-9]+\\.m4s)");
        for (std::sregex_iterator at(list.begin(), list.end(), shape), end; at != end; ++at) {
            found.push_back((*at)[1]);
        }
        return found;
    }

    Broadcast broadcast_;
    MonotonicTime now_{1h};
    int sent_ = 0;
};

TEST_F(HlsTest, WhoAsksFirstGetsWhatIsKeptAtOnceAndThenAGroupEach) {
    send(13, 10);
    std::string list = playlist();
    EXPECT_THAT(durations(list), testing::ElementsAre(0.1, 0.1, 0.1));
    send(28, 10);
    list = playlist();
    EXPECT_THAT(durations(list), testing::ElementsAre(0.1, 0.1, 0.1, 0.7, 1, 1)) << list;
    EXPECT_THAT(list, HasSubstr("#EXT-X-TARGETDURATION:2\n"));
    EXPECT_THAT(list, HasSubstr("#EXT-X-MAP:URI=\"live/main-init-1.mp4\"\n"));
    EXPECT_NE(broadcast_.hls_file("main-init-1.mp4", now_), nullptr);
    for (const std::string& file : files(list)) {
        EXPECT_NE(broadcast_.hls_file(file, now_), nullptr) << file;
    }
    EXPECT_EQ(broadcast_.hls_file("main-1.m4s", now_), nullptr);
}

TEST_F(HlsTest, AListOfFewerThanThreeSegmentsIsNoneYet) {
    send(11, 10);
    EXPECT_TRUE(playlist().empty()) << "of one frame";
    send(10, 10);
    EXPECT_TRUE(playlist().empty()) << "of two segments";
    send(10, 10);
    EXPECT_THAT(durations(playlist()), testing::ElementsAre(0.04, 0.9, 1));
}

TEST_F(HlsTest, NoSegmentIsLongerThanTheTargetHoweverRareKeyFramesAre) {
    playlist();
    send(150, 100);
    for (const double duration : durations(playlist())) {
        EXPECT_LT(duration, 2.5);
    }
    EXPECT_GE(durations(playlist()).size(), 4U);
}

TEST_F(HlsTest, TheOldestLeavesTheListAndMayStillBeAskedForAWhile) {
    send(3, 20);
    playlist();
    send(97, 20);
    const std::string first = files(playlist()).front();
    send(20, 20);
    const std::string later = playlist();
    EXPECT_NE(files(later).front(), first);
    EXPECT_NE(broadcast_.hls_file(first, now_), nullptr);
    send(300, 20);
    EXPECT_EQ(broadcast_.hls_file(first, now_), nullptr);
    double listed = 0;
    for (const double duration : durations(playlist())) {
        listed += duration;
    }
    EXPECT_GE(listed, 8) << "players start three targets before the end";
    EXPECT_LE(listed, 11);
}

TEST_F(HlsTest, AnotherShapeIsADiscontinuityWithItsOwnInitialisation) {
    send(13, 10);
    const std::string before = playlist();
    broadcast_.start(track());
    EXPECT_TRUE(playlist().empty()) << "no picture yet";
    sent_ = 0;
    send(31, 10);
    const std::string after = playlist();
    EXPECT_THAT(after, HasSubstr("#EXT-X-DISCONTINUITY\n#EXTINF"));
    EXPECT_THAT(after, HasSubstr("main-init-2.mp4"));
    EXPECT_GT(files(after).front(), files(before).back());
    send(300, 10);
    EXPECT_THAT(playlist(), HasSubstr("#EXT-X-DISCONTINUITY-SEQUENCE:1\n"));
}

TEST_F(HlsTest, IsMadeOnlyWhileSomebodyAsksAndCountsAsWatching) {
    send(13, 10);
    EXPECT_FALSE(broadcast_.is_watched());
    const std::string list = playlist();
    EXPECT_TRUE(broadcast_.is_watched());
    now_ += 14s;
    EXPECT_NE(broadcast_.hls_file(files(list).front(), now_), nullptr);
    now_ += 14s;
    broadcast_.end_unwanted_hls(now_);
    EXPECT_TRUE(broadcast_.is_watched()) << "a piece was asked for 14 s ago";
    now_ += 1s;
    broadcast_.end_unwanted_hls(now_);
    EXPECT_FALSE(broadcast_.is_watched());
    EXPECT_GT(files(playlist()).front(), files(list).back()) << "no number comes twice";
}

}  // namespace
}  // namespace porchlight::live
