// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "media/audio_transcoder.hpp"
#include "media/bit_reader.hpp"
#include "media/demuxer.hpp"
#include "media/fmp4.hpp"
#include "media/h264.hpp"
#include "media/h265.hpp"
#include "media/jpeg.hpp"
#include "media/scaler.hpp"
#include "media/video_decoder.hpp"
#include "media/video_encoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace porchlight::media {
namespace {

constexpr MediaDuration kFrame(90000 / 15);

/// A grey picture with a bright square that moves with `n`.
Picture test_picture(PictureSize size, int n) {
    Picture picture(size);
    for (int plane = 0; plane < 3; ++plane) {
        const PlaneView view = picture.plane(plane);
        for (int y = 0; y < view.height; ++y) {
            std::memset(picture.data(plane) + static_cast<std::ptrdiff_t>(y) * view.stride,
                        plane == 0 ? 60 : 128, static_cast<std::size_t>(view.width));
        }
    }
    for (int y = 20; y < 60; ++y) {
        std::memset(
            picture.data(0) + static_cast<std::ptrdiff_t>(y) * picture.stride(0) + 10 + n * 2, 200,
            40);
    }
    picture.set_pts(MediaTime(0) + kFrame * n);
    return picture;
}

struct Coded {
    VideoTrack track;
    std::vector<PacketPtr> packets;
};

Coded encode(int frames, PictureSize size = {320, 180}) {
    auto encoder = VideoEncoder::create({size, 15, 500000, 15});
    PL_CHECK(encoder.has_value(), "x264 is there");
    Coded coded{encoder->track(), {}};
    for (int n = 0; n < frames; ++n) {
        auto packet = encoder->encode(test_picture(size, n));
        PL_CHECK(packet.has_value(), "encodes");
        coded.packets.push_back(std::make_shared<Packet>(std::move(*packet)));
    }
    return coded;
}

class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& name)
        : path_(std::filesystem::temp_directory_path() /
                ("pl_media_" + std::to_string(::getpid()) + "_" + name)) {}
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    TemporaryFile(TemporaryFile&&) = delete;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    void append(const ByteVector& bytes) const {
        std::ofstream(path_, std::ios::binary | std::ios::app)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
    }
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

/// Writes the packets as fragments of `per_fragment` frames.
void write_mp4(const TemporaryFile& file, const Mp4Tracks& tracks,
               const std::vector<PacketPtr>& video, std::size_t per_fragment,
               const std::vector<PacketPtr>& audio = {}) {
    file.append(*make_init_segment(tracks));
    const MediaTime origin = video.front()->dts;
    std::uint32_t sequence = 1;
    for (std::size_t i = 0; i < video.size(); i += per_fragment) {
        const std::span part =
            std::span(video).subspan(i, std::min(per_fragment, video.size() - i));
        const FragmentRun sound = i == 0 && !audio.empty()
                                      ? FragmentRun{audio, audio.back()->dts + MediaDuration(11520)}
                                      : FragmentRun{};
        file.append(
            make_fragment(sequence++, origin, {part, part.back()->dts + kFrame}, sound).bytes());
    }
}

TEST(BitReader, SkipsEmulationPreventionAndSaysWhenItRanOut) {
    const ByteVector bytes{0x00, 0x00, 0x03, 0x01, 0xA0};
    BitReader reader(bytes);
    EXPECT_EQ(reader.bits(24), 1U);
    EXPECT_EQ(reader.ue(), 0U);
    EXPECT_EQ(reader.ue(), 1U);
    EXPECT_FALSE(reader.overrun());
    reader.skip(16);
    EXPECT_TRUE(reader.overrun());
}

TEST(H264, ReadsSizeAndRateOfAParameterSet) {
    // A 1080p camera that codes 1088 lines and crops 8; timing 1/50 s a field.
    const auto sps = from_base64("Z2QAKKy0A8ARPyzUBAQFAAADAAEAAAMAMo8YMRI=");
    ASSERT_TRUE(sps);
    const auto facts = parse_h264_sps(*sps);
    ASSERT_TRUE(facts) << facts.error().message();
    EXPECT_EQ(facts->size, (PictureSize{1920, 1080}));
    EXPECT_NEAR(facts->frame_rate, 25, 0.01);
}

