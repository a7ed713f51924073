// SPDX-License-Identifier: Apache-2.0
// What viewers over WebRTC cost the hub: one camera, 1080p15 at 2 Mbit/s, as many browsers as asked
// for, each with its own keys on a real UDP socket. CPU is that of the thread that moves media;
// memory includes the browsers' ends.
//
//   webrtc_bench [VIEWERS] [SECONDS]
#include "live/webrtc/browser_for_test.hpp"
#include "live/webrtc/server.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <malloc.h>
#include <memory>
#include <span>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace porchlight;
using namespace std::chrono_literals;

constexpr int kFrameRate = 15;
constexpr int kGroup = 30;
constexpr std::size_t kKeyBytes = 60'000;
constexpr std::size_t kDeltaBytes = 15'000;  // with the key frame 2 Mbit/s

double thread_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double resident_mib() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statm >> total >> resident;
    return static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

media::PacketPtr frame(int index, MonotonicTime now) {
    auto packet = std::make_shared<media::Packet>();
    const bool is_key = index % kGroup == 0;
    packet->kind = is_key ? media::FrameKind::Key : media::FrameKind::Delta;
    packet->pts = packet->dts = MediaTime(MediaDuration(90000 / kFrameRate * index));
    packet->arrived = now;
    const std::size_t size = is_key ? kKeyBytes : kDeltaBytes;
    packet->data = {0, static_cast<std::uint8_t>(size >> 16U),
                    static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)};
    packet->data.resize(4 + size, is_key ? 0x65 : 0x41);
    return packet;
}

class Bench {
  public:
    explicit Bench(int viewers) : browsers_(static_cast<std::size_t>(viewers)) {}

    int run(int seconds) {
        server_ = on<std::unique_ptr<live::WebRtcServer>>([this] {
                      return live::WebRtcServer::open(
                          thread_.executor(), {0, net::webrtc::Reach::ThisMachine, {}}, clock_);
                  }).value();
        media::VideoTrack track;
        track.sps = {0x67, 0x42, 0xE0, 0x28};
        track.pps = {0x68, 1};
        const bool has_started = on<bool>([&] { return stream_->start(track), true; }).value();
        const double before = resident_mib();
        const bool all_joined = join();
        ::malloc_trim(0);
        const double each = (resident_mib() - before) / static_cast<double>(browsers_.size());
        const double idle = measure(seconds, 0);
        const double busy = measure(seconds, kFrameRate);
        std::size_t played = 0;
        for (auto& browser : browsers_) {
            played += browser.packet(0).empty() ? 0 : 1;
        }
        const auto stopped = rt::run_blocking(thread_, server_->stop());
        const double percent = 100 * busy / seconds;
        fmt::print(
            "{{\"bench\": \"webrtc\", \"viewers\": {}, \"seconds\": {}, \"playing\": {}, "
            "\"percent_of_a_core\": {:.2f}, \"percent_a_viewer\": {:.3f}, "
            "\"idle_percent\": {:.2f}, \"mib_a_viewer\": {:.2f}}}\n",
            browsers_.size(), seconds, played, percent,
            percent / static_cast<double>(browsers_.size()), 100 * idle / seconds, each);
        return has_started && all_joined && stopped ? 0 : 1;
    }

  private:
    template <typename T, typename Work>
    static rt::Task<T> task(Work work) {
        co_return work();
    }
    template <typename T, typename Work>
    Result<T> on(Work work) {
        return rt::run_blocking(thread_, task<T>(std::move(work)));
    }

    bool join() {
        for (auto& browser : browsers_) {
            const auto accepted = on<live::WebRtcServer::Accepted>([&] {
                const live::WebRtcServer::Camera camera{{stream_}};
                const auto offer = net::webrtc::parse_offer(browser.offer()).value();
                return server_->accept(offer, {&camera, 1});
            });
            if (!accepted) {
                return false;
            }
            browser.take_answer(accepted->answer, server_->port());
            if (!browser.join()) {
                return false;
            }
        }
        return true;
    }

    /// @return CPU seconds of the media thread.
    double measure(int seconds, int frames_a_second) {
        const double begin = on<double>([] { return thread_seconds(); }).value();
        const auto start = std::chrono::steady_clock::now();
        const int ticks = seconds * kFrameRate;
        for (int tick = 0; tick < ticks; ++tick) {
            std::this_thread::sleep_until(start + tick * 1'000'000us / kFrameRate);
            if (frames_a_second > 0) {
                const auto packet = frame(count_++, clock_.monotonic_now());
                static_cast<void>(on<bool>([&] { return stream_->send(packet), true; }));
            }
            if (tick % (3 * kFrameRate) == 0) {
                for (auto& browser : browsers_) {
                    browser.check();
                }
            }
        }
        return on<double>([] { return thread_seconds(); }).value() - begin;
    }

    SystemClock clock_;
    Random random_{1};
    rt::IoThread thread_{"media"};
    std::shared_ptr<live::RtpStream> stream_ = std::make_shared<live::RtpStream>(random_);
    std::unique_ptr<live::WebRtcServer> server_;
    std::vector<live::WatchingBrowser> browsers_;
    int count_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
    const std::span<char*> given(arguments, static_cast<std::size_t>(count));
    const int viewers = count > 1 ? std::atoi(given[1]) : 100;
    const int seconds = count > 2 ? std::atoi(given[2]) : 10;
    return Bench(viewers).run(seconds);
}
