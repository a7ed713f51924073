// SPDX-License-Identifier: Apache-2.0
// Our RTSP client against other people's servers: GStreamer's and VLC's.
#include "gst_server.hpp"
#include "sources/rtsp/rtsp_source.hpp"
#include "support/child_process.hpp"
#include "support/source_pull.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace porchlight::sources {
namespace {

using namespace std::chrono_literals;
using test::ChildProcess;
using test::GstServer;
using test::Outcome;

Outcome pull_once(const std::string& url, std::size_t enough, RtspTransport transport) {
    RtspSettings settings(*net::CameraUrl::parse(url));
    settings.transport = transport;
    return test::pull([&](const Clock& clock) { return make_rtsp_source(settings, clock); },
                      enough);
}

std::size_t count(const Outcome& outcome, media::TrackKind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(
        outcome.packets, [kind](const auto& packet) { return packet->track == kind; }));
}

struct Camera {
    std::string video;
    std::string sound;
    media::Codec video_codec;
    std::optional<media::Codec> sound_codec;
};

class GstreamerCodecs : public ::testing::TestWithParam<Camera> {};

TEST_P(GstreamerCodecs, GivesPictureAndSound) {
    const Camera& camera = GetParam();
    GstServer server({camera.video, camera.sound});
    if (server.is_missing()) {
        GTEST_SKIP() << "GStreamer's RTSP server or an encoder of it is not installed";
    }
    for (const auto transport : {RtspTransport::Tcp, RtspTransport::Udp}) {
        const Outcome outcome = pull_once(server.url(), 60, transport);
        ASSERT_TRUE(outcome.end) << outcome.end.error().message();
        ASSERT_TRUE(outcome.descriptions.at(0).video);
        EXPECT_EQ(outcome.descriptions[0].video->codec, camera.video_codec);
        EXPECT_EQ(outcome.descriptions[0].video->size, (PictureSize{320, 240}));
        EXPECT_GT(count(outcome, media::TrackKind::Video), 10U);
        EXPECT_EQ(outcome.descriptions[0].audio.has_value(), camera.sound_codec.has_value());
        if (camera.sound_codec) {
            EXPECT_EQ(outcome.descriptions[0].audio->codec, *camera.sound_codec);
            EXPECT_GT(count(outcome, media::TrackKind::Audio), 10U);
        }
    }
}

using media::Codec;
INSTANTIATE_TEST_SUITE_P(Server, GstreamerCodecs,
                         ::testing::Values(Camera{"h264", "pcmu", Codec::H264, Codec::Pcmu},
                                           Camera{"h264", "pcma", Codec::H264, Codec::Pcma},
                                           Camera{"h264", "aac", Codec::H264, Codec::Aac},
                                           Camera{"h265", "opus", Codec::H265, Codec::Opus}),
                         [](const auto& info) { return info.param.video + info.param.sound; });

TEST(GstreamerServer, AsksForADigestLogin) {
    GstServer server({"h264", "none", "admin", "p@ss:word"});
    if (server.is_missing()) {
        GTEST_SKIP() << "GStreamer's RTSP server is not installed";
    }
    const Outcome let_in = pull_once(server.url("admin:p@ss:word@"), 10, RtspTransport::Automatic);
    EXPECT_TRUE(let_in.end) << let_in.end.error().message();
    const Outcome refused = pull_once(server.url("admin:guess@"), 10, RtspTransport::Automatic);
    ASSERT_FALSE(refused.end);
    EXPECT_EQ(refused.end.error().code(), ErrorCode::PermissionDenied);
    const Outcome no_path =
        pull_once(server.url("admin:p@ss:word@") + "r", 10, RtspTransport::Automatic);
    ASSERT_FALSE(no_path.end);
    EXPECT_EQ(no_path.end.error().fault(), "stream.wrong_path");
}

/// A file that VLC can serve, made by ffmpeg and readable by everybody. Empty when there is no
/// ffmpeg.
std::string make_video_file() {
    const auto folder =
        std::filesystem::temp_directory_path() / fmt::format("pl-vlc-{}", ::getpid());
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms(0755));
    const std::string file = (folder / "video.mp4").string();
    ChildProcess ffmpeg({"ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i",
                         "testsrc2=size=320x240:rate=15:duration=60", "-c:v", "libx264", "-preset",
                         "ultrafast", "-g", "15", "-bf", "0", "-pix_fmt", "yuv420p", file});
    return ffmpeg.wait() == 0 ? file : "";
}

TEST(VlcServer, GivesAPicture) {
    if (!std::filesystem::exists("/usr/bin/cvlc")) {
        GTEST_SKIP() << "VLC is not installed";
    }
    const std::string file = make_video_file();
    if (file.empty()) {
        GTEST_SKIP() << "ffmpeg, which makes the video that VLC serves, is not installed";
    }
    // Below the ports that Linux gives to clients, so that no try of ours takes it from VLC.
    const int port = 20000 + static_cast<int>(::getpid() % 12000);
    // VLC refuses to run as root. (runuser would fork, and its child would outlive our kill.)
    std::vector<std::string> command;
    if (::geteuid() == 0) {
        command = {"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"};
    }
    const std::string output = fmt::format("#rtp{{sdp=rtsp://127.0.0.1:{}/live}}", port);
    command.insert(command.end(),
                   {"env", "HOME=/tmp", "cvlc", "-q", "--loop", file, "--sout", output});
    const ChildProcess vlc(command);
    const auto give_up = std::chrono::steady_clock::now() + 60s;
    Outcome outcome;
    do {
        // Until VLC listens each try ends at once: the port is closed.
        outcome =
            pull_once(fmt::format("rtsp://127.0.0.1:{}/live", port), 30, RtspTransport::Automatic);
    } while (!outcome.end && std::chrono::steady_clock::now() < give_up);
    std::filesystem::remove_all(std::filesystem::path(file).parent_path());
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    EXPECT_EQ(outcome.descriptions.at(0).video->size, (PictureSize{320, 240}));
    EXPECT_EQ(outcome.packets.at(0)->kind, media::FrameKind::Key);
}

}  // namespace
}  // namespace porchlight::sources