TEST(H264, RefusesADamagedParameterSetAndOneOfImpossibleSize) {
    const ByteVector full = encode(1).track.sps;
    for (std::size_t n = 0; n < full.size() - 6; ++n) {
        const auto facts = parse_h264_sps(ByteSpan(full).first(n));
        EXPECT_TRUE(!facts || facts->frame_rate == 0) << n;
    }
    EXPECT_EQ(parse_h264_sps(encode(1).track.pps).error().code(), ErrorCode::Corrupt);
}

TEST(H265, ReadsTheSizeOfAParameterSetAndKeepsItThroughItsRecord) {
    VideoTrack track;
    track.codec = Codec::H265;
    track.vps = *from_base64("QAEMAf//AWAAAAMAkAAAAwAAAwBdlZgJ");
    track.sps = *from_base64("QgEBAWAAAAMAkAAAAwAAAwBdoAKAgC0WWVmkkyuAQAAA+kAAF3AC");
    track.pps = *from_base64("RAHBcrRiQA==");
    const auto facts = parse_h265_sps(track.sps);
    ASSERT_TRUE(facts) << facts.error().message();
    EXPECT_EQ(facts->size, (PictureSize{1280, 720}));
    int length_size = 0;
    const auto back = parse_hvcc(*make_hvcc(track), &length_size);
    ASSERT_TRUE(back);
    EXPECT_EQ(length_size, 4);
    EXPECT_EQ(back->sps, track.sps);
    EXPECT_EQ(back->pps, track.pps);
    EXPECT_EQ(codecs_parameter({track, {}}), "hvc1.1.6.L93.90");
}

TEST(AccessUnitBuilder, TakesParameterSetsOutAndReportsTheirChange) {
    const Coded small = encode(1);
    const Coded large = encode(1, {640, 360});
    AccessUnitBuilder builder(Codec::H264);
    EXPECT_FALSE(builder.is_complete());
    builder.add(small.track.sps);
    builder.add(small.track.pps);
    EXPECT_TRUE(builder.is_complete());
    EXPECT_TRUE(builder.empty());
    EXPECT_TRUE(builder.take_changed());
    builder.add(small.track.sps);
    EXPECT_FALSE(builder.take_changed());
    builder.add(large.track.sps);
    EXPECT_TRUE(builder.take_changed());
    EXPECT_EQ(builder.track().size, (PictureSize{640, 360}));
}

TEST(Nal, StartCodesOfBothLengthsAndTrailingZerosAreNotPartOfAUnit) {
    const ByteVector data{0, 0, 0, 1, 0x67, 9, 0, 0, 1, 0x68, 8, 7, 0, 0, 0, 1, 0x65};
    std::vector<ByteVector> units;
    for_each_annexb_nal(data, [&](ByteSpan nal) { units.emplace_back(nal.begin(), nal.end()); });
    EXPECT_EQ(units, (std::vector<ByteVector>{{0x67, 9}, {0x68, 8, 7}, {0x65}}));
}

TEST(Nal, ALengthPastTheEndIsCorrupt) {
    const ByteVector data{0, 0, 0, 2, 0x65, 1, 0, 0, 0, 9, 1};
    int units = 0;
    EXPECT_EQ(for_each_nal(data, [&](ByteSpan) { ++units; }).error().code(), ErrorCode::Corrupt);
    EXPECT_EQ(units, 1);
}

TEST(Fmp4, OtherPeoplesDemuxerReadsBackEveryFrameWithItsTimeAndKind) {
    const Coded coded = encode(40);
    const TemporaryFile file("roundtrip.mp4");
    write_mp4(file, {coded.track, {}}, coded.packets, 7);
    auto demuxer = Demuxer::open({file.path(), "", {}});
    ASSERT_TRUE(demuxer) << demuxer.error().message();
    EXPECT_EQ(demuxer->video()->size, (PictureSize{320, 180}));
    EXPECT_EQ(demuxer->video()->sps, coded.track.sps);
    for (const auto& sent : coded.packets) {
        auto got = demuxer->read();
        ASSERT_TRUE(got && *got);
        EXPECT_EQ((*got)->pts, sent->pts);
        EXPECT_EQ((*got)->kind, sent->kind);
        EXPECT_EQ((*got)->data, sent->data);
    }
    EXPECT_FALSE(demuxer->read()->has_value());
    ASSERT_TRUE(demuxer->rewind());
    EXPECT_EQ((*demuxer->read())->pts, MediaTime(0));
}

