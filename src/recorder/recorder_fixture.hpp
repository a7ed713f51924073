// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/temporary_folder.hpp"
#include "media/demuxer.hpp"
#include "recorder/recorder.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

// Real parts for tests of the recorder: a real store, a real folder, real H.264; only the clock is
// ours.

namespace porchlight::recorder {

using namespace std::chrono_literals;

/// What a command prints on both channels, without the last line end.
inline std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen((command + " 2>&1").c_str(), "r"),
                                                     &::pclose);
    std::string text;
    std::array<char, 4096> buffer{};
    while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) {
        text += buffer.data();
    }
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return text;
}

/// A camera's stream: coded frames on a media time line from zero.
struct TestStream {
    sources::StreamDescription description;
    std::vector<media::Packet> packets;
};

/// 15 frames a second, a key frame every two seconds, made by ffmpeg's x264 for this test run.
inline TestStream make_stream(const std::string& size, int seconds, const std::string& audio = "") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/video.mov";
    const std::string sound =
        audio.empty() ? "" : " -f lavfi -i sine=frequency=440:sample_rate=8000 -c:a " + audio;
    const std::string made = output_of(
        "ffmpeg -v error -f lavfi -i testsrc=rate=15:size=" + size + sound + " -t " +
        std::to_string(seconds) +
        " -c:v libx264 -preset ultrafast -tune zerolatency -g 30 -keyint_min 30 -sc_threshold 0 " +
        path);
    EXPECT_EQ(made, "");
    media::DemuxerSettings settings;
    settings.url = path;
    auto demuxer = std::move(media::Demuxer::open(settings)).value();
    TestStream stream;
    stream.description.video = demuxer.video();
    stream.description.audio = demuxer.audio();
    for (;;) {
        auto packet = std::move(demuxer.read()).value();
        if (!packet) {
            return stream;
        }
        stream.packets.push_back(std::move(*packet));
    }
}

/// A minute of it, made once.
inline const TestStream& minute_of_video() {
    static const TestStream kStream = make_stream("320x240", 60);
    return kStream;
}

enum class GapIs : bool { Open, Over };

/// Remembers what it hears; tests wait for it. Thread-safe.
class Hearing final : public RecorderListener {
  public:
    void on_clip(const store::Clip& clip) override {
        change([&] { clips_[clip.id] = clip; });
    }
    void on_clip_removed(ClipId id) override {
        change([&] { removed_.push_back(id); });
    }
    void on_event(const store::Event& event) override {
        change([&] { events_[event.id] = event; });
    }
    void on_gap(const store::Gap& gap) override {
        change([&] { gaps_[gap.id] = gap; });
    }

    [[nodiscard]] std::map<GapId, store::Gap> gaps() {
        const std::lock_guard lock(mutex_);
        return gaps_;
    }
    /// As it was last heard of.
    [[nodiscard]] store::Clip clip(ClipId id) {
        const std::lock_guard lock(mutex_);
        return clips_[id];
    }
    [[nodiscard]] std::vector<ClipId> removed() {
        const std::lock_guard lock(mutex_);
        return removed_;
    }
    /// Waits until `condition` holds of the clips. False after 20 s.
    bool wait_for(const std::function<bool(const std::map<ClipId, store::Clip>&)>& condition) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 20s, [&] { return condition(clips_); });
    }
    bool wait_for_gap(store::GapReason reason, GapIs is = GapIs::Open) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 20s, [&] {
            return std::ranges::any_of(gaps_, [&](const auto& gap) {
                return gap.second.reason == reason &&
                       gap.second.end.has_value() == (is == GapIs::Over);
            });
        });
    }

  private:
    template <typename Change>
    void change(Change apply) {
        {
            const std::lock_guard lock(mutex_);
            apply();
        }
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<ClipId, store::Clip> clips_;
    std::vector<ClipId> removed_;
    std::map<EventId, store::Event> events_;
    std::map<GapId, store::Gap> gaps_;
};

/// One camera recorded into a folder of its own.
class RecorderTest : public ::testing::Test {
  protected:
    void TearDown() override { stop(); }

