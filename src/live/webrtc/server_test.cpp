// SPDX-License-Identifier: Apache-2.0
#include "live/webrtc/server.hpp"

#include "live/opus_sound.hpp"
#include "live/webrtc/browser_for_test.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <gmock/gmock.h>

namespace porchlight::live {
namespace {

using namespace std::chrono_literals;
using media::FrameKind;
using net::webrtc::Reach;
using Wants = WatchingBrowser::Wants;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

rt::Task<WebRtcServer::Accepted> accept_on(WebRtcServer* server, std::string offer,
                                           std::vector<WebRtcServer::Camera> cameras) {
    PL_CO_TRY(const net::webrtc::Offer wanted, net::webrtc::parse_offer(offer));
    co_return server->accept(wanted, cameras);
}
rt::Task<std::unique_ptr<WebRtcServer>> open_on(rt::asio::any_io_executor executor,
                                                const Clock* clock, Reach reach) {
    co_return WebRtcServer::open(executor, {0, reach, {}}, *clock);
}

/// A stream of small frames on the media thread.
class WebRtc : public ::testing::Test {
  protected:
    explicit WebRtc(Reach reach = Reach::ThisMachine) {
        server_ = rt::run_blocking(thread_, open_on(thread_.executor(), &clock_, reach)).value();
        media::VideoTrack track;
        track.sps = {0x67, 0x42, 0xE0, 0x1F};
        track.pps = {0x68, 1};
        on_thread([this, track] { stream_->start(track); });
        send(FrameKind::Key);
        send(FrameKind::Delta);
    }
    ~WebRtc() override { EXPECT_TRUE(rt::run_blocking(thread_, server_->stop())); }
    WebRtc(const WebRtc&) = delete;
    WebRtc& operator=(const WebRtc&) = delete;
    WebRtc(WebRtc&&) = delete;
    WebRtc& operator=(WebRtc&&) = delete;

    template <typename Work>
    void on_thread(Work work) {
        EXPECT_TRUE(rt::run_blocking(thread_, run(std::move(work))));
    }
    template <typename Work>
    static rt::Task<> run(Work work) {
        work();
        co_return Result<>();
    }
    void send(FrameKind kind, std::size_t more = 0) {
        auto packet = std::make_shared<media::Packet>();
        packet->kind = kind;
        packet->pts = packet->dts = MediaTime(MediaDuration(6000 * count_++));
        packet->arrived = clock_.monotonic_now();
        const std::uint8_t first = kind == FrameKind::Key ? 0x65 : 0x41;
        media::rtp::append_u32(packet->data, static_cast<std::uint32_t>(3 + more));
        packet->data.insert(packet->data.end(), {first, 1, 2});
        packet->data.resize(packet->data.size() + more);
        on_thread([this, packet] {
            if (packet->kind == FrameKind::Key) {
                group_.clear();
            }
            group_.push_back(packet);
            stream_->send(packet);
        });
    }
    Result<WebRtcServer::Accepted> accept(const std::string& offer) {
        return rt::run_blocking(
            thread_, accept_on(server_.get(), offer, {{{stream_, group_}, sound_->rtp(), talk_}}));
    }
    std::string join(WatchingBrowser& browser, Wants wants = Wants::Picture) {
        const auto accepted = accept(browser.offer(wants));
        EXPECT_TRUE(accepted) << accepted.error().message();
        browser.take_answer(accepted->answer, server_->port());
        EXPECT_TRUE(browser.join());
        return accepted->id;
    }
    /// @param ticks  Of the server, at most; they come by the real clock, 20 a second.
    bool still_watches_after(int ticks) {
        const WatchingBrowser nobody;
        for (int i = 0; i < ticks && stream_has_viewers(); ++i) {
            static_cast<void>(nobody.receive(50));
        }
        return stream_has_viewers();
    }
    bool stream_has_viewers() {
        bool has = false;
        on_thread([&] { has = stream_->has_viewers(); });
        return has;
    }
    std::size_t watching() {
        std::size_t count = 0;
        on_thread([&] { count = server_->watching(); });
        return count;
    }
    /// Of a packet.
    static std::uint16_t sequence(const media::ByteVector& packet) {
        return media::rtp::parse_rtp(packet).value().sequence;
    }

