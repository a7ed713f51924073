// SPDX-License-Identifier: Apache-2.0
#include "live/webrtc/feed.hpp"

#include "media/rtp/rtp_packet.hpp"

#include <gmock/gmock.h>

namespace porchlight::live {
namespace {

using media::FrameKind;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr double kMuchLost = 0.25;

/// A camera's two streams, 15 frames a second each, with clocks and numbers of their own.
class FeedTest : public ::testing::Test {
  protected:
    FeedTest() {
        for (RtpStream* stream : {full_.get(), small_.get()}) {
            media::VideoTrack track;
            track.sps = {0x67, 0x42, 0xE0, 0x1F};
            track.pps = {0x68, 1};
            stream->start(track);
            stream->on_key_frame_wanted([this] { ++wanted_; });
        }
        step(FrameKind::Key);
        feed_ =
            std::make_unique<Feed>(102, FeedStreams{full_, group_, small_}, [this] { ++woken_; });
    }

    media::PacketPtr frame(FrameKind kind, MediaDuration offset) const {
        auto packet = std::make_shared<media::Packet>();
        packet->kind = kind;
        packet->pts = packet->dts = MediaTime(MediaDuration(6000 * count_) + offset);
        packet->arrived = now_;
        packet->data = {0, 0, 0, 3, static_cast<std::uint8_t>(kind == FrameKind::Key ? 0x65 : 0x41),
                        1, 2};
        return packet;
    }
    /// The next frame of both.
    void step(FrameKind kind) {
        now_ += 1000ms / 15;
        ++count_;
        const auto packet = frame(kind, {});
        if (kind == FrameKind::Key) {
            group_.clear();
        }
        group_.push_back(packet);
        full_->send(packet);
        small_->send(frame(kind, MediaDuration(777777)));
    }
    struct Got {
        std::vector<std::uint16_t> sequences;
        std::vector<std::uint32_t> timestamps;
        std::vector<std::uint32_t> ssrcs;
        std::vector<int> types;
    };
    Feed::Send into(Got& got) {
        return [this, &got](media::ByteSpan packet, Feed::Moved moved) {
            media::ByteVector bytes(packet.begin(), packet.end());
            feed_->number(bytes, moved);
            const auto rtp = media::rtp::parse_rtp(bytes).value();
            got.sequences.push_back(rtp.sequence);
            got.timestamps.push_back(rtp.timestamp);
            got.ssrcs.push_back(rtp.ssrc);
            got.types.push_back(rtp.payload_type);
        };
    }
    Got sent() {
        Got got;
        while (feed_->has_waiting()) {
            feed_->send_next(into(got));
        }
        return got;
    }
    Got report(const media::rtp::Feedback& feedback) {
        Got got;
        feed_->take(feedback, now_, into(got));
        return got;
    }
    /// As often as browsers report, for so long, with frames in between.
    void lose(double share, std::chrono::seconds span) {
        for (const MonotonicTime end = now_ + span; now_ < end;) {
            for (int i = 0; i < 15; ++i) {
                step(i == 7 ? FrameKind::Key : FrameKind::Delta);
            }
            media::rtp::Feedback feedback;
            feedback.share_lost = share;
            report(feedback);
        }
    }
    static void expect_unbroken(const Got& got) {
        for (std::size_t i = 1; i < got.sequences.size(); ++i) {
            EXPECT_EQ(got.sequences[i], static_cast<std::uint16_t>(got.sequences[i - 1] + 1));
            const auto step = static_cast<std::int32_t>(got.timestamps[i] - got.timestamps[i - 1]);
            EXPECT_GE(step, 0);
            EXPECT_LE(step, 6010) << "a frame later, as exactly as the clocks tell";
        }
    }