TEST(Demuxer, SaysWhatIsWrongWithoutTheLogin) {
    EXPECT_EQ(Demuxer::open({"/nowhere/x.mp4", "", {}}).error().code(), ErrorCode::NotFound);
    const auto refused =
        Demuxer::open({"rtsp://me:s3cret@127.0.0.1:1/x", "", {}, std::chrono::milliseconds(2000)});
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message(), testing::Not(testing::HasSubstr("s3cret")));
    EXPECT_THAT(refused.error().message(), testing::HasSubstr("127.0.0.1:1"));
}

TEST(VideoDecoder, GivesEachPictureWithItsTimeInBothQualities) {
    const Coded coded = encode(20);
    for (const auto quality : {DecodeQuality::Full, DecodeQuality::Analysis}) {
        auto decoder = VideoDecoder::create(coded.track, quality);
        ASSERT_TRUE(decoder) << decoder.error().message();
        for (int n = 0; n < 20; ++n) {
            auto picture = decoder->decode(*coded.packets[static_cast<std::size_t>(n)]);
            ASSERT_TRUE(picture && *picture) << n;
            EXPECT_EQ((*picture)->pts(), coded.packets[static_cast<std::size_t>(n)]->pts);
            const PlaneView luma = (*picture)->plane(0);
            const auto at = [&](int x, int y) { return int{luma.data[y * luma.stride + x]}; };
            EXPECT_NEAR(at(30 + n * 2, 40), 200, 12);
            EXPECT_NEAR(at(300, 150), 60, 12);
        }
    }
}

TEST(Jpeg, OfAKeyFrameIsAPictureOfTheAskedWidth) {
    const Coded coded = encode(1);
    const auto jpeg = key_frame_to_jpeg(coded.track, *coded.packets[0], 160);
    ASSERT_TRUE(jpeg) << jpeg.error().message();
    ASSERT_GT(jpeg->size(), 4U);
    EXPECT_EQ((*jpeg)[0], 0xFF);
    EXPECT_EQ((*jpeg)[1], 0xD8);
    EXPECT_EQ(fit_width({320, 180}, 160), (PictureSize{160, 90}));
}

TEST(AudioTranscoder, TurnsTelephoneAudioIntoAacWithoutLosingTime) {
    auto transcoder = AudioTranscoder::create({Codec::Pcmu, 8000, 1, {}}, Codec::Aac);
    ASSERT_TRUE(transcoder) << transcoder.error().message();
    std::vector<PacketPtr> out;
    for (int n = 0; n < 100; ++n) {  // 2 s in packets of 20 ms
        Packet packet;
        packet.track = TrackKind::Audio;
        packet.pts = MediaTime(90000) + MediaDuration(1800) * n;
        for (int i = 0; i < 160; ++i) {
            packet.data.push_back(static_cast<std::uint8_t>(0x80 + 40 * std::sin(0.4 * i)));
        }
        for (auto& made : *transcoder->transcode(packet)) {
            out.push_back(std::move(made));
        }
    }
    ASSERT_GE(out.size(), 13U);
    const auto step = MediaDuration(1024 * 90000 / 8000);
    for (std::size_t i = 1; i < out.size(); ++i) {
        EXPECT_EQ(out[i]->pts - out[i - 1]->pts, step);
    }
    const TemporaryFile file("audio.mp4");
    const Coded coded = encode(30);
    write_mp4(file, {coded.track, transcoder->track()}, coded.packets, 30, out);
    auto demuxer = Demuxer::open({file.path(), "", {}});
    ASSERT_TRUE(demuxer) << demuxer.error().message();
    ASSERT_TRUE(demuxer->audio());
    EXPECT_EQ(demuxer->audio()->sample_rate, 8000);
}

}  // namespace
}  // namespace porchlight::media
