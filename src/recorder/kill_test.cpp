// SPDX-License-Identifier: Apache-2.0
#include "recorder/recorder_fixture.hpp"
#include "sources/pacer.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves it to us

namespace porchlight::recorder {
namespace {

constexpr const char* kFolder = "PORCHLIGHT_KILL_TEST";

/// How many frames the child has given its recorder; in memory that outlives it.
class FrameCount {
  public:
    explicit FrameCount(const std::string& path) {
        const UniqueFd fd = std::move(open_file(path, O_RDWR | O_CREAT)).value();
        EXPECT_EQ(::ftruncate(fd.get(), sizeof(int)), 0);
        memory_ = ::mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    }
    ~FrameCount() { ::munmap(memory_, sizeof(int)); }
    FrameCount(const FrameCount&) = delete;
    FrameCount& operator=(const FrameCount&) = delete;
    FrameCount(FrameCount&&) = delete;
    FrameCount& operator=(FrameCount&&) = delete;

    [[nodiscard]] std::atomic<int>& value() { return *static_cast<std::atomic<int>*>(memory_); }

  private:
    void* memory_ = nullptr;
};

/// The child: records the minute in real time, continuously, until it is killed.
TEST(KillChild, RecordsUntilKilled) {
    const char* given = ::getenv(kFolder);  // NOLINT(concurrency-mt-unsafe): one thread yet
    if (given == nullptr) {
        GTEST_SKIP() << "runs as the child of the test below";
    }
    const std::string folder = given;
    FrameCount count(folder + "/frames");
    const SystemClock clock;
    Random random;
    Hearing hearing;
    rt::IoThread media("media");
    const auto store = std::move(store::open_sqlite_store(folder + "/db")).value();
    RecorderNeeds needs;
    needs.clock = &clock;
    needs.random = &random;
    needs.store = store.get();
    needs.listener = &hearing;
    needs.media = &media;
    needs.clips_folder = folder + "/clips";
    needs.retention.reserve = Bytes(0);
    const auto recorder = std::move(rt::run_blocking(media, Recorder::start(needs))).value();
    RecordingSettings settings;
    settings.mode = store::RecordingMode::Continuous;
    settings.max_clip = 5s;
    std::unique_ptr<CameraRecorder> camera;
    media.post([&] {
        camera = recorder->make_camera(CameraId(1), settings);
        camera->on_description(minute_of_video().description);
    });
    sources::Pacer pacer;
    for (const media::Packet& frame : minute_of_video().packets) {
        pacer.wait_for(frame.dts);
        auto packet = std::make_shared<media::Packet>(frame);
        packet->arrived = clock.monotonic_now();
        packet->wall = clock.utc_now();
        media.post([&, packet] {
            camera->on_packet(packet);
            ++count.value();
        });
    }
}

pid_t start_child(const std::string& folder) {
    ::setenv(kFolder, folder.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): no other thread reads
    std::string program = "/proc/self/exe";
    std::string filter = "--gtest_filter=KillChild.*";
    std::array<char*, 3> arguments{program.data(), filter.data(), nullptr};
    posix_spawn_file_actions_t quiet{};
    ::posix_spawn_file_actions_init(&quiet);
    ::posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    EXPECT_EQ(::posix_spawn(&child, program.c_str(), &quiet, nullptr, arguments.data(), environ),
              0);
    ::posix_spawn_file_actions_destroy(&quiet);
    return child;
}

class Kill : public RecorderTest {};

TEST_F(Kill, LosesNoFinishedClipAndAtMostTwoSecondsOfTheOpenOne) {
    constexpr int kRounds = 3;
    constexpr int kMostLost = 2 * 15;
    open_store();
    store_.reset();
    FrameCount count(temporary_.path() + "/frames");
    clips_folder_ = temporary_.path() + "/clips";
    std::size_t clips_before = 0;
    int frames_before = 0;
    for (int round = 0; round < kRounds; ++round) {
        count.value() = 0;
        const pid_t child = start_child(temporary_.path());
        const int kill_at = 60 + static_cast<int>(random_.next() % 60);
        while (count.value() < kill_at && ::waitpid(child, nullptr, WNOHANG) == 0) {
            std::this_thread::yield();
        }
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        ::waitpid(child, nullptr, 0);
        const int given = count.value();

        open_store();
        start(RecordingSettings{}, clips_folder_);
        EXPECT_EQ(recorder_->recovered_clips(), 1);
        stop();
        int frames = 0;
        const auto all = clips();
        EXPECT_GT(all.size(), clips_before);
        for (const store::Clip& clip : all) {
            EXPECT_EQ(complaints(clip), "");
            EXPECT_TRUE(clip.end.has_value());
            EXPECT_NEAR(static_cast<double>(clip.duration.count()) / 6000, frames_of(clip), 0.1);
            frames += frames_of(clip);
        }
        EXPECT_GE(frames - frames_before, given - kMostLost) << "round " << round;
        clips_before = all.size();
        frames_before = frames;
        store_.reset();
    }
}

}  // namespace
}  // namespace porchlight::recorder