    Random random_{1};
    MonotonicTime now_{std::chrono::hours(1)};
    int count_ = 0;
    int woken_ = 0;
    int wanted_ = 0;
    std::shared_ptr<RtpStream> full_ = std::make_shared<RtpStream>(random_);
    std::shared_ptr<RtpStream> small_ = std::make_shared<RtpStream>(random_);
    std::vector<media::PacketPtr> group_;
    std::unique_ptr<Feed> feed_;
};

TEST_F(FeedTest, ALineThatLosesMuchGetsTheSmallStreamAsOneUnbrokenPicture) {
    Got got = sent();
    lose(kMuchLost, LossWatch::kPatience + 3s);
    EXPECT_EQ(feed_->size(), StreamSize::Small);
    const Got rest = sent();
    got.sequences.insert(got.sequences.end(), rest.sequences.begin(), rest.sequences.end());
    got.timestamps.insert(got.timestamps.end(), rest.timestamps.begin(), rest.timestamps.end());
    EXPECT_GT(got.sequences.size(), 60U);
    expect_unbroken(got);
    EXPECT_THAT(rest.ssrcs, Each(full_->ssrc()));
    EXPECT_THAT(rest.types, Each(102));
    EXPECT_EQ(wanted_, 1) << "the small stream is asked for a key frame";
}

TEST_F(FeedTest, TheFullStreamComesBackAfterACalmTimeAndLaterAfterARelapse) {
    lose(kMuchLost, LossWatch::kPatience + 2s);
    lose(0, LossWatch::kFirstCalm - 2s);
    EXPECT_EQ(feed_->size(), StreamSize::Small);
    lose(0, 4s);
    EXPECT_EQ(feed_->size(), StreamSize::Full);
    expect_unbroken(sent());
    lose(kMuchLost, LossWatch::kPatience + 2s);
    lose(0, LossWatch::kFirstCalm + 4s);
    EXPECT_EQ(feed_->size(), StreamSize::Small) << "twice as long now";
    lose(0, LossWatch::kFirstCalm);
    EXPECT_EQ(feed_->size(), StreamSize::Full);
}

TEST_F(FeedTest, AShortLossOrALittleOneChangesNothing) {
    lose(kMuchLost, LossWatch::kPatience - 1s);
    lose(0, 1s);
    lose(kMuchLost, LossWatch::kPatience - 1s);
    lose(LossWatch::kMuch / 2, 60s);
    EXPECT_EQ(feed_->size(), StreamSize::Full);
}

TEST_F(FeedTest, SendsAgainWhatWasLostUnderTheNumberItHad) {
    step(FrameKind::Delta);
    const Got got = sent();
    EXPECT_EQ(report({.lost = {got.sequences[1]}}).sequences, std::vector{got.sequences[1]});
    const auto unsent = static_cast<std::uint16_t>(got.sequences.back() + 1);
    EXPECT_THAT(report({.lost = {unsent}}).sequences, IsEmpty());
    lose(kMuchLost, LossWatch::kPatience + 2s);
    ASSERT_EQ(feed_->size(), StreamSize::Small);
    const Got after = sent();
    const Got again = report({.lost = {after.sequences.back()}});
    EXPECT_THAT(again.sequences, ElementsAre(after.sequences.back()));
    EXPECT_THAT(again.timestamps, ElementsAre(after.timestamps.back()));
    EXPECT_THAT(report({.lost = {got.sequences[1]}}).sequences, IsEmpty())
        << "of the stream before: its number means another packet now";
}

TEST_F(FeedTest, AStreamThatOthersWatchTakesOverWithoutShowingAnythingTwice) {
    struct Other final : RtpViewer {
        void on_frame(const media::rtp::RtpFramePtr& /*frame*/) override {}
        void on_trouble(const Error& /*why*/) override {}
    };
    const auto other = std::make_shared<Other>();
    small_->add(other, {});
    sent();
    lose(kMuchLost, LossWatch::kPatience + 1s);
    const Got before = sent();
    ASSERT_EQ(feed_->size(), StreamSize::Full) << "what it has kept is no beginning";
    step(FrameKind::Key);
    ASSERT_EQ(feed_->size(), StreamSize::Small);
    EXPECT_THAT(report({.lost = {before.sequences.back()}}).sequences, IsEmpty());
    Got all = before;
    const Got after = sent();
    all.sequences.insert(all.sequences.end(), after.sequences.begin(), after.sequences.end());
    all.timestamps.insert(all.timestamps.end(), after.timestamps.begin(), after.timestamps.end());
    expect_unbroken(all);
}

TEST_F(FeedTest, AskingForAKeyFrameReachesTheStream) {
    media::rtp::Feedback feedback;
    feedback.wants_key_frame = true;
    report(feedback);
    EXPECT_EQ(wanted_, 1);
}

TEST_F(FeedTest, WhoIsNotKeyedYetBeginsWithTheNewestKeyFrame) {
    step(FrameKind::Delta);
    step(FrameKind::Key);
    const Got got = sent();
    EXPECT_EQ(got.sequences.size(), 3U) << "parameter sets and the key frame";
    EXPECT_EQ(woken_, 2);
}

}  // namespace
}  // namespace porchlight::live
