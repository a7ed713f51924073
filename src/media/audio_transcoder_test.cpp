// SPDX-License-Identifier: Apache-2.0
#include "media/audio_transcoder.hpp"

#include "media/audio_decoder.hpp"
#include "media/tone_for_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace porchlight::media {
namespace {

constexpr double kTone = 440;
constexpr MediaDuration kTwentyMilliseconds(1800);

struct Way {
    Codec from;
    int rate;
    int channels;
    Codec to;
    int wished_rate;
};
void PrintTo(const Way& way, std::ostream* out) {
    *out << to_string(way.from) << " " << way.rate << "x" << way.channels << " to "
         << to_string(way.to);
}

class EveryWay : public ::testing::TestWithParam<Way> {};

std::vector<float> decoded(const std::vector<PacketPtr>& packets, const AudioTrack& track) {
    auto decoder = AudioDecoder::create(track, track.sample_rate, 1);
    std::vector<float> heard;
    for (const auto& packet : packets) {
        const auto more = decoder->decode(*packet);
        heard.insert(heard.end(), more->begin(), more->end());
    }
    return heard;
}

TEST_P(EveryWay, KeepsTheToneItsLoudnessAndTheTime) {
    const Way& way = GetParam();
    auto source = AudioEncoder::create(way.from, way.rate, way.channels);
    ASSERT_TRUE(source) << source.error().message();
    const std::size_t frames = 3 * static_cast<std::size_t>(way.rate) / source->frame_samples();
    const auto in = coded_tone(*source, kTone, frames);
    auto transcoder = AudioTranscoder::create(source->track(), way.to, way.wished_rate);
    ASSERT_TRUE(transcoder) << transcoder.error().message();
    std::vector<PacketPtr> out;
    for (const Packet& packet : in) {
        auto made = transcoder->transcode(packet);
        ASSERT_TRUE(made) << made.error().message();
        std::ranges::move(*made, std::back_inserter(out));
    }
    EXPECT_NEAR(transcoder->loudness(), 0.354, 0.03) << "half of a sine";
    ASSERT_GT(out.size(), 20U);
    EXPECT_NEAR((out.front()->pts - in.front().pts).count(), 0, 11600) << "0.13 s: a frame of AAC";
    const MediaDuration whole = out.back()->pts - out.front()->pts;
    EXPECT_NEAR(whole.count(), (in.back().pts - in.front().pts).count(), 35000);
    const auto heard = decoded(out, transcoder->track());
    const std::span middle = std::span(heard).subspan(heard.size() / 4, heard.size() / 2);
    EXPECT_NEAR(pitch(middle, transcoder->track().sample_rate), kTone, 5);
    EXPECT_NEAR(*std::ranges::max_element(middle), 0.5, 0.15);
}

INSTANTIATE_TEST_SUITE_P(AudioTranscoder, EveryWay,
                         ::testing::Values(Way{Codec::Pcmu, 8000, 1, Codec::Aac, 0},
                                           Way{Codec::Pcma, 8000, 2, Codec::Aac, 0},
                                           Way{Codec::Opus, 48000, 1, Codec::Pcmu, 0},
                                           Way{Codec::Opus, 48000, 2, Codec::Pcma, 0},
                                           Way{Codec::Opus, 48000, 2, Codec::Aac, 0},
                                           Way{Codec::Opus, 48000, 1, Codec::Aac, 48000},
                                           Way{Codec::Aac, 16000, 1, Codec::Opus, 0},
                                           Way{Codec::Aac, 44100, 2, Codec::Opus, 0},
                                           Way{Codec::Pcmu, 8000, 1, Codec::Opus, 0},
                                           Way{Codec::Pcma, 16000, 1, Codec::Opus, 0}));

/// What a browser gets, and what a telephone's speaker does.
TEST(AudioTranscoder, OpusAndTelephoneSoundComeInFramesOf20Ms) {
    for (const Codec to : {Codec::Opus, Codec::Pcmu}) {
        const Codec from = to == Codec::Opus ? Codec::Pcmu : Codec::Opus;
        auto source = AudioEncoder::create(from, from == Codec::Opus ? 48000 : 8000, 1);
        auto transcoder = AudioTranscoder::create(source->track(), to);
        std::vector<PacketPtr> out;
        for (const Packet& packet : coded_tone(*source, kTone, 50)) {
            std::ranges::move(*transcoder->transcode(packet), std::back_inserter(out));
        }
        ASSERT_GT(out.size(), 45U) << to_string(to);
        for (std::size_t i = 1; i < out.size(); ++i) {
            EXPECT_EQ(out[i]->pts - out[i - 1]->pts, kTwentyMilliseconds) << to_string(to);
        }
        EXPECT_EQ(transcoder->track().channels, 1);
        EXPECT_EQ(transcoder->track().sample_rate, to == Codec::Opus ? 48000 : 8000);
    }
}

TEST(AudioTranscoder, FollowsTheInputsTimeAfterAPause) {
    auto source = AudioEncoder::create(Codec::Opus, 48000, 1);
    auto transcoder = AudioTranscoder::create(source->track(), Codec::Pcma);
    MediaTime last;
    for (const Packet& packet : coded_tone(*source, kTone, 10)) {
        for (const auto& made : *transcoder->transcode(packet)) {
            last = made->pts;
        }
    }
    const MediaDuration pause(5 * 90000);
    std::vector<PacketPtr> after;
    for (Packet packet : coded_tone(*source, kTone, 10)) {
        packet.pts += pause;
        std::ranges::move(*transcoder->transcode(packet), std::back_inserter(after));
    }
    ASSERT_FALSE(after.empty());
    EXPECT_GT(after.front()->pts - last, pause / 2);
}

TEST(AudioTranscoder, WhatIsNoSoundIsLeftOut) {
    auto source = AudioEncoder::create(Codec::Opus, 48000, 1);
    auto transcoder = AudioTranscoder::create(source->track(), Codec::Pcmu);
    std::size_t made = 0;
    for (const Packet& packet : coded_tone(*source, kTone, 20)) {
        Packet broken = packet;
        broken.data = {0xFF};
        EXPECT_TRUE(transcoder->transcode(broken)->empty());
        EXPECT_EQ(transcoder->loudness(), 0);
        broken.data.clear();
        EXPECT_TRUE(transcoder->transcode(broken)->empty());
        made += transcoder->transcode(packet)->size();
    }
    EXPECT_GT(made, 15U);
}

TEST(AudioTranscoder, WhatItCannotDoIsSaidAtOnce) {
    const auto same = AudioTranscoder::create({Codec::Opus, 48000, 1, {}}, Codec::Opus);
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error().code(), ErrorCode::Unsupported);
    const auto picture = AudioTranscoder::create({Codec::Pcmu, 8000, 1, {}}, Codec::H264);
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().code(), ErrorCode::Unsupported);
    const auto odd_rate = AudioTranscoder::create({Codec::Opus, 48000, 1, {}}, Codec::Aac, 12345);
    ASSERT_FALSE(odd_rate);
    EXPECT_EQ(odd_rate.error().code(), ErrorCode::Unsupported);
}

}  // namespace
}  // namespace porchlight::media