    /// @param folder Where clips go; unset for one of this test's own.
    void start(RecordingSettings settings, const std::string& folder = "",
               RetentionRules rules = {.keep_for = {}, .keep_below = {}, .reserve = Bytes(0)}) {
        if (!store_) {
            open_store();
        }
        clips_folder_ = folder.empty() ? temporary_.path() + "/clips" : folder;
        RecorderNeeds needs;
        needs.clock = &clock_;
        needs.random = &random_;
        needs.store = store_.get();
        needs.listener = &hearing_;
        needs.media = &media_;
        needs.workers = &workers_;
        needs.clips_folder = clips_folder_;
        needs.retention = rules;
        recorder_ = std::move(await(Recorder::start(needs))).value();
        on_media([&] { camera_ = recorder_->make_camera(camera_id_, settings); });
    }

    void stop() {
        if (camera_) {
            EXPECT_TRUE(await(camera_->stop()));
            on_media([&] { camera_.reset(); });
            EXPECT_TRUE(await(recorder_->stop()));
            recorder_.reset();
        }
    }

    void open_store() {
        store_ = std::move(store::open_sqlite_store(temporary_.path() + "/db")).value();
        store::Home home;
        home.id = HomeId(1);
        static_cast<void>(await(store_->add_home(home)));
        store::Camera camera;
        camera.id = camera_id_;
        camera.home = home.id;
        static_cast<void>(await(store_->add_camera(camera)));
    }

    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(media_, std::move(task));
    }
    void on_media(const std::function<void()>& work) {
        std::promise<void> done;
        media_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    /// The stream begins, as after a connect.
    void connect(const TestStream& stream) {
        on_media([&] { camera_->on_description(stream.description); });
    }
    /// Plays frames [first, last) of a stream, each when the clock says so.
    void play(const TestStream& stream, std::size_t first, std::size_t last) {
        on_media([&] {
            for (std::size_t i = first; i < std::min(last, stream.packets.size()); ++i) {
                step_to(stream, i);
                auto packet = std::make_shared<media::Packet>(stream.packets[i]);
                packet->arrived = clock_.monotonic_now();
                packet->wall = clock_.utc_now();
                camera_->on_packet(packet);
            }
        });
    }
    /// Plays video frames of the minute by time, in seconds; 15 a second.
    void play_seconds(int from, int to) {
        play(minute_of_video(), static_cast<std::size_t>(from) * 15,
             static_cast<std::size_t>(to) * 15);
    }
    void motion(bool moves, double score = 0.5) {
        on_media([&] {
            if (moves) {
                camera_->motion_started(clock_.monotonic_now(), score);
            } else {
                camera_->motion_ended(clock_.monotonic_now());
            }
        });
    }

    /// Oldest first, by recording.
    std::vector<store::Clip> clips() {
        std::vector<store::Clip> all = *await(store_->clips_after(ClipId(), 1000));
        std::ranges::sort(all, {},
                          [](const auto& clip) { return std::pair(clip.recorded, clip.id); });
        return all;
    }
    std::string file_of(const store::Clip& clip) const { return clips_folder_ + "/" + clip.path; }
    /// What ffmpeg complains of when it decodes the whole file; empty when all is well.
    std::string complaints(const store::Clip& clip) const {
        return output_of("ffmpeg -v error -i " + file_of(clip) + " -f null -");
    }
    /// Frames, as ffprobe counts them by decoding.
    int frames_of(const store::Clip& clip) const {
        return std::atoi(output_of("ffprobe -v error -select_streams v -count_frames -show_entries "
                                   "stream=nb_read_frames -of csv=p=0 " +
                                   file_of(clip))
                             .c_str());
    }

    TemporaryFolder temporary_;
    std::string clips_folder_;
    FakeClock clock_;
    Random random_{7};
    Hearing hearing_;
    CameraId camera_id_{1};
    rt::IoThread media_{"media"};
    rt::WorkerPool workers_{1, "work"};
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<CameraRecorder> camera_;

  private:
    /// Moves the clock by the time between frame i and the one before.
    void step_to(const TestStream& stream, std::size_t i) {
        constexpr Microseconds kFrame(66667);
        Microseconds step = kFrame;
        if (i > 0) {
            step = std::chrono::duration_cast<Microseconds>(stream.packets[i].dts -
                                                            stream.packets[i - 1].dts);
        }
        clock_.advance(std::max(step, Microseconds(0)));
    }
};

}  // namespace porchlight::recorder
