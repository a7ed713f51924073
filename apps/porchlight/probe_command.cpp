// SPDX-License-Identifier: Apache-2.0
#include "porchlight/probe_command.hpp"

#include "base/fd.hpp"
#include "hub/camera_probe.hpp"
#include "media/jpeg.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sources/factory.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <string_view>

namespace porchlight::app {

namespace {

constexpr std::chrono::seconds kLimit(15);

void print_stream(const hub::StreamView& stream) {
    const auto& video = stream.video;
    fmt::print("  video      {}, {} x {}, {:.1f} frames and {:.2f} Mbit a second\n", video.codec,
               video.width, video.height, video.frame_rate,
               static_cast<double>(video.bits_per_second) / 1e6);
    if (stream.audio) {
        fmt::print("  audio      {}, {} Hz, {} channel{}\n", stream.audio->codec,
                   stream.audio->sample_rate, stream.audio->channels,
                   stream.audio->channels == 1 ? "" : "s");
    } else {
        fmt::print("  audio      none\n");
    }
    fmt::print("  transport  {}\n", stream.transport);
}

Result<> save_picture(const hub::Glimpse& seen, const std::string& path) {
    PL_TRY(const auto jpeg, media::key_frame_to_jpeg(seen.video, *seen.key_frame));
    PL_TRY_VOID(write_file_atomically(
        path, {reinterpret_cast<const char*>(jpeg.data()), jpeg.size()}, 0644));
    fmt::print("  picture    {}\n", path);
    return {};
}

int fail(const Error& error) {
    fmt::print(stderr, "No picture: {}\n", error.message());
    return 1;
}

}  // namespace

int run_probe(const ProbeCommand& command) {
    const SystemClock clock;
    const rt::IoThread media("media");
    // Whoever types a file's name here may read it anyway.
    const sources::SourceFactory factory(clock, {"/"});
    const Secret url(command.url);
    auto source = factory.make({url});
    if (!source) {
        return fail(source.error());
    }
    fmt::print("Asking {} …\n", sources::redacted_url(url));
    std::fflush(stdout);
    const auto seen = rt::run_blocking(media, hub::glimpse(std::move(*source), kLimit));
    if (!seen) {
        return fail(seen.error());
    }
    const hub::ProbeReport report = hub::describe(*seen);
    if (report.stream) {
        print_stream(*report.stream);
    }
    for (const std::string& note : report.notes) {
        fmt::print("  note       {}\n", note);
    }
    if (!command.picture.empty()) {
        if (const auto saved = save_picture(*seen, command.picture); !saved) {
            return fail(saved.error());
        }
    }
    return 0;
}

}  // namespace porchlight::app
