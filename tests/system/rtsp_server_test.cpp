// SPDX-License-Identifier: Apache-2.0
#include "base/random.hpp"
#include "live/rtsp/server.hpp"
#include "media/nal.hpp"
#include "media/rtp/rtp_test_support.hpp"
#include "net/stream.hpp"
#include "net/url.hpp"
#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "rt/launch.hpp"
#include "sources/rtsp/rtsp_source.hpp"
#include "support/source_pull.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <iterator>
#include <optional>
#include <thread>

namespace porchlight::live {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

/// Lets all watch, or none, and counts.
class Audience final : public RtspAudience {
  public:
    Result<> may_watch(const std::string& /*user*/) override { return verdict; }
    void on_watching(const std::string& user) override {
        ++came;
        last = user;
    }
    void on_gone(const std::string& /*user*/) override { ++went; }

    Result<> verdict;
    std::string last;
    std::atomic<int> came = 0;
    std::atomic<int> went = 0;
};

media::PacketPtr frame(int number, std::size_t size) {
    const bool is_key = number % 10 == 0;
    media::ByteVector nal(size, static_cast<std::uint8_t>(number + 1));
    nal[0] = is_key ? 0x65 : 0x41;
    nal[1] = 0x88;
    auto packet = std::make_shared<media::Packet>();
    packet->kind = is_key ? media::FrameKind::Key : media::FrameKind::Delta;
    packet->pts = MediaTime(number * 6000);
    packet->dts = packet->pts;
    packet->arrived = SystemClock().monotonic_now();
    media::append_nal(packet->data, nal);
    return packet;
}

const media::AudioTrack kSound{media::Codec::Aac, 16000, 1, {0x14, 0x08}};

constexpr std::int64_t kSoundFrame = 5760;  // 1024 samples

/// What was heard at `pts`: its bytes tell which it is.
media::PacketPtr sound(int number, MediaTime pts) {
    auto packet = std::make_shared<media::Packet>();
    packet->track = media::TrackKind::Audio;
    packet->kind = media::FrameKind::Key;
    packet->pts = pts;
    packet->dts = pts;
    packet->arrived = SystemClock().monotonic_now();
    packet->data.assign(200, static_cast<std::uint8_t>(number));
    return packet;
}

/// A camera that sends a frame every 5 ms from its own thread, with sound once it has some.
class Camera {
  public:
    explicit Camera(std::vector<net::Login> logins = {}, std::size_t frame_size = 5000)
        : size_(frame_size) {
        run([&] {
            RtspServerSettings settings;
            settings.port = 0;
            settings.conversation.logins = std::move(logins);
            server_ =
                std::move(RtspServer::open(thread_.executor(), settings, audience, clock_, random_))
                    .value();
            media::VideoTrack track;
            track.sps = media::rtp::testing::kSps;
            track.pps = media::rtp::testing::kPps;
            server_->start(track);
            feeding_.emplace(thread_.executor(), "feed", feed(this));
        });
    }
    ~Camera() {
        run([&] { feeding_.reset(); });
        EXPECT_TRUE(rt::run_blocking(thread_, server_->stop()));
        run([&] { server_.reset(); });
    }
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    Camera(Camera&&) = delete;
    Camera& operator=(Camera&&) = delete;

