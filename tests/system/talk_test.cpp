// SPDX-License-Identifier: Apache-2.0
// A voice on its whole way: Opus as a browser sends it, the hub's pace and coding, our client, a
// camera's RTSP server, its loudspeaker.
#include "base/temporary_folder.hpp"
#include "camera/mouth.hpp"
#include "gst_server.hpp"
#include "hal/fakes/fake_speaker.hpp"
#include "hub/camera_talk.hpp"
#include "media/tone_for_test.hpp"
#include "rtsp_server_fixture.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>

namespace porchlight::live {
namespace {

using namespace std::chrono_literals;
using sources::RtspTransport;
using sources::SpeakerReach;

constexpr double kTone = 440;
constexpr std::size_t kTwoSeconds = 100;  // packets
constexpr auto kPatience = 20s;

/// The hub's end: a camera's address, and who speaks to it.
class Talker {
  public:
    explicit Talker(const std::string& url, RtspTransport transport = RtspTransport::Automatic) {
        run([&] {
            sources::RtspSettings settings(*net::CameraUrl::parse(url));
            settings.transport = transport;
            source_ = sources::make_rtsp_source(std::move(settings), clock_);
        });
    }
    ~Talker() {
        run([&] {
            line.reset();
            source_.reset();
        });
    }
    Talker(const Talker&) = delete;
    Talker& operator=(const Talker&) = delete;
    Talker(Talker&&) = delete;
    Talker& operator=(Talker&&) = delete;

    template <typename Work>
    std::invoke_result_t<Work> run(Work work) {
        std::promise<std::invoke_result_t<Work>> done;
        thread_.post([&] {
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                done.set_value();
            } else {
                done.set_value(work());
            }
        });
        return done.get_future().get();
    }
    Result<> take() {
        return run([&]() -> Result<> {
            PL_TRY(line, seat.take(thread_.executor(), source_->speaker(), clock_));
            return {};
        });
    }
    void let_go() {
        run([&] { line.reset(); });
    }
    /// Says what a browser would, in its time; returns when all is said.
    void say(std::vector<media::Packet> words) {
        EXPECT_TRUE(rt::run_blocking(thread_, speak(this, std::move(words))));
    }
    SpeakerReach find_out() {
        run([&] { source_->speaker()->find_out(thread_.executor()); });
        return wait_for([&] { return source_->speaker()->reach() != SpeakerReach::Unknown; })
                   ? run([&] { return source_->speaker()->reach(); })
                   : SpeakerReach::Unknown;
    }
    /// Whether it comes true in time; looked at on the thread.
    template <typename Claim>
    bool wait_for(Claim claim) {
        const auto end = clock_.monotonic_now() + kPatience;
        while (clock_.monotonic_now() < end) {
            if (run(claim)) {
                return true;
            }
            std::this_thread::yield();
        }
        return false;
    }

    hub::TalkSeat seat;
    std::unique_ptr<TalkLine> line;

  private:
    static rt::Task<> speak(Talker* self, std::vector<media::Packet> words) {
        MonotonicTime due = self->clock_.monotonic_now();
        for (media::Packet& word : words) {
            self->line->send(std::make_shared<const media::Packet>(std::move(word)));
            due += 20ms;
            auto sleeping =
                rt::sleep_for(std::max(due - self->clock_.monotonic_now(), Microseconds(0)));
            PL_CO_TRY_VOID(co_await std::move(sleeping));
        }
        co_return Result<>();
    }

    SystemClock clock_;
    std::unique_ptr<sources::Source> source_;
    rt::IoThread thread_{"test-hub"};
};

std::vector<media::Packet> voice(std::size_t packets) {
    auto encoder = media::AudioEncoder::create(media::Codec::Opus, 48000, 2);
    return media::coded_tone(*encoder, kTone, packets);
}

std::vector<media::Packet> silence(std::size_t packets) {
    auto encoder = media::AudioEncoder::create(media::Codec::Opus, 48000, 1);
    std::vector<media::Packet> made;
    for (std::size_t i = 0; i < packets; ++i) {
        const MediaTime at(static_cast<std::int64_t>(i) * 1800);
        for (auto& packet : *encoder->encode(std::vector<float>(960), at)) {
            made.push_back(std::move(packet));
        }
    }
    return made;
}

/// A camera with a loudspeaker that remembers.
class SpeakingCamera : public Camera {
  public:
    explicit SpeakingCamera(std::vector<net::Login> logins = {}) : Camera(std::move(logins)) {
        run([&] { server().offer_speaker(&mouth_); });
    }
    ~SpeakingCamera() {
        run([&] { server().offer_speaker(nullptr); });
    }
    SpeakingCamera(const SpeakingCamera&) = delete;
    SpeakingCamera& operator=(const SpeakingCamera&) = delete;
    SpeakingCamera(SpeakingCamera&&) = delete;
    SpeakingCamera& operator=(SpeakingCamera&&) = delete;
    std::vector<float> heard() {
        std::vector<float> samples;
        run([&] { samples = speaker_.played(); });
        return samples;
    }

