// SPDX-License-Identifier: Apache-2.0
#include "camera/mouth.hpp"

#include "hal/fakes/fake_speaker.hpp"
#include "media/tone_for_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace porchlight::camera {
namespace {

using media::Codec;

class MouthTest : public ::testing::Test {
  protected:
    /// So many milliseconds of a tone, in its time.
    void say(Codec codec, int milliseconds) {
        const int rate = codec == Codec::Aac ? 16000 : 8000;
        auto encoder = media::AudioEncoder::create(codec, rate, 1);
        const std::size_t frames =
            static_cast<std::size_t>(rate * milliseconds / 1000) / encoder->frame_samples();
        for (const auto& packet : media::coded_tone(*encoder, 440, frames)) {
            mouth_.on_voice(encoder->track(), packet);
            clock_.advance(std::chrono::milliseconds(1000 * encoder->frame_samples() / rate));
        }
    }

    FakeClock clock_;
    hal::FakeSpeaker speaker_{clock_};
    Mouth mouth_{speaker_, clock_};
};

float loudest(std::span<const float> samples) {
    return *std::ranges::max_element(samples, {}, [](float s) { return std::fabs(s); });
}

TEST_F(MouthTest, SaysWhatItIsToldInWhateverCoding) {
    for (const Codec codec : {Codec::Pcmu, Codec::Pcma, Codec::Aac}) {
        const std::size_t before = speaker_.played().size();
        say(codec, 1000);
        const auto said = std::span(speaker_.played()).subspan(before);
        ASSERT_GT(said.size(), 14000U) << to_string(codec);
        EXPECT_NEAR(media::pitch(said.subspan(2000), hal::Speaker::kRate), 440, 10)
            << to_string(codec);
    }
}

TEST_F(MouthTest, AVoiceFadesInAtItsBeginningAndAfterAPauseOnly) {
    say(Codec::Pcmu, 500);
    const std::size_t first = speaker_.played().size();
    EXPECT_LT(std::fabs(loudest(std::span(speaker_.played()).first(32))), 0.05F);
    clock_.advance(std::chrono::milliseconds(100));
    say(Codec::Pcmu, 200);
    const std::size_t second = speaker_.played().size();
    EXPECT_GT(std::fabs(loudest(std::span(speaker_.played()).subspan(first, 160))), 0.3F)
        << "a breath is no pause";
    clock_.advance(std::chrono::seconds(1));
    say(Codec::Pcmu, 200);
    EXPECT_LT(std::fabs(loudest(std::span(speaker_.played()).subspan(second, 32))), 0.05F);
}

TEST_F(MouthTest, ATalkIsOverTwoSecondsAfterItsLastWord) {
    EXPECT_FALSE(mouth_.is_speaking());
    say(Codec::Pcma, 100);
    EXPECT_TRUE(mouth_.is_speaking());
    EXPECT_TRUE(speaker_.is_speaking());
    clock_.advance(std::chrono::seconds(2));
    EXPECT_FALSE(mouth_.is_speaking());
    EXPECT_FALSE(speaker_.is_speaking());
}

TEST_F(MouthTest, WhatCannotBeDecodedIsNotSaid) {
    media::Packet packet;
    mouth_.on_voice({Codec::Pcmu, 8000, 1, {}}, packet);
    mouth_.on_voice({Codec::H264, 8000, 1, {}}, packet);
    EXPECT_TRUE(speaker_.played().empty());
}

}  // namespace
}  // namespace porchlight::camera