    template <typename Work>
    void run(Work work) {
        std::promise<void> done;
        thread_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    /// On the thread.
    void stop_feeding() { feeding_.reset(); }
    void feed_by(rt::Task<> task) { feeding_.emplace(thread_.executor(), "feed", std::move(task)); }
    RtspServer& server() { return *server_; }
    rt::IoThread& thread() { return thread_; }

    /// What our own client gets of it.
    test::Outcome pull(std::size_t enough, sources::RtspTransport transport,
                       const std::string& login = "") {
        std::string url = server_->url();
        url.insert(7, login);
        return test::pull(
            [&](const Clock& clock) {
                sources::RtspSettings settings(*net::CameraUrl::parse(url));
                settings.transport = transport;
                return sources::make_rtsp_source(settings, clock);
            },
            enough);
    }

    Audience audience;

  private:
    static rt::Task<> feed(Camera* camera) {
        for (int number = 0;; ++number) {
            const media::PacketPtr picture = frame(number, camera->size_);
            camera->server_->send(picture);
            camera->server_->send(sound(number, MediaTime(number * kSoundFrame)));
            PL_CO_TRY_VOID(co_await rt::sleep_for(5ms));
        }
    }

    std::size_t size_;
    SystemClock clock_;
    Random random_{4};
    rt::IoThread thread_{"test-camera"};
    std::unique_ptr<RtspServer> server_;
    std::optional<rt::Job> feeding_;
};

TEST(RtspServer, OurOwnClientGetsEveryFrameOverTcpAndOverUdp) {
    Camera camera;
    for (const auto transport : {sources::RtspTransport::Tcp, sources::RtspTransport::Udp}) {
        const auto outcome = camera.pull(40, transport);
        ASSERT_TRUE(outcome.end) << outcome.end.error().message();
        EXPECT_EQ(outcome.packets.front()->kind, media::FrameKind::Key);
        for (std::size_t i = 1; i < outcome.packets.size(); ++i) {
            EXPECT_EQ(outcome.packets[i]->pts - outcome.packets[i - 1]->pts, MediaDuration(6000))
                << i;
        }
    }
    EXPECT_EQ(camera.audience.came, 2);
}

/// Talks by hand, on a thread of its own.
class Client {
  public:
    explicit Client(std::uint16_t port) {
        net::ConnectTarget target;
        target.host = "127.0.0.1";
        target.port = port;
        stream_ = std::move(rt::run_blocking(thread_, net::connect(target))).value();
    }
    ~Client() {
        std::promise<void> done;
        thread_.post([&] {
            stream_.reset();
            done.set_value();
        });
        done.get_future().wait();
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    Client(Client&&) = delete;
    Client& operator=(Client&&) = delete;

    std::string ask(const std::string& text) {
        EXPECT_TRUE(rt::run_blocking(thread_, stream_->write(text)));
        return read();
    }
    /// Whatever comes; empty at the end.
    std::string read() {
        std::vector<std::uint8_t> buffer(65536);
        const auto size = rt::run_blocking(thread_, stream_->read_some(buffer));
        return size ? std::string(buffer.begin(), buffer.begin() + static_cast<long>(*size)) : "";
    }
    bool ends() {
        while (!read().empty()) {
        }
        return true;
    }
    void play(const std::string& url, const std::string& track = "track1") {
        EXPECT_THAT(ask("SETUP " + url + "/" + track +
                        " RTSP/1.0\r\nCSeq: 1\r\n"
                        "Transport: RTP/AVP/TCP;interleaved=0-1\r\n\r\n"),
                    HasSubstr("200 OK"));
        EXPECT_THAT(ask("PLAY " + url + " RTSP/1.0\r\nCSeq: 2\r\n\r\n"), HasSubstr("200 OK"));
    }

  private:
    rt::IoThread thread_{"test-client"};
    std::unique_ptr<net::Stream> stream_;
};

std::vector<media::PacketPtr> of(const test::Outcome& outcome, media::TrackKind track) {
    std::vector<media::PacketPtr> found;
    std::ranges::copy_if(outcome.packets, std::back_inserter(found),
                         [track](const auto& packet) { return packet->track == track; });
    return found;
}

TEST(RtspServer, OurOwnClientGetsPictureAndSoundOverTcpAndOverUdp) {
    Camera camera;
    camera.run([&] { camera.server().offer_sound(kSound); });
    for (const auto transport : {sources::RtspTransport::Tcp, sources::RtspTransport::Udp}) {
        const auto outcome = camera.pull(80, transport);
        ASSERT_TRUE(outcome.end) << outcome.end.error().message();
        EXPECT_EQ(outcome.descriptions.at(0).audio, kSound);
        EXPECT_GT(of(outcome, media::TrackKind::Video).size(), 30U);
        const auto heard = of(outcome, media::TrackKind::Audio);
        ASSERT_GT(heard.size(), 30U);
        for (std::size_t i = 1; i < heard.size(); ++i) {
            EXPECT_EQ(heard[i]->pts - heard[i - 1]->pts, MediaDuration(kSoundFrame)) << i;
            EXPECT_EQ(heard[i]->data[0], static_cast<std::uint8_t>(heard[i - 1]->data[0] + 1));
        }
    }
}

/// Sends a picture and the sound of the same moments, the sound 400 ms late as a slow encoder does,
/// at the speed of life. A picture's slice and a sound's bytes tell the tenth of a second.
rt::Task<> feed_late_sound(RtspServer* server, int rounds) {
    constexpr int kLate = 4;
    constexpr int kTenth = 9000;
    for (int round = 0; round < rounds; ++round) {
        auto picture = std::make_shared<media::Packet>(*frame(0, 100));
        picture->pts = MediaTime(round * kTenth);
        picture->dts = picture->pts;
        picture->data[8] = static_cast<std::uint8_t>(round);
        server->send(picture);
        if (round >= kLate) {
            server->send(sound(round - kLate, MediaTime((round - kLate) * kTenth)));
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(100ms));
    }
    co_return Result<>();
}

TEST(RtspServer, ItsReportsKeepLipsAndVoiceTogether) {
    Camera camera;
    camera.run([&] {
        camera.stop_feeding();
        camera.server().offer_sound(kSound);
        camera.feed_by(feed_late_sound(&camera.server(), 150));
    });
    const auto outcome = camera.pull(160, sources::RtspTransport::Tcp);
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    const auto seen = of(outcome, media::TrackKind::Video);
    const auto heard = of(outcome, media::TrackKind::Audio);
    ASSERT_FALSE(heard.empty());
    const std::uint8_t moment = heard.back()->data[0];
    const auto then =
        std::ranges::find_if(seen, [&](const auto& packet) { return packet->data[8] == moment; });
    ASSERT_NE(then, seen.end());
    EXPECT_NEAR(to_seconds(heard.back()->pts - (*then)->pts), 0, 0.03)
        << "without the reports the sound would be 0.4 s late";
}

/// What follows a word in a text, as a number.
std::uint32_t number_after(const std::string& text, const std::string& word, std::size_t from = 0) {
    const std::size_t at = text.find(word, from);
    return at == std::string::npos
               ? 0
               : static_cast<std::uint32_t>(std::stoul(text.substr(at + word.size())));
}

TEST(RtspServer, PlayBeginsBothTracksAtOneMoment) {
    Camera camera;
    std::uint32_t picture_step = 0;
    std::uint32_t sound_step = 0;
    std::string before;
    for (int round = 0; round < 2; ++round) {
        camera.run([&] {
            camera.stop_feeding();
            camera.server().offer_sound(kSound);
            const MediaTime at(90'000 * (round + 1));
            auto picture = std::make_shared<media::Packet>(*frame(0, 100));
            picture->pts = picture->dts = at;
            camera.server().send(picture);
            camera.server().send(sound(0, at - MediaDuration(kSoundFrame)));
            camera.server().send(sound(1, at + MediaDuration(900)));
        });
        Client client(camera.server().port());
        const std::string& url = camera.server().url();
        for (const char* track : {"track1", "track2"}) {
            EXPECT_THAT(client.ask(fmt::format("SETUP {}/{} RTSP/1.0\r\nCSeq: 1\r\n"
                                               "Transport: RTP/AVP/TCP\r\n\r\n",
                                               url, track)),
                        HasSubstr("200 OK"));
        }
        const std::string played = client.ask("PLAY " + url + " RTSP/1.0\r\nCSeq: 2\r\n\r\n");
        const std::size_t second = played.find("track2");
        ASSERT_NE(second, std::string::npos) << played;
        if (round > 0) {
            picture_step = number_after(played, "rtptime=") - number_after(before, "rtptime=");
            sound_step = number_after(played, "rtptime=", second) -
                         number_after(before, "rtptime=", before.find("track2"));
        }
        before = played;
    }
    EXPECT_EQ(picture_step, 90'000U);
    EXPECT_EQ(sound_step, 16'000U) << "by the picture's moment, whatever sound is there";
}

TEST(RtspServer, TheSoundCanBeHadAlone) {
    Camera camera;
    camera.run([&] { camera.server().offer_sound(kSound); });
    Client client(camera.server().port());
    client.play(camera.server().url(), "track2");
    std::string got;
    while (got.size() < 20'000) {
        const std::string more = client.read();
        ASSERT_FALSE(more.empty());
        got += more;
    }
    // Interleaved frames of channel 0: 12 bytes of RTP, 4 of AU header, 200 of sound.
    for (std::size_t at = got.find('$'); at + 220 <= got.size(); at += 220) {
        ASSERT_EQ(got.substr(at, 4), std::string("$\0\0\xD8", 4)) << at;
    }
}

TEST(RtspServer, WhoWasToldOfNoSoundComesBackForItAndNobodyGoesWhenItFails) {
    Camera camera;
    const std::string url = camera.server().url();
    Client deaf(camera.server().port());
    EXPECT_THAT(deaf.ask("DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"),
                Not(HasSubstr("m=audio")));
    deaf.play(url);
    camera.run([&] { camera.server().offer_sound(kSound); });
    EXPECT_TRUE(deaf.ends());

    Client hearing(camera.server().port());
    EXPECT_THAT(hearing.ask("DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"),
                HasSubstr("m=audio 0 RTP/AVP 97"));
    hearing.play(url);
    for (const bool is_there : {false, true}) {
        camera.run(
            [&] { camera.server().offer_sound(is_there ? std::optional(kSound) : std::nullopt); });
        for (int i = 0; i < 5; ++i) {
            EXPECT_FALSE(hearing.read().empty()) << "the picture goes on";
        }
    }
    Client late(camera.server().port());
    EXPECT_THAT(late.ask("DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"), HasSubstr("m=audio"));
}

TEST(RtspServer, AsksForALoginAndSaysWhoWatches) {
    Camera camera({{"hub", Secret("open sesame")}});
    EXPECT_EQ(camera.pull(1, sources::RtspTransport::Tcp).end.error().code(),
              ErrorCode::PermissionDenied);
    EXPECT_EQ(camera.pull(1, sources::RtspTransport::Tcp, "hub:guess@").end.error().code(),
              ErrorCode::PermissionDenied);
    EXPECT_EQ(camera.audience.came, 0);
    const auto outcome = camera.pull(3, sources::RtspTransport::Tcp, "hub:open%20sesame@");
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    EXPECT_EQ(camera.audience.last, "hub");
}

TEST(RtspServer, ShowsNothingToWhomTheAudienceRefuses) {
    Camera camera;
    camera.run(
        [&] { camera.audience.verdict = Error(ErrorCode::Unavailable, "Too hot to work."); });
    EXPECT_FALSE(camera.pull(1, sources::RtspTransport::Tcp).end);
    EXPECT_EQ(camera.audience.came, 0);
}

bool becomes_true(const std::function<bool()>& condition) {
    const auto give_up = std::chrono::steady_clock::now() + 20s;
    while (!condition() && std::chrono::steady_clock::now() < give_up) {
        std::this_thread::yield();
    }
    return condition();
}

TEST(RtspServer, AClientThatReadsNothingLosesFramesAndCostsNobodyElseAnything) {
    Camera camera({}, 200'000);
    Client slow(camera.server().port());
    slow.play(camera.server().url());
    const auto outcome = camera.pull(60, sources::RtspTransport::Tcp);
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    EXPECT_TRUE(becomes_true([&] {
        std::uint64_t dropped = 0;
        camera.run([&] { dropped = camera.server().dropped(); });
        return dropped > 0;
    }));
}

TEST(RtspServer, AnInterruptionLetsViewersGoAndSaysWhyToNewOnes) {
    Camera camera;
    Client client(camera.server().port());
    client.play(camera.server().url());
    camera.run(
        [&] { camera.server().interrupt(Error(ErrorCode::Unavailable, "Too hot to work.")); });
    EXPECT_TRUE(client.ends());
    EXPECT_EQ(camera.audience.went, 1);
    Client next(camera.server().port());
    EXPECT_THAT(next.ask("DESCRIBE " + camera.server().url() + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"),
                HasSubstr("Too hot to work."));
}

TEST(RtspServer, WhatIsNoRtspEndsTheConnection) {
    Camera camera;
    Client client(camera.server().port());
    EXPECT_EQ(client.ask(std::string(300'000, 'x')), "") << "it is cut off";
    EXPECT_TRUE(camera.pull(3, sources::RtspTransport::Tcp).end);
}

TEST(RtspServer, TakesNoMoreThanItsNumberOfClients) {
    Camera camera;
    std::vector<std::unique_ptr<Client>> clients;
    for (std::size_t i = 0; i < RtspServer::kMostViewers; ++i) {
        clients.push_back(std::make_unique<Client>(camera.server().port()));
        EXPECT_THAT(clients.back()->ask("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"), HasSubstr("200"));
    }
    Client one_too_many(camera.server().port());
    EXPECT_TRUE(one_too_many.ends());
}

TEST(RtspServer, APortThatIsTakenIsSaidSo) {
    Camera camera;
    camera.run([&] {
        SystemClock clock;
        Random random(1);
        Audience audience;
        RtspServerSettings settings;
        settings.port = camera.server().port();
        const auto second =
            RtspServer::open(camera.thread().executor(), settings, audience, clock, random);
        ASSERT_FALSE(second);
        EXPECT_THAT(second.error().message(), HasSubstr(fmt::format("Port {}", settings.port)));
        EXPECT_THAT(second.error().message(), HasSubstr("in use"));
    });
}

TEST(RtspServer, GivesItsPortBackWhenItIsStopped) {
    rt::IoThread thread("test-camera");
    SystemClock clock;
    Random random(1);
    Audience audience;
    RtspServerSettings settings;
    settings.port = 0;
    for (int start = 0; start < 3; ++start) {
        std::unique_ptr<RtspServer> server;
        const auto on_thread = [&](auto work) {
            auto task = rt::offload(thread.executor(), [&work] {
                work();
                return Result<>();
            });
            ASSERT_TRUE(rt::run_blocking(thread, std::move(task)));
        };
        on_thread([&] {
            auto opened = RtspServer::open(thread.executor(), settings, audience, clock, random);
            ASSERT_TRUE(opened) << opened.error().message();
            server = std::move(*opened);
            settings.port = server->port();
        });
        ASSERT_NE(server, nullptr);
        EXPECT_TRUE(rt::run_blocking(thread, server->stop()));
        on_thread([&] { server.reset(); });
    }
}

}  // namespace
}  // namespace porchlight::live
