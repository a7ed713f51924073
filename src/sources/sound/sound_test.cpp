// SPDX-License-Identifier: Apache-2.0
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sources/collector_for_test.hpp"
#include "sources/sound/clock_offset.hpp"
#include "sources/sound/lip_sync.hpp"
#include "sources/sound/microphone.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::sources {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// A sound card that gives 20 ms at a time, `drift` too slow, up to 15 ms late.
class Card {
  public:
    explicit Card(double drift) : drift_(drift) {}

    void run(std::chrono::seconds length, ClockOffset& offset) {
        const std::int64_t end = pieces_ + length / 20ms;
        for (; pieces_ < end; ++pieces_) {
            const Microseconds stamp = pieces_ * 20ms;
            const MonotonicTime now = true_time(stamp) + (pieces_ * 7 % 16) * 1ms;
            offset.observe(now.time_since_epoch() - stamp, now);
            if (pieces_ > 50) {  // it has had a second to find out
                const Microseconds told = stamp + offset.value().value_or(0us);
                const auto error = told - true_time(stamp).time_since_epoch();
                worst_ = std::max(worst_, error < 0us ? -error : error);
            }
        }
    }
    void lose(Microseconds span) { lost_ += span; }
    [[nodiscard]] Microseconds take_worst() { return std::exchange(worst_, 0us); }

  private:
    [[nodiscard]] MonotonicTime true_time(Microseconds stamp) const {
        const auto span = static_cast<double>(stamp.count()) * (1 + drift_);
        return MonotonicTime(50s + lost_ + Microseconds(static_cast<std::int64_t>(span)));
    }

    double drift_;
    std::int64_t pieces_ = 0;
    Microseconds lost_{};
    Microseconds worst_{};
};

TEST(ClockOffset, ACardWhoseClockIsOffDoesNotDriftAway) {
    for (const double drift : {-0.001, -0.0001, 0.0, 0.0001, 0.001}) {
        Card card(drift);
        ClockOffset offset;
        card.run(3600s, offset);
        EXPECT_LT(card.take_worst(), 10ms) << drift << ": an hour, 3.6 s by counting alone";
    }
}

TEST(ClockOffset, WhatWasLostLeavesAHoleAndNoShift) {
    Card card(0);
    ClockOffset offset;
    card.run(10s, offset);
    card.lose(700ms);
    card.run(2s, offset);
    static_cast<void>(card.take_worst());
    card.run(60s, offset);
    EXPECT_LT(card.take_worst(), 10ms);
}

media::Packet picture(MediaTime pts, MonotonicTime arrived) {
    media::Packet packet;
    packet.pts = pts;
    packet.arrived = arrived;
    return packet;
}

TEST(LipSync, ACaptureDevicesPicturesAreOnTheClockAlready) {
    LipSync sync;
    const MonotonicTime now(5000s);
    EXPECT_FALSE(sync.on_line(to_media(now)));
    sync.on_picture(picture(to_media(now - 180ms), now));
    EXPECT_EQ(sync.on_line(to_media(now)), to_media(now)) << "however long its picture takes";
}

TEST(LipSync, AnotherLineIsFoundByWhenItsPicturesCome) {
    LipSync sync;
    const MonotonicTime start(5000s);
    for (int i = 0; i < 100; ++i) {
        const auto late = i % 5 == 3 ? 12ms : 60ms;
        sync.on_picture(picture(MediaTime(i * 6000), start + i * 66667us + late));
    }
    const auto heard = sync.on_line(to_media(start + 6s));
    ASSERT_TRUE(heard);
    EXPECT_NEAR(to_seconds(heard->since_start()), 6.0, 0.015);
    sync.restart();
    EXPECT_FALSE(sync.on_line(to_media(start)));
}

class Microphone : public ::testing::Test {
  protected:
    Error run(const MicrophoneDevice& device, Collector& sink) {
        const auto source = make_microphone(device, clock_);
        return rt::run_blocking(thread_, collect(source.get(), &sink)).error();
    }

    const SystemClock clock_;
    rt::IoThread thread_{"test"};
};

TEST_F(Microphone, YieldsSoundOnTheMachinesClock) {
    Collector sink(30);
    const MonotonicTime before = clock_.monotonic_now();
    EXPECT_EQ(run(made_up_microphone(), sink).code(), ErrorCode::Cancelled);
    ASSERT_GE(sink.packets.size(), 30U);
    ASSERT_TRUE(sink.descriptions.at(0).audio);
    EXPECT_FALSE(sink.descriptions[0].video);
    EXPECT_EQ(sink.descriptions[0].audio->sample_rate, 16000);
    EXPECT_GT(sink.packets[0]->pts, to_media(before - 200ms));
    for (std::size_t i = 1; i < sink.packets.size(); ++i) {
        const media::Packet& packet = *sink.packets[i];
        EXPECT_EQ(packet.track, media::TrackKind::Audio);
        EXPECT_GT(packet.pts, sink.packets[i - 1]->pts) << i;
        EXPECT_LT(packet.pts, to_media(packet.arrived)) << "heard before it came";
        EXPECT_GT(packet.pts, to_media(packet.arrived - 400ms)) << i;
    }
}

TEST_F(Microphone, OneThatIsNotThereEndsWithASentence) {
    Collector sink(1);
    const Error error = run({"hw:CARD=no_such_card", "alsa"}, sink);
    EXPECT_EQ(error.code(), ErrorCode::Unavailable);
    EXPECT_THAT(error.message(), HasSubstr("hw:CARD=no_such_card"));
}

TEST(MicrophoneName, IsWhatAlsaCallsACardAndNoPath) {
    for (const char* good : {"default", "plughw:1,0", "plughw:CARD=Mic-2,DEV=0", "dsnoop_1.x"}) {
        EXPECT_TRUE(is_microphone_name(good)) << good;
    }
    for (const char* bad : {"", "/dev/snd/pcmC0D0c", "file:'a b'", "hw:{CARD 1}", "a;b"}) {
        EXPECT_FALSE(is_microphone_name(bad)) << bad;
    }
    EXPECT_FALSE(is_microphone_name(std::string(65, 'a')));
}

}  // namespace
}  // namespace porchlight::sources
