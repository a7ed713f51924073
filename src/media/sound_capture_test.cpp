// SPDX-License-Identifier: Apache-2.0
#include "media/sound_capture.hpp"

#include "media/audio_encoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <unistd.h>

namespace porchlight::media {
namespace {

using ::testing::HasSubstr;

/// A second of it.
std::vector<float> listen(SoundCapture& capture) {
    std::vector<float> heard;
    while (heard.size() < 16000) {
        const auto more = capture.read();
        if (!more) {
            ADD_FAILURE() << more.error().message();
            break;
        }
        heard.insert(heard.end(), more->begin(), more->end());
    }
    heard.resize(16000);
    return heard;
}

TEST(SoundCapture, GivesOneChannelAtItsOwnRateWhateverTheDeviceDoes) {
    for (const char* device :
         {"sine=f=440:r=16000,aformat=channel_layouts=mono",
          "sine=f=440:r=48000,aformat=sample_fmts=s32:channel_layouts=stereo",
          "sine=f=440:r=44100,aformat=sample_fmts=fltp:channel_layouts=mono"}) {
        auto capture = SoundCapture::open({"lavfi", device, 16000, nullptr});
        ASSERT_TRUE(capture) << capture.error().message();
        const std::vector<float> heard = listen(*capture);
        int crossings = 0;
        for (std::size_t i = 1; i < 16000; ++i) {
            crossings += (heard[i - 1] < 0) != (heard[i] < 0) ? 1 : 0;
        }
        EXPECT_NEAR(crossings, 880, 4) << device << ": the tone, in a second";
        EXPECT_GT(*std::ranges::max_element(heard), 0.05F) << device;
    }
}

TEST(SoundCapture, ADeviceThatIsNotThereIsASentence) {
    const auto capture = SoundCapture::open({"alsa", "hw:CARD=no_such_card", 16000, nullptr});
    ASSERT_FALSE(capture);
    EXPECT_EQ(capture.error().code(), ErrorCode::Unavailable);
    EXPECT_THAT(capture.error().message(), HasSubstr("hw:CARD=no_such_card"));
    EXPECT_THAT(capture.error().message(), HasSubstr("another program uses it"));
}

/// ALSA itself, with a file in the place of a sound card.
TEST(SoundCapture, HearsWhatAlsaGives) {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("pl-alsa-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream sound(folder / "sound.raw", std::ios::binary);
    for (int i = 0; i < 32000; ++i) {
        const std::int16_t sample = i % 32 < 16 ? 8000 : -8000;  // 500 Hz
        sound.write(reinterpret_cast<const char*>(&sample), sizeof(sample));
    }
    sound.close();
    std::ofstream(folder / "asound.conf")
        << "pcm.mike { type file slave.pcm { type null } file \"/dev/null\" infile \""
        << (folder / "sound.raw").string() << "\" format \"raw\" }\n";
    ::setenv("ALSA_CONFIG_PATH", (folder / "asound.conf").c_str(), 1);
    auto capture = SoundCapture::open({"alsa", "mike", 16000, nullptr});
    ASSERT_TRUE(capture) << capture.error().message();
    const std::vector<float> heard = listen(*capture);
    EXPECT_NEAR(*std::ranges::max_element(heard), 8000.0F / 32768.0F, 0.001F);
    EXPECT_NEAR(std::ranges::count_if(heard, [](float sample) { return sample > 0; }), 8000, 32);
    std::filesystem::remove_all(folder);
}

TEST(AudioEncoder, EachFrameHasTheTimeOfWhatIsInIt) {
    auto encoder = AudioEncoder::create(Codec::Aac, 16000, 1);
    ASSERT_TRUE(encoder) << encoder.error().message();
    EXPECT_EQ(encoder->track().config, (ByteVector{0x14, 0x08, 0x56, 0xE5, 0x00}));
    EXPECT_EQ(encoder->frame_samples(), 1024U);
    std::vector<Packet> made;
    constexpr std::int64_t kFrame = 5760;
    for (int i = 0; i < 10; ++i) {
        std::vector<float> samples(1024);
        for (std::size_t k = 0; k < samples.size(); ++k) {
            samples[k] = std::sin(static_cast<float>(k) * std::numbers::pi_v<float> / 16);
        }
        auto out = encoder->encode(samples, MediaTime(1'000'000 + i * kFrame));
        ASSERT_TRUE(out);
        std::ranges::move(*out, std::back_inserter(made));
    }
    ASSERT_EQ(made.size(), 9U) << "it holds one back";
    constexpr std::int64_t kSample = 6;
    for (int i = 0; i < 9; ++i) {
        EXPECT_NEAR(made[static_cast<std::size_t>(i)].pts.ticks(), 1'000'000 + (i - 1) * kFrame,
                    kSample)
            << i << ": it begins with a frame of its own";
    }
}

}  // namespace
}  // namespace porchlight::media