  private:
    SystemClock clock_;
    hal::FakeSpeaker speaker_{clock_};
    camera::Mouth mouth_{speaker_, clock_};
};

/// The longest stretch in which nothing is to be heard, in milliseconds.
double longest_gap(std::span<const float> samples, int rate) {
    constexpr float kAudible = 0.05F;
    std::size_t longest = 0;
    std::size_t quiet = 0;
    for (const float sample : samples) {
        quiet = std::fabs(sample) < kAudible ? quiet + 1 : 0;
        longest = std::max(longest, quiet);
    }
    return 1000.0 * static_cast<double>(longest) / rate;
}

void expect_the_tone(std::span<const float> heard, int rate) {
    ASSERT_GT(heard.size(), static_cast<std::size_t>(rate));
    EXPECT_GT(static_cast<double>(heard.size()) / rate, 1.8) << "of 2 s";
    const auto voice = heard.subspan(static_cast<std::size_t>(rate) / 10);
    EXPECT_NEAR(media::pitch(voice, rate), kTone, kTone / 20);
    EXPECT_LE(longest_gap(voice, rate), 60);
    EXPECT_NEAR(*std::ranges::max_element(voice), 0.5, 0.2);
}

/// Speaks until the first word is heard: while the camera is reached words are lost.
template <typename Heard>
void speak_until(Talker& talker, Heard is_heard) {
    for (int tries = 0; tries < 200 && !is_heard(); ++tries) {
        talker.say(voice(5));
    }
}

TEST(SpokenThrough, AVoiceReachesOurCamerasLoudspeakerOverTcpAndOverUdp) {
    for (const auto transport : {RtspTransport::Tcp, RtspTransport::Udp}) {
        SpeakingCamera camera({{"hub", Secret("sesame")}});
        std::string url = camera.server().url();
        url.insert(7, "hub:sesame@");
        Talker talker(url, transport);
        ASSERT_EQ(talker.find_out(), SpeakerReach::Yes);
        ASSERT_TRUE(talker.take());
        speak_until(talker, [&] { return !camera.heard().empty(); });
        talker.say(voice(kTwoSeconds));
        EXPECT_TRUE(talker.wait_for([&] { return camera.heard().size() > 29000; }));
        EXPECT_FALSE(talker.run([&] { return talker.line->trouble(); }));
        const auto heard = camera.heard();
        expect_the_tone(heard, hal::Speaker::kRate);
        EXPECT_LT(std::fabs(heard[20]), 0.05) << "it fades in";
        talker.let_go();
    }
}

TEST(SpokenThrough, NobodySpeaksWithoutTheLogin) {
    SpeakingCamera camera({{"hub", Secret("sesame")}});
    Talker talker(camera.server().url());
    ASSERT_TRUE(talker.take());
    EXPECT_TRUE(talker.wait_for([&] { return talker.line->trouble().has_value(); }));
    const auto trouble = talker.run([&] { return talker.line->trouble(); });
    ASSERT_TRUE(trouble);
    EXPECT_EQ(trouble->code(), ErrorCode::PermissionDenied);
    EXPECT_TRUE(camera.heard().empty());
}

TEST(SpokenThrough, OneSpeaksAtATime) {
    SpeakingCamera camera;
    Talker talker(camera.server().url());
    ASSERT_TRUE(talker.take());
    auto first = talker.run([&] { return std::move(talker.line); });
    const auto second = talker.take();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code(), ErrorCode::AlreadyExists);
    EXPECT_EQ(second.error().message(), "Somebody else is speaking.");
    talker.run([&] { first.reset(); });
    EXPECT_TRUE(talker.take());
}

