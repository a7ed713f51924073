// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_source.hpp"

#include "support/rtsp_server.hpp"
#include "support/source_pull.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <vector>

namespace porchlight::sources {
namespace {

using namespace std::chrono_literals;
using net::rtsp::Message;
using test::CameraScript;
using test::FeedOptions;
using test::Login;
using test::Outcome;
using test::TestRtspServer;

RtspSettings settings_for(const std::string& url) {
    RtspSettings settings(*net::CameraUrl::parse(url));
    settings.answer_limit = 2s;
    settings.silence_limit = 1s;
    return settings;
}

Outcome pull(const RtspSettings& settings, std::size_t enough = 20) {
    return test::pull([&](const Clock& clock) { return make_rtsp_source(settings, clock); },
                      enough);
}

CameraScript camera(FeedOptions options = {}) {
    options.interval = 2ms;
    CameraScript script;
    script.feed = test::make_synthetic_feed(40, 8, options);
    return script;
}

void expect_good_packets(const Outcome& outcome) {
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    ASSERT_FALSE(outcome.packets.empty());
    ASSERT_TRUE(outcome.descriptions.at(0).video);
    EXPECT_EQ(outcome.descriptions[0].video->size.width, 640);
    EXPECT_EQ(outcome.packets[0]->kind, media::FrameKind::Key);
    std::optional<MediaTime> last;
    for (const auto& packet : outcome.packets) {
        if (packet->track == media::TrackKind::Video) {
            EXPECT_TRUE(!last || packet->dts > *last);
            last = packet->dts;
        }
    }
}

TEST(RtspSource, PullsFramesAndSaysGoodbye) {
    const TestRtspServer server(camera());
    const auto outcome = pull(settings_for(server.url()));
    expect_good_packets(outcome);
    EXPECT_EQ(outcome.descriptions[0].transport, "RTSP over TCP");
    EXPECT_EQ(outcome.packets[1]->data.size(), 904U);
    // The last word is on its way; the next connection's OPTIONS comes after it.
    expect_good_packets(pull(settings_for(server.url()), 1));
    EXPECT_GE(server.count("TEARDOWN"), 1);
}

TEST(RtspSource, GoesOnThroughTheFeedsLoopWithoutALostFrame) {
    const TestRtspServer server(camera());
    const auto outcome = pull(settings_for(server.url()), 200);
    expect_good_packets(outcome);
    EXPECT_EQ((outcome.packets[199]->pts - outcome.packets[0]->pts).count(), 199 * 6000);
}

TEST(RtspSource, TakesSoundBesideThePicture) {
    FeedOptions options;
    options.with_sound = true;
    const TestRtspServer server(camera(options));
    auto outcome = pull(settings_for(server.url()), 60);
    expect_good_packets(outcome);
    EXPECT_EQ(outcome.descriptions[0].audio->codec, media::Codec::Pcmu);
    const auto sounds = std::ranges::count_if(
        outcome.packets, [](const auto& p) { return p->track == media::TrackKind::Audio; });
    EXPECT_GT(sounds, 20);
    auto without = settings_for(server.url());
    without.sound = Sound::Leave;
    outcome = pull(without, 20);
    EXPECT_FALSE(outcome.descriptions[0].audio);
}

TEST(RtspSource, LogsInWithWhateverTheCameraAsks) {
    for (const Login login : {Login::Basic, Login::DigestMd5, Login::DigestSha256}) {
        auto script = camera();
        script.login = login;
        const TestRtspServer server(script);
        expect_good_packets(pull(settings_for(server.url())));
        auto wrong = settings_for(server.url());
        wrong.url = wrong.url.with_login("admin", Secret("guess"));
        const auto refused = pull(wrong);
        ASSERT_FALSE(refused.end);
        EXPECT_EQ(refused.end.error().code(), ErrorCode::PermissionDenied);
        EXPECT_EQ(refused.end.error().fault(), "stream.auth_wrong_account");
        EXPECT_EQ(refused.end.error().message().find("guess"), std::string::npos);
    }
}

TEST(RtspSource, TakesDatagramsWhenAskedOrWhenTheCameraRefusesTcp) {
    auto script = camera();
    script.refuses_tcp = true;
    const TestRtspServer server(script);
    auto outcome = pull(settings_for(server.url()));
    expect_good_packets(outcome);
    EXPECT_EQ(outcome.descriptions[0].transport, "RTSP over UDP");
    auto only_tcp = settings_for(server.url());
    only_tcp.transport = RtspTransport::Tcp;
    EXPECT_EQ(pull(only_tcp).end.error().code(), ErrorCode::Unsupported);
    FeedOptions with_sound;
    with_sound.with_sound = true;
    const TestRtspServer plain(camera(with_sound));
    auto udp = settings_for(plain.url());
    udp.transport = RtspTransport::Udp;
    expect_good_packets(pull(udp));
}

/// What an odd camera does, one oddity each, that must not matter.
struct Oddity {
    std::string what;
    std::function<void(CameraScript&)> make;
};

std::string oddly_written(const std::string& usual) {
    std::string odd;
    for (const char c : usual) {
        if (c != '\r') {
            odd += c;
        }
        if (c == ':') {
            odd += ' ';
        }
    }
    return std::regex_replace(odd, std::regex("Session"), "session");
}

std::vector<Oddity> oddities() {
    return {
        {"markers missing",
         [](CameraScript& s) {
             s.feed = test::make_synthetic_feed(
                 40, 8, {.interval = 2ms, .markers = test::Markers::Missing});
         }},
        {"parameter sets in band only",
         [](CameraScript& s) {
             s.feed = test::make_synthetic_feed(
                 40, 8, {.interval = 2ms, .parameter_sets = test::ParameterSets::InBandOnly});
         }},
        {"stray bytes between frames",
         [](CameraScript& s) { s.before_each_frame = "\x01$\x09stray"; }},
        {"two spaces, lower case, line feeds alone",
         [](CameraScript& s) {
             s.answer = [](const Message& request, const std::string& usual) {
                 return request.method == "SETUP" ? oddly_written(usual) : usual;
             };
         }},
        {"no Content-Length",
         [](CameraScript& s) {
             s.answer = [](const Message&, std::string usual) {
                 return std::regex_replace(usual, std::regex("Content-Length: .*\r\n"), "");
             };
         }},
        {"Content-Base of an address that cannot be reached",
         [](CameraScript& s) {
             s.answer = [](const Message&, const std::string& usual) {
                 return std::regex_replace(usual, std::regex("Content-Base: .*\r\n"),
                                           "Content-Base: rtsp://0.0.0.0:554/live/\r\n");
             };
         }},
        {"no CSeq and no OPTIONS",
         [](CameraScript& s) {
             s.answer = [](const Message& request, const std::string& usual) -> std::string {
                 return request.method == "OPTIONS" ? "RTSP/1.0 501 Not Implemented\r\n\r\n"
                                                    : usual;
             };
         }},
        {"no range, and a request of its own in between",
         [](CameraScript& s) {
             s.answer = [](const Message& request, const std::string& usual) -> std::string {
                 return request.header("Range").empty()
                            ? usual
                            : "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n" +
                                  TestRtspServer::plain_answer(request, 457);
             };
         }},
    };
}

TEST(RtspSource, GetsAlongWithOddCameras) {
    for (const Oddity& oddity : oddities()) {
        SCOPED_TRACE(oddity.what);
        auto script = camera();
        oddity.make(script);
        const TestRtspServer server(script);
        expect_good_packets(pull(settings_for(server.url())));
    }
}

TEST(RtspSource, FollowsRedirectsButNotInCircles) {
    const TestRtspServer target(camera());
    auto script = camera();
    std::string location = target.url();
    script.answer = [&location](const Message& request, const std::string& usual) {
        return request.method == "DESCRIBE"
                   ? TestRtspServer::plain_answer(request, 302, "Location: " + location + "\r\n")
                   : usual;
    };
    const TestRtspServer server(script);
    expect_good_packets(pull(settings_for(server.url())));
    location = server.url();
    EXPECT_EQ(pull(settings_for(server.url())).end.error().code(), ErrorCode::Unsupported);
}

struct Refusal {
    std::string answer;
    ErrorCode code;
    std::string fault;
};

TEST(RtspSource, SaysWhyACameraCannotBeWatched) {
    const std::vector<Refusal> refusals = {
        {"RTSP/1.0 404 Not Found\r\n\r\n", ErrorCode::NotFound, "stream.wrong_path"},
        {"RTSP/1.0 453 Not Enough Bandwidth\r\n\r\n", ErrorCode::Unavailable,
         "stream.too_many_clients"},
        {"RTSP/1.0 503 Service Unavailable\r\n\r\n", ErrorCode::Unavailable,
         "stream.too_many_clients"},
        {"RTSP/1.0 503 Service Unavailable\r\nX-Reason: It is too hot to work.\r\n\r\n",
         ErrorCode::Unavailable, ""},
        {"RTSP/1.0 503 Service Unavailable\r\nX-Reason: \x1b[2J\xff\r\n\r\n",
         ErrorCode::Unavailable, "stream.too_many_clients"},
        {"RTSP/1.0 403 Forbidden\r\n\r\n", ErrorCode::PermissionDenied,
         "stream.auth_wrong_account"},
        {"RTSP/1.0 400 Bad Request\r\n\r\n", ErrorCode::Unsupported, ""},
        {"RTSP/1.0 200 OK\r\nContent-Length: 30\r\n\r\nm=video 0 RTP/AVP 26\r\ns=jpeg\r\n",
         ErrorCode::Unsupported, "stream.codec_unsupported"},
        {"RTSP/1.0 200 OK\r\nContent-Length: 22\r\n\r\nm=audio 0 RTP/AVP 0\r\n\r\n",
         ErrorCode::Unsupported, "stream.wrong_path"},
        {"HTTP/1.1 400 Bad Request\r\n\r\n", ErrorCode::InvalidArgument, ""},
        {"SSH-2.0-something\r\n", ErrorCode::InvalidArgument, ""},
        {"", ErrorCode::TimedOut, ""},
    };
    for (const Refusal& refusal : refusals) {
        auto script = camera();
        script.answer = [&refusal](const Message& request, const std::string& usual) {
            return request.method == "DESCRIBE" ? refusal.answer : usual;
        };
        const TestRtspServer server(script);
        auto settings = settings_for(server.url());
        settings.answer_limit = 300ms;
        const auto outcome = pull(settings);
        ASSERT_FALSE(outcome.end) << refusal.answer;
        EXPECT_EQ(outcome.end.error().code(), refusal.code) << outcome.end.error().message();
        EXPECT_EQ(outcome.end.error().fault(), refusal.fault) << outcome.end.error().message();
    }
}

TEST(RtspSource, SaysThatThePortIsClosedOrTheHostUnknown) {
    std::string closed;
    {
        const TestRtspServer gone(camera());
        closed = gone.url();
    }
    const auto refused = pull(settings_for(closed));
    EXPECT_EQ(refused.end.error().code(), ErrorCode::Unavailable);
    EXPECT_EQ(refused.end.error().fault(), "stream.third_party_access_disabled");
    const auto unknown = pull(settings_for("rtsp://no-such-camera.invalid/live"));
    EXPECT_EQ(unknown.end.error().fault(), "net.dns_wrong");
}

TEST(RtspSource, NoticesThatTheCameraStoppedSending) {
    auto script = camera();
    script.at_end = test::AtFeedEnd::Silence;
    const TestRtspServer silent(script);
    auto outcome = pull(settings_for(silent.url()), 1000);
    EXPECT_EQ(outcome.end.error().code(), ErrorCode::Unavailable);
    EXPECT_NE(outcome.end.error().message().find("stopped sending"), std::string::npos);
    EXPECT_GT(outcome.packets.size(), 30U);
    script.at_end = test::AtFeedEnd::Close;
    const TestRtspServer closing(script);
    outcome = pull(settings_for(closing.url()), 1000);
    EXPECT_EQ(outcome.end.error().code(), ErrorCode::Unavailable);
    EXPECT_NE(outcome.end.error().message().find("ended the stream"), std::string::npos);
}

TEST(RtspSource, CutsACameraThatSendsAByteAtATime) {
    auto script = camera();
    script.one_byte_at_a_time = true;
    const TestRtspServer server(script);
    auto settings = settings_for(server.url());
    settings.answer_limit = 100ms;
    EXPECT_EQ(pull(settings).end.error().code(), ErrorCode::TimedOut);
}

TEST(RtspSource, NoticesAStreamWithoutKeyFrames) {
    auto script = camera();
    for (auto& frame : script.feed.frames) {
        const bool is_key = frame.size() > 2;
        frame = is_key ? test::FeedFrame() : frame;
    }
    const TestRtspServer server(script);
    auto settings = settings_for(server.url());
    settings.frame_limit = 1s;
    const auto outcome = pull(settings);
    ASSERT_FALSE(outcome.end);
    EXPECT_TRUE(outcome.packets.empty());
    EXPECT_TRUE(outcome.end.error().fault() == "stream.keyframe_interval_too_long" ||
                outcome.end.error().fault() == "stream.packet_loss");
}

}  // namespace
}  // namespace porchlight::sources
