// SPDX-License-Identifier: Apache-2.0
// A test camera in a process of its own: sends one H.264 file to everybody who plays, in real time,
// over and over.
//
//   rtsp_feeder FILE.h264 [FRAMES_PER_SECOND [PORT [USER PASSWORD]]]
//
// Prints its address; ends when its standard input does.

#include "base/fd.hpp"
#include "support/rtsp_server.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
    using namespace porchlight;
    if (argc < 2) {
        std::fprintf(stderr, "rtsp_feeder FILE.h264 [FRAMES_PER_SECOND [PORT [USER PASSWORD]]]\n");
        return 2;
    }
    const auto bytes = read_file(argv[1], 1U << 30U);
    if (!bytes) {
        std::fprintf(stderr, "%s\n", bytes.error().message().c_str());
        return 1;
    }
    const double rate = argc > 2 ? std::atof(argv[2]) : 15;
    test::FeedOptions options;
    options.interval = std::chrono::microseconds(static_cast<std::int64_t>(1e6 / rate));
    test::CameraScript script;
    script.feed = test::make_h264_feed(media::ByteVector(bytes->begin(), bytes->end()), options);
    script.feed.ticks_per_frame = static_cast<std::uint32_t>(90000 / rate);
    script.port = static_cast<std::uint16_t>(argc > 3 ? std::atoi(argv[3]) : 0);
    if (argc > 5) {
        script.login = test::Login::DigestMd5;
        script.user = argv[4];
        script.password = argv[5];
    }
    const test::TestRtspServer server(std::move(script));
    std::printf("%s\n", server.url().c_str());
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}
