// SPDX-License-Identifier: Apache-2.0
#include "rtsp_server_fixture.hpp"

#include <fmt/format.h>

#include <functional>
#include <thread>

namespace porchlight::live {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

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

TEST(RtspServer, WhoseClientsAskForAKeyFrameAsksForOneNotOftenerThanEachSecond) {
    Camera camera;
    for (const auto transport : {sources::RtspTransport::Tcp, sources::RtspTransport::Udp}) {
        const SystemClock clock;
        sources::RtspSettings settings(*net::CameraUrl::parse(camera.server().url()));
        settings.transport = transport;
        const auto source = sources::make_rtsp_source(settings, clock);
        sources::Collector sink(300);
        sink.on_each = [&](std::size_t /*count*/) { source->ask_for_key_frame(); };
        const rt::IoThread thread("client");
        const int before = camera.audience.wished;
        const MonotonicTime begun = clock.monotonic_now();
        static_cast<void>(rt::run_blocking(thread, sources::collect(source.get(), &sink)));
        const auto took = std::chrono::ceil<std::chrono::seconds>(clock.monotonic_now() - begun);
        EXPECT_GE(camera.audience.wished - before, 1);
        EXPECT_LE(camera.audience.wished - before, took.count() + 1);
    }
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

TEST(RtspServer, WhoeverWatchesCanBeLetGoAndNobodyElse) {
    Camera camera;
    const std::string options = "OPTIONS " + camera.server().url() + " RTSP/1.0\r\nCSeq: 9\r\n\r\n";
    Client watching(camera.server().port());
    watching.play(camera.server().url());
    Client paused(camera.server().port());
    paused.play(camera.server().url());
    static_cast<void>(
        paused.ask("PAUSE " + camera.server().url() + " RTSP/1.0\r\nCSeq: 3\r\n\r\n"));
    EXPECT_TRUE(becomes_true([&] { return camera.audience.went == 1; }));
    const auto let_go = [&](bool goes) {
        camera.run([&] {
            camera.server().let_watchers_go([goes](const std::string& /*user*/) { return goes; });
        });
    };
    let_go(false);
    EXPECT_EQ(camera.audience.went, 1) << "nobody was picked";
    let_go(true);
    EXPECT_TRUE(watching.ends());
    EXPECT_EQ(camera.audience.went, 2);
    // Frames that were on their way when it paused come first.
    std::string more = paused.ask(options);
    std::string heard = more;
    while (!more.empty() && heard.find("CSeq: 9") == std::string::npos) {
        more = paused.read();
        heard += more;
    }
    EXPECT_THAT(heard, HasSubstr("CSeq: 9")) << "it was cut off";
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
