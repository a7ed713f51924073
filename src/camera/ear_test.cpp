// SPDX-License-Identifier: Apache-2.0
#include "camera/ear.hpp"

#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <thread>

namespace porchlight::camera {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

const media::AudioTrack kTrack{media::Codec::Aac, 16000, 1, {0x14, 0x08}};

/// A microphone that somebody pulls out and plugs in.
struct Plug {
    std::atomic<bool> is_in = true;
    std::atomic<int> in_use = 0;
    std::atomic<int> tries = 0;
};

class PluggedSource final : public sources::Source {
  public:
    explicit PluggedSource(Plug& plug) : plug_(&plug) {}

    rt::Task<> run(sources::PacketSink* sink) override { return listen(plug_, sink); }

  private:
    struct Use {
        explicit Use(Plug& of) : plug(of) { ++plug.in_use; }
        ~Use() { --plug.in_use; }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        Use(Use&&) = delete;
        Use& operator=(Use&&) = delete;
        Plug& plug;
    };

    static rt::Task<> listen(Plug* plug, sources::PacketSink* sink) {
        const Use use(*plug);
        ++plug->tries;
        const SystemClock clock;
        sources::StreamDescription description;
        description.audio = kTrack;
        sink->on_description(description);
        while (plug->is_in) {
            auto packet = std::make_shared<media::Packet>();
            packet->track = media::TrackKind::Audio;
            packet->pts = sources::to_media(clock.monotonic_now());
            sink->on_packet(packet);
            PL_CO_TRY_VOID(co_await rt::sleep_for(10ms));
        }
        co_return Error(ErrorCode::Unavailable, "it was unplugged");
    }

    Plug* plug_;
};

class Notes final : public EarListener {
  public:
    void on_sound_track(const media::AudioTrack& track) override {
        EXPECT_EQ(track, kTrack);
        ++works;
    }
    void on_sound(const media::PacketPtr& packet) override {
        last = packet->pts.ticks();
        ++heard;
    }
    void on_silence(const Error& why) override { silences.push_back(why.message()); }

    std::atomic<int> works = 0;
    std::atomic<int> heard = 0;
    std::atomic<std::int64_t> last = 0;
    std::vector<std::string> silences;  ///< Read after the ear is closed.
};

class EarTest : public ::testing::Test {
  protected:
    ~EarTest() override {
        run([this] { ear_.reset(); });
    }
    void run(const std::function<void()>& work) {
        std::promise<void> done;
        thread_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    void open() {
        run([this] {
            ear_.emplace(
                thread_.executor(), random_,
                [this] {
                    return Result<std::unique_ptr<sources::Source>>(
                        std::make_unique<PluggedSource>(plug_));
                },
                notes_);
            ear_->open();
        });
    }
    void see(MediaTime at) {
        run([&] {
            media::Packet picture;
            picture.pts = at;
            picture.arrived = clock_.monotonic_now();
            ear_->on_picture(picture);
        });
    }
    static bool comes_true(const std::function<bool()>& condition) {
        const auto give_up = std::chrono::steady_clock::now() + 20s;
        while (!condition() && std::chrono::steady_clock::now() < give_up) {
            std::this_thread::yield();
        }
        return condition();
    }

    const SystemClock clock_;
    Random random_{3};
    Plug plug_;
    Notes notes_;
    rt::IoThread thread_{"test"};
    std::optional<Ear> ear_;
};

TEST_F(EarTest, NothingIsHeardBeforeThePictureAndThenOnItsTimeLine) {
    open();
    ASSERT_TRUE(comes_true([&] { return notes_.works == 1; }));
    EXPECT_EQ(notes_.heard, 0);
    see(MediaTime(900'000));
    ASSERT_TRUE(comes_true([&] { return notes_.heard > 3; }));
    EXPECT_NEAR(to_seconds(MediaDuration(notes_.last - 900'000)), 0.03, 0.5);
    run([this] { ear_->on_new_picture(); });
    const int before = notes_.heard;
    see(MediaTime(0));
    ASSERT_TRUE(comes_true([&] { return notes_.heard > before + 3; }));
    EXPECT_LT(notes_.last, 90'000) << "a line of its own";
}

TEST_F(EarTest, AMicrophoneThatIsPulledOutIsToldOnceAndComesBackByItself) {
    open();
    see(MediaTime(0));
    ASSERT_TRUE(comes_true([&] { return notes_.heard > 3; }));
    plug_.is_in = false;
    ASSERT_TRUE(comes_true([&] { return plug_.tries > 2; })) << "it is tried again";
    EXPECT_EQ(notes_.works, 1) << "one that opens and gives nothing does not work";
    plug_.is_in = true;
    ASSERT_TRUE(comes_true([&] { return notes_.works == 2; }));
    run([this] { ear_->close(); });
    EXPECT_THAT(notes_.silences, ElementsAre("it was unplugged"));
}

TEST_F(EarTest, AClosedEarUsesNoMicrophone) {
    open();
    ASSERT_TRUE(comes_true([&] { return notes_.works == 1; }));
    EXPECT_EQ(plug_.in_use, 1);
    run([this] { ear_->close(); });
    EXPECT_TRUE(comes_true([&] { return plug_.in_use == 0; }));
    EXPECT_FALSE(ear_->is_open());
}

}  // namespace
}  // namespace porchlight::camera