    FakeClock clock_;
    Random random_{1};
    rt::IoThread thread_{"media"};
    std::shared_ptr<RtpStream> stream_ = std::make_shared<RtpStream>(random_);
    std::unique_ptr<OpusSound> sound_ = std::make_unique<OpusSound>(random_);
    OpenTalk talk_;
    std::unique_ptr<WebRtcServer> server_;
    std::vector<media::PacketPtr> group_;
    int count_ = 0;
};

TEST_F(WebRtc, ABrowserGetsTheKeptPicturesAndThenEachNewOne) {
    WatchingBrowser browser;
    join(browser);
    // Parameter sets, the key frame, the frame after it.
    std::vector<std::uint16_t> numbers;
    for (int i = 0; i < 4; ++i) {
        const media::ByteVector packet = browser.packet();
        ASSERT_FALSE(packet.empty()) << i;
        const auto rtp = media::rtp::parse_rtp(packet).value();
        EXPECT_EQ(rtp.payload_type, 102) << "as the browser numbers it";
        numbers.push_back(rtp.sequence);
    }
    EXPECT_EQ(numbers.back(), static_cast<std::uint16_t>(numbers.front() + 3));
    send(FrameKind::Delta);
    EXPECT_EQ(sequence(browser.packet()), static_cast<std::uint16_t>(numbers.back() + 1));
    EXPECT_EQ(watching(), 1U);
}

TEST_F(WebRtc, TheKeptPicturesComeNoFasterThanALineTakesThem) {
    constexpr std::size_t kFrame = 16 << 10;
    constexpr std::size_t kFrames = 150;  // well longer than to shake hands
    for (std::size_t i = 0; i < kFrames; ++i) {
        send(FrameKind::Delta, kFrame);
    }
    WatchingBrowser browser;
    const auto began = std::chrono::steady_clock::now();
    join(browser);
    std::size_t came = 0;
    while (came < kFrames * kFrame) {
        const media::ByteVector packet = browser.packet();
        ASSERT_FALSE(packet.empty()) << "after " << came;
        came += packet.size();
    }
    // At most a frame over the pace at each look, and no look sooner than 5 ms after the last.
    const auto looks = static_cast<int>(came / (Peer::kPace + kFrame));
    EXPECT_GE(std::chrono::steady_clock::now() - began, (looks - 1) * 5ms);
}

/// On all of this machine's addresses.
class WebRtcOfTheNetwork : public WebRtc {
  protected:
    WebRtcOfTheNetwork() : WebRtc(Reach::Network) {}
};

TEST_F(WebRtcOfTheNetwork, OnePortIsForIPv6AndIPv4) {
    const auto addresses = net::webrtc::own_addresses(Reach::Network);
    if (std::ranges::find(addresses, "::1") == addresses.end()) {
        GTEST_SKIP() << "this machine has no IPv6";
    }
    for (const int family : {AF_INET6, AF_INET}) {
        WatchingBrowser browser(static_cast<sa_family_t>(family));
        join(browser);
        EXPECT_FALSE(browser.packet().empty()) << (family == AF_INET6 ? "IPv6" : "IPv4");
    }
    EXPECT_EQ(watching(), 2U);
}

TEST_F(WebRtc, SendsAgainWhatWasLost) {
    WatchingBrowser browser;
    join(browser);
    const std::uint16_t first = sequence(browser.packet());
    for (int i = 0; i < 3; ++i) {
        static_cast<void>(browser.packet());
    }
    media::ByteVector nack{0x81, 205, 0, 3, 0, 0, 0, 9};
    media::rtp::append_u32(nack, stream_->ssrc());
    nack.insert(nack.end(),
                {static_cast<std::uint8_t>(first >> 8U), static_cast<std::uint8_t>(first), 0, 1});
    browser.send_rtcp(nack);
    // What it has had already it would not open twice: libsrtp sees a replay.
    media::ByteVector again = browser.receive();
    while (media::rtp::is_rtcp(again)) {
        again = browser.receive();
    }
    ASSERT_FALSE(again.empty());
    EXPECT_EQ(media::rtp::read_u16(media::ByteSpan(again).subspan(2)), first);
}

TEST_F(WebRtc, ACheckWithAWrongPasswordIsToldSoAndSeesNothing) {
    WatchingBrowser browser;
    const auto accepted = accept(browser.offer());
    ASSERT_TRUE(accepted);
    browser.take_answer(accepted->answer, server_->port());
    for (int i = 0; i < WebRtcServer::kWrongChecksASecond; ++i) {
        browser.check_wrongly();
        const media::ByteVector answer = browser.receive();
        ASSERT_FALSE(answer.empty());
        EXPECT_EQ(answer[0], 1) << "an error response";
        EXPECT_EQ(answer[1], 0x11);
    }
    browser.check_wrongly();
    EXPECT_TRUE(browser.receive(200).empty()) << "too often in one second";
    EXPECT_EQ(watching(), 0U);
}

TEST_F(WebRtc, WhoEndsItGetsNothingMore) {
    WatchingBrowser browser;
    const std::string id = join(browser);
    on_thread([&] { EXPECT_TRUE(server_->end(id)); });
    on_thread([&] { EXPECT_FALSE(server_->end(id)); });
    EXPECT_EQ(watching(), 0U);
    EXPECT_FALSE(stream_has_viewers());
}

TEST_F(WebRtc, WhoseChecksEndIsGone) {
    WatchingBrowser browser;
    join(browser);
    clock_.advance(Peer::kSilence - std::chrono::seconds(1));
    browser.check();
    bool is_answered = false;
    for (int i = 0; i < 10 && !is_answered; ++i) {
        is_answered = net::webrtc::is_stun(browser.receive());
    }
    ASSERT_TRUE(is_answered);
    clock_.advance(Peer::kSilence - std::chrono::seconds(1));
    EXPECT_TRUE(still_watches_after(4)) << "it has checked since";
    clock_.advance(std::chrono::seconds(2));
    EXPECT_FALSE(still_watches_after(40));
}

TEST_F(WebRtc, WhoNeverChecksIsForgotten) {
    ASSERT_TRUE(accept(WatchingBrowser().offer()));
    EXPECT_TRUE(still_watches_after(4));
    clock_.advance(Peer::kSilence + std::chrono::seconds(1));
    EXPECT_FALSE(still_watches_after(40));
}

TEST_F(WebRtc, WhoChecksAndNeverShakesHandsIsForgotten) {
    const WatchingBrowser asking;
    const auto accepted = accept(asking.offer());
    ASSERT_TRUE(accepted);
    WatchingBrowser browser;
    browser.take_answer(accepted->answer, server_->port());
    for (const bool is_patient : {true, false}) {
        clock_.advance(Peer::kPatience / 2 + std::chrono::seconds(1));
        browser.check();
        EXPECT_FALSE(browser.receive().empty());
        EXPECT_EQ(still_watches_after(is_patient ? 4 : 40), is_patient);
    }
}

TEST_F(WebRtc, TwoBrowsersGetTheSamePacketsEachInItsOwnKeys) {
    WatchingBrowser one;
    WatchingBrowser other;
    join(one);
    join(other);
    for (int i = 0; i < 4; ++i) {
        const auto packet = one.packet();
        ASSERT_FALSE(packet.empty());
        EXPECT_EQ(packet, other.packet());
    }
}

/// Of Opus: these bytes are nobody's sound, and nobody decodes them here.
media::PacketPtr opus_packet(int index) {
    auto packet = std::make_shared<media::Packet>();
    packet->track = media::TrackKind::Audio;
    packet->kind = FrameKind::Key;
    packet->pts = packet->dts = MediaTime(MediaDuration(1800 * index));
    packet->data = {0x78, static_cast<std::uint8_t>(index)};
    return packet;
}

TEST_F(WebRtc, TheCamerasSoundComesInTheSectionOfSound) {
    on_thread([&] { sound_->start(media::AudioTrack{media::Codec::Opus, 48000, 1, {}}); });
    WatchingBrowser browser;
    join(browser, Wants::Both);
    on_thread([&] {
        sound_->send(opus_packet(1));
        sound_->send(opus_packet(2));
    });
    std::vector<std::uint32_t> times;
    for (int i = 0; i < 6; ++i) {  // four of the picture
        const media::ByteVector packet = browser.packet();
        const auto rtp = media::rtp::parse_rtp(packet);
        ASSERT_TRUE(rtp) << i;
        if (rtp->payload_type == 111) {
            times.push_back(rtp->timestamp);
            EXPECT_EQ(rtp->payload.back(), times.size());
        }
    }
    ASSERT_EQ(times.size(), 2U);
    EXPECT_EQ(times[1] - times[0], 960U) << "20 ms of 48 kHz";
}

TEST_F(WebRtc, WhoWantsSoundAloneGetsItEvenWithoutAPicture) {
    on_thread([&] {
        stream_->interrupt(Error(ErrorCode::TimedOut, "It comes another way."));
        sound_->start(media::AudioTrack{media::Codec::Opus, 48000, 1, {}});
    });
    WatchingBrowser browser;
    join(browser, Wants::Sound);
    EXPECT_EQ(watching(), 1U);
    on_thread([&] { sound_->send(opus_packet(7)); });
    const media::ByteVector packet = browser.packet();
    const auto rtp = media::rtp::parse_rtp(packet);
    ASSERT_TRUE(rtp);
    EXPECT_EQ(rtp->payload_type, 111);
    EXPECT_EQ(rtp->payload.back(), 7);
}

/// Keeps what it hears.
struct Loudspeaker final : TalkLine {
    explicit Loudspeaker(std::shared_ptr<std::vector<media::PacketPtr>> heard)
        : heard_(std::move(heard)) {}
    void send(const media::PacketPtr& opus) override {
        heard_->push_back(opus);
        if (opus->data.back() == 99) {
            trouble_ = Error(ErrorCode::Unavailable, "It fell silent.");
        }
    }
    [[nodiscard]] const std::optional<Error>& trouble() const override { return trouble_; }

