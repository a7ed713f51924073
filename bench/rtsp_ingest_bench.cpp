// SPDX-License-Identifier: Apache-2.0
// What it costs to take in many RTSP cameras: CPU of a core and memory for each stream.
//
//     rtsp_ingest_bench [streams 30] [seconds 20]
//
// The cameras run in a process of their own, each with its own phase, so that one wakeup cannot
// serve many. Our own client and libavformat take the same streams one after the other, each in a
// fresh process; only that process is measured (getrusage).
#include "base/clock.hpp"
#include "net/url.hpp"
#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "sources/rtsp/automatic_source.hpp"
#include "support/rtsp_server.hpp"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace porchlight {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kRing = std::size_t{5} * 15;  // frames: 5 s of pre-roll

/// Counts, and keeps 5 s as the hub's pre-roll does.
class RingSink final : public sources::PacketSink {
  public:
    void on_description(const sources::StreamDescription&) override {}
    void on_packet(const media::PacketPtr& packet) override {
        ring_[static_cast<std::size_t>(packets++) % kRing] = packet;
        bytes += static_cast<std::int64_t>(packet->data.size());
    }

    std::int64_t packets = 0;
    std::int64_t bytes = 0;

  private:
    std::array<media::PacketPtr, kRing> ring_;
};

double cpu_seconds(const rusage& usage) {
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double resident_mib() {
    std::ifstream status("/proc/self/statm");
    std::int64_t pages = 0;
    status >> pages >> pages;
    return static_cast<double>(pages * ::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
}

rusage usage_now() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage;
}

int thread_count() {
    std::ifstream stat("/proc/self/stat");
    std::string field;
    for (int i = 0; i < 20 && stat >> field; ++i) {
    }
    return std::atoi(field.c_str());
}

struct Totals {
    std::int64_t packets = 0;
    std::int64_t bytes = 0;
};

Totals total(const std::vector<std::unique_ptr<RingSink>>& sinks) {
    Totals sum;
    for (const auto& sink : sinks) {
        sum.packets += sink->packets;
        sum.bytes += sink->bytes;
    }
    return sum;
}

/// In a process of its own.
void measure(const std::vector<std::uint16_t>& ports, sources::RtspClient client, int seconds) {
    const double base_mib = resident_mib();
    const SystemClock clock;
    rt::IoThread thread("media");
    std::vector<std::unique_ptr<RingSink>> sinks;
    std::vector<std::unique_ptr<sources::Source>> cameras;
    for (const std::uint16_t port : ports) {
        sources::RtspSettings settings(
            *net::CameraUrl::parse(fmt::format("rtsp://127.0.0.1:{}/live", port)));
        sinks.push_back(std::make_unique<RingSink>());
        cameras.push_back(sources::make_camera_source(settings, client, clock));
        thread.post([&thread, sink = sinks.back().get(), camera = cameras.back().get()] {
            rt::spawn(thread.executor(), "camera", camera->run(sink));
        });
    }
    std::this_thread::sleep_for(8s);
    const rusage before = usage_now();
    const Totals totals_before = total(sinks);
    const auto started = SteadyClock::now();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    const double wall = std::chrono::duration<double>(SteadyClock::now() - started).count();
    const rusage after = usage_now();
    const Totals totals_after = total(sinks);
    const double cpu = cpu_seconds(after) - cpu_seconds(before);
    const auto streams = static_cast<double>(ports.size());
    fmt::print(
        "{:<12} {:7.3f} {:10.2f} {:12.2f} {:10.1f} {:8} {:12.1f} {:10.2f} {:8.2f}\n",
        client == sources::RtspClient::Own ? "own" : "libavformat", 100 * cpu / wall / streams,
        100 * cpu / wall, resident_mib(), (resident_mib() - base_mib) / streams, thread_count(),
        static_cast<double>(after.ru_nvcsw - before.ru_nvcsw) / wall / streams,
        static_cast<double>(totals_after.packets - totals_before.packets) / wall / streams,
        8e-6 * static_cast<double>(totals_after.bytes - totals_before.bytes) / wall / streams);
    std::fflush(stdout);
    ::_exit(0);
}

/// In a process of its own: the cameras; writes their ports to `to` and stays until killed.
void serve(int streams, int to) {
    test::CameraScript script;
    script.feed = test::make_encoded_feed({1920, 1080}, 150, 30, 2'000'000, {});
    std::vector<std::unique_ptr<test::TestRtspServer>> cameras;
    for (int i = 0; i < streams; ++i) {
        cameras.push_back(std::make_unique<test::TestRtspServer>(script));
        const std::uint16_t port = cameras.back()->port();
        if (::write(to, &port, sizeof port) != sizeof port) {
            ::_exit(1);
        }
        std::this_thread::sleep_for(script.feed.interval * 3 / 10);  // another phase each
    }
    ::pause();
}

int run(int streams, int seconds) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) {
        return 1;
    }
    const pid_t server = ::fork();
    if (server == 0) {
        serve(streams, pipe[1]);
    }
    std::vector<std::uint16_t> ports(static_cast<std::size_t>(streams));
    for (std::uint16_t& port : ports) {
        if (::read(pipe[0], &port, sizeof port) != sizeof port) {
            return 1;
        }
    }
    fmt::print("{} streams of 1080p15 at 2 Mbit/s, {} s each, 5 s of pre-roll kept\n", streams,
               seconds);
    fmt::print("{:<12} {:>7} {:>10} {:>12} {:>10} {:>8} {:>12} {:>10} {:>8}\n", "client", "%/cam",
               "% total", "RSS MiB", "MiB/cam", "threads", "wakeups/s", "frames/s", "Mbit/s");
    std::fflush(stdout);
    for (const auto client : {sources::RtspClient::Own, sources::RtspClient::Compatibility}) {
        const pid_t measured = ::fork();
        if (measured == 0) {
            measure(ports, client, seconds);
        }
        ::waitpid(measured, nullptr, 0);
    }
    ::kill(server, SIGKILL);
    ::waitpid(server, nullptr, 0);
    return 0;
}

}  // namespace
}  // namespace porchlight

int main(int argc, char** argv) {
    const int streams = argc > 1 ? std::atoi(argv[1]) : 30;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 20;
    return streams > 0 && seconds > 0 ? porchlight::run(streams, seconds) : 2;
}
