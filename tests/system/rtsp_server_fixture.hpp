// SPDX-License-Identifier: Apache-2.0
#pragma once

// Our RTSP server with a camera behind it, our own client of it, and one that talks by hand.
#include "base/random.hpp"
#include "live/rtsp/server.hpp"
#include "media/nal.hpp"
#include "media/rtp/rtp_test_support.hpp"
#include "net/stream.hpp"
#include "net/url.hpp"
#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "rt/launch.hpp"
#include "sources/collector_for_test.hpp"
#include "sources/rtsp/rtsp_source.hpp"
#include "support/source_pull.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace porchlight::live {

/// Lets all watch, or none, and counts.
class Audience final : public RtspAudience {
  public:
    Result<> may_watch(const std::string& /*user*/) override { return verdict; }
    void on_watching(const std::string& user) override {
        ++came;
        last = user;
    }
    void on_gone(const std::string& /*user*/) override { ++went; }
    void on_key_frame_wanted() override { ++wished; }

    Result<> verdict;
    std::string last;
    std::atomic<int> came = 0;
    std::atomic<int> went = 0;
    std::atomic<int> wished = 0;
};

inline media::PacketPtr frame(int number, std::size_t size) {
    const bool is_key = number % 10 == 0;
    media::ByteVector nal(size, static_cast<std::uint8_t>(number + 1));
    nal[0] = is_key ? 0x65 : 0x41;
    nal[1] = 0x88;
    auto packet = std::make_shared<media::Packet>();
    packet->kind = is_key ? media::FrameKind::Key : media::FrameKind::Delta;
    packet->pts = MediaTime(number * 6000);
    packet->dts = packet->pts;
    packet->arrived = SystemClock().monotonic_now();
    media::append_nal(packet->data, nal);
    return packet;
}

inline const media::AudioTrack kSound{media::Codec::Aac, 16000, 1, {0x14, 0x08}};

constexpr std::int64_t kSoundFrame = 5760;  // 1024 samples

/// What was heard at `pts`: its bytes tell which it is.
inline media::PacketPtr sound(int number, MediaTime pts) {
    auto packet = std::make_shared<media::Packet>();
    packet->track = media::TrackKind::Audio;
    packet->kind = media::FrameKind::Key;
    packet->pts = pts;
    packet->dts = pts;
    packet->arrived = SystemClock().monotonic_now();
    packet->data.assign(200, static_cast<std::uint8_t>(number));
    return packet;
}

/// A camera that sends a frame every 5 ms from its own thread, with sound once it has some.
class Camera {
  public:
    explicit Camera(std::vector<net::Login> logins = {}, std::size_t frame_size = 5000)
        : size_(frame_size) {
        run([&] {
            RtspServerSettings settings;
            settings.port = 0;
            settings.conversation.logins = std::move(logins);
            server_ =
                std::move(RtspServer::open(thread_.executor(), settings, audience, clock_, random_))
                    .value();
            media::VideoTrack track;
            track.sps = media::rtp::testing::kSps;
            track.pps = media::rtp::testing::kPps;
            server_->start(track);
            feeding_.emplace(thread_.executor(), "feed", feed(this));
        });
    }
    ~Camera() {
        run([&] { feeding_.reset(); });
        EXPECT_TRUE(rt::run_blocking(thread_, server_->stop()));
        run([&] { server_.reset(); });
    }
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    Camera(Camera&&) = delete;
    Camera& operator=(Camera&&) = delete;

    template <typename Work>
    void run(Work work) {
        std::promise<void> done;
        thread_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    /// On the thread.
    void stop_feeding() { feeding_.reset(); }
    void feed_by(rt::Task<> task) { feeding_.emplace(thread_.executor(), "feed", std::move(task)); }
    RtspServer& server() { return *server_; }
    rt::IoThread& thread() { return thread_; }

    /// What our own client gets of it.
    test::Outcome pull(std::size_t enough, sources::RtspTransport transport,
                       const std::string& login = "") {
        std::string url = server_->url();
        url.insert(7, login);
        return test::pull(
            [&](const Clock& clock) {
                sources::RtspSettings settings(*net::CameraUrl::parse(url));
                settings.transport = transport;
                return sources::make_rtsp_source(settings, clock);
            },
            enough);
    }

    Audience audience;

  private:
    static rt::Task<> feed(Camera* camera) {
        for (int number = 0;; ++number) {
            const media::PacketPtr picture = frame(number, camera->size_);
            camera->server_->send(picture);
            camera->server_->send(sound(number, MediaTime(number * kSoundFrame)));
            PL_CO_TRY_VOID(co_await rt::sleep_for(std::chrono::milliseconds(5)));
        }
    }

    std::size_t size_;
    SystemClock clock_;
    Random random_{4};
    rt::IoThread thread_{"test-camera"};
    std::unique_ptr<RtspServer> server_;
    std::optional<rt::Job> feeding_;
};

/// Talks by hand, on a thread of its own.
class Client {
  public:
    explicit Client(std::uint16_t port) {
        net::ConnectTarget target;
        target.host = "127.0.0.1";
        target.port = port;
        stream_ = std::move(rt::run_blocking(thread_, net::connect(target))).value();
    }
    ~Client() {
        std::promise<void> done;
        thread_.post([&] {
            stream_.reset();
            done.set_value();
        });
        done.get_future().wait();
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    Client(Client&&) = delete;
    Client& operator=(Client&&) = delete;

    std::string ask(const std::string& text) {
        EXPECT_TRUE(rt::run_blocking(thread_, stream_->write(text)));
        return read();
    }
    /// Whatever comes; empty at the end.
    std::string read() {
        std::vector<std::uint8_t> buffer(65536);
        const auto size = rt::run_blocking(thread_, stream_->read_some(buffer));
        return size ? std::string(buffer.begin(), buffer.begin() + static_cast<long>(*size)) : "";
    }
    bool ends() {
        while (!read().empty()) {
        }
        return true;
    }
    void play(const std::string& url, const std::string& track = "track1") {
        EXPECT_THAT(ask("SETUP " + url + "/" + track +
                        " RTSP/1.0\r\nCSeq: 1\r\n"
                        "Transport: RTP/AVP/TCP;interleaved=0-1\r\n\r\n"),
                    ::testing::HasSubstr("200 OK"));
        EXPECT_THAT(ask("PLAY " + url + " RTSP/1.0\r\nCSeq: 2\r\n\r\n"),
                    ::testing::HasSubstr("200 OK"));
    }

  private:
    rt::IoThread thread_{"test-client"};
    std::unique_ptr<net::Stream> stream_;
};

}  // namespace porchlight::live