    std::shared_ptr<std::vector<media::PacketPtr>> heard_;
    std::optional<Error> trouble_;
};

class WebRtcTalk : public WebRtc {
  protected:
    explicit WebRtcTalk(Wants wants = Wants::Both) {
        talk_ = [this] {
            return Result<std::unique_ptr<TalkLine>>(std::make_unique<Loudspeaker>(heard_));
        };
        id_ = join(browser_, wants);
    }
    /// @return Its error's sentence.
    std::string talk(Talk wish) {
        std::string said;
        on_thread([&] {
            const auto done = server_->talk(id_, wish);
            said = done ? "" : done.error().message();
        });
        return said;
    }
    void speak(std::uint16_t sequence, std::uint8_t word) {
        media::ByteVector packet{0x80, 111, static_cast<std::uint8_t>(sequence >> 8U),
                                 static_cast<std::uint8_t>(sequence)};
        media::rtp::append_u32(packet, 960U * static_cast<std::uint16_t>(sequence + 9));
        media::rtp::append_u32(packet, 7777);
        packet.push_back(word);
        browser_.send_rtp(std::move(packet));
        // What comes after it has been taken, too, once a check is answered.
        browser_.check();
        media::ByteVector answer = browser_.receive();
        while (!answer.empty() && !net::webrtc::is_stun(answer)) {
            answer = browser_.receive();
        }
        EXPECT_FALSE(answer.empty()) << "the check was not answered";
    }
    [[nodiscard]] std::vector<int> words() const {
        std::vector<int> words;
        for (const media::PacketPtr& packet : *heard_) {
            words.push_back(packet->data.front());
        }
        return words;
    }

