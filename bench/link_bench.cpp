// SPDX-License-Identifier: Apache-2.0
// What a thousand paired cameras cost the hub that holds their links: memory for each, and CPU with
// the telemetry that each sends every 30 s. Hub and cameras are two processes, so that the figures
// are the hub's alone.
//
//   link_bench [CAMERAS] [SECONDS]
#include "base/fd.hpp"
#include "base/temporary_folder.hpp"
#include "device/link_message.hpp"
#include "hub/devices/device_service.hpp"
#include "net/link/identity.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <malloc.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace porchlight;
using namespace std::chrono_literals;
namespace link = net::link;

Serial serial_of(int index) {
    return *Serial::parse(fmt::format("PL-BENCH{:06}", index));
}

std::string file_of(const std::string& folder, int index) {
    return fmt::format("{}/{}.pem", folder, index);
}

void allow_many_files() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::int64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statm >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

device::Telemetry telemetry_of(int index, int round) {
    device::Telemetry telemetry;
    telemetry.at = UtcTime(std::chrono::seconds(1'795'000'000 + round * 30));
    telemetry.uptime = std::chrono::seconds(round * 30);
    telemetry.battery = Millivolts(3000 - index % 300);
    telemetry.energy_used = MilliwattHours(round * 0.5);
    telemetry.rssi = Dbm(-40 - index % 50);
    telemetry.band = device::Band::Ghz2;
    telemetry.channel = 6;
    telemetry.temperature = Celsius(20.5);
    telemetry.firmware = "1.2.0";
    telemetry.storage_used = mebibytes(12);
    telemetry.storage_total = gibibytes(32);
    return telemetry;
}

rt::Task<> say(link::Link* link, device::LinkMessage message) {
    link::Frame frame{link::FrameKind::Message, device::to_json(message)};
    auto sending = link->send(std::move(frame));
    co_return co_await std::move(sending);
}

/// One camera: links, says hello, and then how it is every 30 s.
rt::Task<> live(int index, link::HubAddress hub, std::shared_ptr<const link::LinkContext> context,
                std::atomic<int>* linked) {
    auto dialling = link::dial(std::move(hub), std::move(context), 60s);
    PL_CO_TRY(const auto camera, co_await std::move(dialling));
    auto hello = say(camera.get(), device::Hello{1, "porchlight-camera", "1.2.0", 0, {}});
    PL_CO_TRY_VOID(co_await std::move(hello));
    PL_CO_TRY(const auto welcome, co_await camera->receive());
    ++*linked;
    PL_CO_TRY_VOID(co_await rt::sleep_for(std::chrono::milliseconds(index * 7919 % 30'000)));
    for (int round = 0;; ++round) {
        auto telling = say(camera.get(), telemetry_of(index, round));
        PL_CO_TRY_VOID(co_await std::move(telling));
        PL_CO_TRY_VOID(co_await rt::sleep_for(30s));
    }
}

int run_cameras(std::uint16_t port, int count, const std::string& folder) {
    const std::string authority = *read_file(folder + "/ca.pem");
    const rt::IoThread thread("cameras");
    std::atomic<int> linked = 0;
    for (int i = 0; i < count; ++i) {
        const std::string pem = *read_file(file_of(folder, i));
        const auto key = pem.find("-----BEGIN PRIVATE");
        auto context = *link::LinkContext::for_camera({pem.substr(0, key), Secret(pem.substr(key))},
                                                      authority);
        rt::launch(thread.executor(), live(i, {"127.0.0.1", port}, std::move(context), &linked),
                   [i](const Result<>& ended) {
                       fmt::print(stderr, "camera {}: {}\n", i,
                                  ended ? "ended" : ended.error().message());
                   });
        while (linked < i - 20) {
            std::this_thread::sleep_for(1ms);
        }
    }
    while (linked < count) {
        std::this_thread::sleep_for(10ms);
    }
    fmt::print("ready\n");
    std::fflush(stdout);
    ::pause();
    return 0;
}

class Hub {
  public:
    explicit Hub(int cameras) {
        store::Home home;
        home.id = HomeId(1);
        home.name = "Bench";
        run(store_->add_home(home));
        std::ofstream(folder_.path() + "/ca.pem") << authority_.certificate_pem();
        for (int i = 0; i < cameras; ++i) {
            add(i);
        }
        std::vector<hub::DeviceService::Listen> listens{{"127.0.0.1", 0, {}}};
        listens[0].limits.strangers_of_one_address = 32;  // all of them are on this machine
        auto server = *authority_.server_credentials({{"localhost"}, {"127.0.0.1"}});
        run(service_.start(std::move(listens), std::move(server)));
    }
    ~Hub() { run(service_.stop()); }
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;
    Hub(Hub&&) = delete;
    Hub& operator=(Hub&&) = delete;

    [[nodiscard]] std::uint16_t port() const { return service_.ports().front(); }
    [[nodiscard]] const std::string& folder() const { return folder_.path(); }

  private:
    void add(int index) {
        const auto device = *link::DeviceIdentity::open(
            fmt::format("{}/id{}", folder_.path(), index), serial_of(index));
        const std::string leaf = *authority_.issue_device(*device.certificate_request(),
                                                          device.serial(), device.public_key());
        std::ofstream(file_of(folder_.path(), index)) << leaf << device.key_pem().reveal();
        hub::Claimant claimant{device.serial(), "porchlight-camera", device.public_key(), HomeId(1),
                               ""};
        run(service_.registry().claim(std::move(claimant)));
    }
    template <typename T>
    void run(rt::Task<T> task) {
        const auto result = rt::run_blocking(thread_, std::move(task));
        if (!result) {
            fmt::print(stderr, "{}\n", result.error().message());
            std::abort();
        }
    }

    TemporaryFolder folder_;
    SystemClock clock_;
    rt::IoThread thread_{"hub"};
    rt::IoThread files_{"files"};
    std::unique_ptr<store::Store> store_ =
        *store::open_sqlite_store(folder_.path() + "/porchlight.db");
    const net::tls::CertificateAuthority authority_ =
        *net::tls::CertificateAuthority::open(folder_.path() + "/tls", clock_, {});
    hub::DeviceService service_{{thread_.executor(), files_.executor(), *store_, authority_, clock_,
                                 [] { return std::vector<link::HubAddress>(); }, folder_.path()}};
};

/// Starts the cameras' process and waits until all are linked.
pid_t start_cameras(const char* program, const Hub& hub, int count) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
        std::abort();
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::execl(program, program, "--cameras", std::to_string(hub.port()).c_str(),
                std::to_string(count).c_str(), hub.folder().c_str(), nullptr);
        ::_exit(1);
    }
    ::close(ends[1]);
    char byte = 0;
    if (::read(ends[0], &byte, 1) != 1) {
        fmt::print(stderr, "the cameras did not link\n");
        std::exit(1);
    }
    ::close(ends[0]);
    return child;
}

int run_hub(const char* program, int cameras, int seconds) {
    Hub hub(cameras);
    ::malloc_trim(0);
    const std::int64_t before = resident_bytes();
    const double handshakes_from = cpu_seconds();
    const pid_t child = start_cameras(program, hub, cameras);
    const double handshakes = cpu_seconds() - handshakes_from;
    std::this_thread::sleep_for(2s);
    const std::int64_t linked = resident_bytes();
    // The first telemetries come in here, and the first flush.
    std::this_thread::sleep_for(32s);
    const double from = cpu_seconds();
    const auto begin = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    const std::chrono::duration<double> span = std::chrono::steady_clock::now() - begin;
    const double share = (cpu_seconds() - from) / span.count();
    const std::int64_t after = resident_bytes();
    fmt::print(
        "{} links: {:.1f} KB each when all are linked, {:.1f} KB each after {:.0f} s more "
        "with telemetry and its series\n",
        cameras, static_cast<double>(linked - before) / cameras / 1000,
        static_cast<double>(after - before) / cameras / 1000, span.count() + 32);
    fmt::print("handshake: {:.2f} ms of CPU each\n", handshakes * 1000 / cameras);
    fmt::print("telemetry each 30 s from all: {:.2f} % of a core over {:.0f} s\n", share * 100,
               span.count());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    allow_many_files();
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 4 && words[0] == "--cameras") {
        return run_cameras(static_cast<std::uint16_t>(std::stoi(words[1])), std::stoi(words[2]),
                           words[3]);
    }
    const int cameras = words.empty() ? 1000 : std::stoi(words[0]);
    const int seconds = words.size() < 2 ? 120 : std::stoi(words[1]);
    return run_hub(argv[0], cameras, seconds);
}
