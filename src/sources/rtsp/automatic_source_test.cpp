// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/automatic_source.hpp"

#include "sources/libav/libav_source.hpp"
#include "support/rtsp_server.hpp"
#include "support/source_pull.hpp"

#include <gtest/gtest.h>

namespace porchlight::sources {
namespace {

using namespace std::chrono_literals;
using net::rtsp::Message;
using test::CameraScript;
using test::Outcome;
using test::TestRtspServer;

Outcome pull(const TestRtspServer& server, RtspClient client) {
    RtspSettings settings(*net::CameraUrl::parse(server.url()));
    return test::pull(
        [&](const Clock& clock) { return make_camera_source(settings, client, clock); }, 20);
}

CameraScript camera() {
    CameraScript script;
    script.feed = test::make_encoded_feed({320, 240}, 40, 8, 200000, {.interval = 5ms});
    return script;
}

TEST(LibavSource, PullsFramesOfTheSameCamera) {
    auto script = camera();
    script.login = test::Login::DigestMd5;
    const TestRtspServer server(script);
    const Outcome outcome = pull(server, RtspClient::Compatibility);
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    EXPECT_EQ(outcome.descriptions.at(0).video->size.width, 320);
    EXPECT_EQ(outcome.packets.at(0)->kind, media::FrameKind::Key);
}

TEST(LibavSource, SaysThatThePortIsClosedAsOurOwnClientDoes) {
    RtspSettings settings(*net::CameraUrl::parse("rtsp://127.0.0.1:1/live"));
    const Outcome outcome =
        test::pull([&](const Clock& clock) { return make_libav_source(settings, clock); }, 1);
    EXPECT_EQ(outcome.end.error().fault(), "stream.third_party_access_disabled");
}

TEST(AutomaticSource, UsesOurOwnClientWhenItCan) {
    const TestRtspServer server(camera());
    const Outcome outcome = pull(server, RtspClient::Automatic);
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    EXPECT_EQ(outcome.descriptions.at(0).transport, "RTSP over TCP");
    EXPECT_TRUE(outcome.descriptions[0].notes.empty());
}

TEST(AutomaticSource, FallsBackAndSaysSoWhenTheCameraRefusesOurOwnClient) {
    auto script = camera();
    script.answer = [](const Message& request, const std::string& usual) -> std::string {
        return request.header("User-Agent") == "Porchlight" ? "RTSP/1.0 400 Bad Request\r\n\r\n"
                                                            : usual;
    };
    const TestRtspServer server(script);
    const Outcome outcome = pull(server, RtspClient::Automatic);
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    EXPECT_NE(outcome.descriptions.at(0).transport.find("libavformat because"), std::string::npos);
    EXPECT_EQ(outcome.descriptions[0].notes.size(), 1U);
}

TEST(AutomaticSource, GivesOurOwnReasonWhenNeitherCan) {
    auto script = camera();
    script.answer = [](const Message&, const std::string&) {
        return std::string("RTSP/1.0 400 Bad Request\r\n\r\n");
    };
    const TestRtspServer server(script);
    const Outcome outcome = pull(server, RtspClient::Automatic);
    EXPECT_EQ(outcome.end.error().code(), ErrorCode::Unsupported);
    EXPECT_NE(outcome.end.error().message().find("400 Bad Request"), std::string::npos);
}

}  // namespace
}  // namespace porchlight::sources