    WatchingBrowser browser_;
    std::shared_ptr<std::vector<media::PacketPtr>> heard_ =
        std::make_shared<std::vector<media::PacketPtr>>();
    std::string id_;
};

TEST_F(WebRtcTalk, WhatIsSaidWhileTheButtonIsDownIsHeardInItsOrder) {
    speak(65533, 1);
    EXPECT_EQ(talk(Talk::Start), "");
    EXPECT_EQ(talk(Talk::Start), "") << "it goes on";
    speak(65534, 2);
    speak(0, 3);
    speak(65535, 4);  // too late for its place
    EXPECT_EQ(talk(Talk::End), "");
    speak(1, 5);
    EXPECT_THAT(words(), ElementsAre(2, 3));
    EXPECT_EQ((*heard_)[1]->pts - (*heard_)[0]->pts, MediaDuration(2 * 1800));
}

class WebRtcTalkWithoutPicture : public WebRtcTalk {
  protected:
    WebRtcTalkWithoutPicture() : WebRtcTalk(Wants::Sound) {}
};

TEST_F(WebRtcTalkWithoutPicture, IsHeardAsWell) {
    EXPECT_EQ(talk(Talk::Start), "");
    speak(1, 5);
    EXPECT_THAT(words(), ElementsAre(5));
}

TEST_F(WebRtcTalk, AtTheEndItIsSaidWhyNotAllWasHeard) {
    talk(Talk::Start);
    speak(1, 99);
    EXPECT_EQ(talk(Talk::End), "It fell silent.");
    EXPECT_EQ(talk(Talk::End), "");
}

TEST_F(WebRtcTalk, WhoGoesOnIsToldWhenItIsNotHeardAnyMore) {
    EXPECT_EQ(talk(Talk::GoOn), "") << "nobody speaks";
    talk(Talk::Start);
    EXPECT_EQ(talk(Talk::GoOn), "");
    speak(1, 99);
    EXPECT_EQ(talk(Talk::GoOn), "It fell silent.");
    EXPECT_EQ(talk(Talk::GoOn), "") << "it has ended";
    speak(2, 5);
    EXPECT_THAT(words(), ElementsAre(99)) << "and nobody is heard";
}

TEST_F(WebRtc, ACameraThatNobodyCanSpeakThroughSaysSo) {
    WatchingBrowser browser;
    const std::string id = join(browser, Wants::Both);
    on_thread([&] {
        EXPECT_EQ(server_->talk(id, Talk::Start).error().code(), ErrorCode::Unsupported);
        EXPECT_EQ(server_->talk("another", Talk::Start).error().code(), ErrorCode::NotFound);
    });
}

TEST_F(WebRtc, SaysWhyAnOfferWillNotDo) {
    const auto why = [&](const std::string& offer) {
        const auto accepted = accept(offer);
        return accepted ? std::string() : accepted.error().message();
    };
    EXPECT_NE(why("nonsense"), "");
    std::string vp8 = WatchingBrowser().offer();
    vp8.replace(vp8.find("H264"), 4, "VP8X");
    EXPECT_EQ(why(vp8), "This browser takes no H.264.");
    EXPECT_EQ(why(WatchingBrowser().offer(Wants::Sound)),
              "There is no sound here that both sides know.");
    on_thread([&] { stream_->interrupt(Error(ErrorCode::TimedOut, "It is silent.")); });
    EXPECT_THAT(why(WatchingBrowser().offer()), HasSubstr("no picture"));
}

}  // namespace
}  // namespace porchlight::live