TEST(SpokenThrough, WhoLetsGoMaySpeakAgainAtOnce) {
    SpeakingCamera camera;
    Talker talker(camera.server().url());
    ASSERT_EQ(talker.find_out(), SpeakerReach::Yes);
    ASSERT_TRUE(talker.take());
    speak_until(talker, [&] { return !camera.heard().empty(); });
    talker.let_go();
    ASSERT_TRUE(talker.take());
    const std::size_t before = camera.heard().size();
    talker.say(voice(kTwoSeconds));
    EXPECT_FALSE(talker.run([&] { return talker.line->trouble(); }));
    EXPECT_GT(camera.heard().size() - before, 16000U);
}

TEST(SpokenThrough, ACameraWithoutALoudspeakerSaysSo) {
    Camera camera;
    Talker talker(camera.server().url());
    EXPECT_EQ(talker.find_out(), SpeakerReach::No);
    const auto taken = talker.take();
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code(), ErrorCode::Unsupported);
}

TEST(SpokenThrough, SilenceIsNotSent) {
    SpeakingCamera camera;
    Talker talker(camera.server().url());
    ASSERT_TRUE(talker.take());
    speak_until(talker, [&] { return !camera.heard().empty(); });
    const std::size_t before = camera.heard().size();
    talker.say(silence(100));
    // What waited of the voice, and the silence that belongs to it: 2 s would be 32000 samples.
    EXPECT_LT(camera.heard().size() - before, 12000U);
}

TEST(SpokenThrough, WhoeverSpeaksIsToldWhenTheCameraGoes) {
    SpeakingCamera camera;
    Talker talker(camera.server().url());
    ASSERT_TRUE(talker.take());
    talker.say(voice(10));
    talker.run([&] { talker.seat.vacate(Error(ErrorCode::Unavailable, "Gone.")); });
    const auto trouble = talker.run([&] { return talker.line->trouble(); });
    ASSERT_TRUE(trouble);
    EXPECT_EQ(trouble->message(), "Gone.");
    talker.say(voice(3));
}

/// Another maker's recorder as the one who speaks.
TEST(SpokenThrough, GstreamersClientSpeaksThroughOurCamera) {
    SpeakingCamera camera;
    test::ChildProcess other(
        {"/usr/bin/python3", PL_SOURCE_DIR "/tests/system/gst_talk.py", camera.server().url()});
    if (other.read_line() != "speaking") {
        GTEST_SKIP() << "GStreamer's RTSP client is not installed";
    }
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (camera.heard().size() < 40000 && std::chrono::steady_clock::now() < end) {
        std::this_thread::yield();
    }
    const auto heard = camera.heard();
    ASSERT_GT(heard.size(), 40000U);
    expect_the_tone(std::span(heard).subspan(4000), hal::Speaker::kRate);
}

TEST(SpokenThrough, GstreamersServerHearsTheVoice) {
    const TemporaryFolder folder;
    const std::string file = folder.path() + "/heard.raw";
    test::GstServer server({"--heard", file, "h264", "none"});
    if (server.is_missing()) {
        GTEST_SKIP() << "GStreamer's RTSP server is not installed";
    }
    for (const auto transport : {RtspTransport::Tcp, RtspTransport::Udp}) {
        SCOPED_TRACE(transport == RtspTransport::Tcp ? "TCP" : "UDP");
        std::filesystem::remove(file);
        Talker talker(server.url(), transport);
        ASSERT_EQ(talker.find_out(), SpeakerReach::Yes);
        ASSERT_TRUE(talker.take());
        speak_until(talker, [&] {
            std::error_code ignored;
            return std::filesystem::file_size(file, ignored) + 1 > 1;
        });
        talker.say(voice(kTwoSeconds));
        EXPECT_TRUE(talker.wait_for([&] { return std::filesystem::file_size(file) > 29000; }));
        const auto trouble = talker.run([&] { return talker.line->trouble(); });
        EXPECT_FALSE(trouble) << trouble->message();
        std::ifstream raw(file, std::ios::binary);
        std::vector<float> heard;
        std::int16_t sample = 0;
        while (raw.read(reinterpret_cast<char*>(&sample), sizeof(sample))) {
            heard.push_back(static_cast<float>(sample) / 32768.0F);
        }
        expect_the_tone(heard, 8000);
        talker.let_go();
    }
}

}  // namespace
}  // namespace porchlight::live
