// SPDX-License-Identifier: Apache-2.0
#include "media/mp4_reader.hpp"

#include "media/fmp4.hpp"

#include <gtest/gtest.h>

namespace porchlight::media {
namespace {

using namespace std::chrono_literals;

constexpr MediaDuration kFrame(6000);  // 15 frames a second

/// x264's parameter sets of a 320x240 baseline stream.
VideoTrack some_track() {
    VideoTrack track;
    track.size = {320, 240};
    track.sps = {0x67, 0x42, 0xC0, 0x0D, 0xDA, 0x05, 0x07, 0xE4, 0x40, 0x00, 0x00,
                 0x03, 0x00, 0x40, 0x00, 0x00, 0x07, 0xA3, 0xC5, 0x0A, 0xA8};
    track.pps = {0x68, 0xCE, 0x0F, 0xC8};
    return track;
}

std::vector<PacketPtr> frames(int first, int count) {
    std::vector<PacketPtr> packets;
    for (int i = first; i < first + count; ++i) {
        auto packet = std::make_shared<Packet>();
        packet->kind = i % 30 == 0 ? FrameKind::Key : FrameKind::Delta;
        packet->dts = packet->pts = MediaTime(1000000) + kFrame * i;
        packet->data.assign(50, static_cast<std::uint8_t>(i));
        packets.push_back(packet);
    }
    return packets;
}

/// Three fragments of a second each.
ByteVector some_file() {
    ByteVector file = std::move(make_init_segment({some_track(), std::nullopt})).value();
    for (int second = 0; second < 3; ++second) {
        const auto packets = frames(second * 15, 15);
        const MediaTime end = packets.back()->dts + kFrame;
        const Fragment fragment = make_fragment(static_cast<std::uint32_t>(second + 1),
                                                MediaTime(1000000), {packets, end}, {});
        const ByteVector bytes = fragment.bytes();
        file.insert(file.end(), bytes.begin(), bytes.end());
    }
    return file;
}

TEST(Mp4Reader, FindsEveryFragmentWithItsTimes) {
    const ByteVector file = some_file();
    SpanReader reader(file);
    const Mp4Layout layout = std::move(read_mp4_layout(reader)).value();
    ASSERT_EQ(layout.tracks.size(), 1U);
    EXPECT_EQ(layout.tracks[0].timescale, 90000U);
    EXPECT_EQ(layout.whole_size, file.size());
    EXPECT_EQ(layout.duration(), MediaDuration(3 * 90000));
    ASSERT_EQ(layout.fragments.size(), 3U);
    const Mp4Run& second = layout.fragments[1].runs.at(0);
    EXPECT_EQ(second.decode_time, 90000U);
    EXPECT_EQ(second.duration, 90000U);
    EXPECT_EQ(second.samples, 15U);
    EXPECT_EQ(second.first, FrameKind::Delta);
    EXPECT_EQ(layout.fragments[2].runs.at(0).first, FrameKind::Key);
    EXPECT_EQ(layout.fragments[1].offset + layout.fragments[1].size, layout.fragments[2].offset);
    // Where it says that numbers stand, they stand.
    const auto& fragment = layout.fragments[1];
    EXPECT_EQ(file[fragment.offset + fragment.sequence_at + 3], 2);
    ASSERT_EQ(second.decode_time_bytes, 8U);
    const std::size_t at = fragment.offset + second.decode_time_at;
    EXPECT_EQ((file[at + 5] << 16) | (file[at + 6] << 8) | file[at + 7], 90000);
    EXPECT_EQ(file[fragment.offset + fragment.header_size], 15) << "the first frame's first byte";
}

TEST(Mp4Reader, ReportsWhatIsWholeWhereverTheFileWasCut) {
    const ByteVector file = some_file();
    SpanReader whole_reader(file);
    const Mp4Layout whole = std::move(read_mp4_layout(whole_reader)).value();
    for (std::size_t size = 0; size < file.size(); ++size) {
        SpanReader reader(ByteSpan(file).first(size));
        const auto layout = read_mp4_layout(reader);
        if (size < whole.init_size) {
            ASSERT_FALSE(layout) << size;
            EXPECT_EQ(layout.error().code(), ErrorCode::Corrupt);
            continue;
        }
        ASSERT_TRUE(layout) << size;
        std::uint64_t expected = whole.init_size;
        for (const Mp4Fragment& fragment : whole.fragments) {
            const std::uint64_t end = fragment.offset + fragment.size;
            expected = end <= size ? end : expected;
        }
        EXPECT_EQ(layout->whole_size, expected) << size;
    }
}

TEST(Mp4Reader, ScalesTicksWithoutOverflow) {
    EXPECT_EQ(to_media_duration(48000, 48000), MediaDuration(90000));
    EXPECT_EQ(to_media_duration(1, 48000), MediaDuration(2));
    EXPECT_GT(to_media_duration(~0ULL, 1), MediaDuration(0));
}

TEST(Mp4Reader, FindsTheKeyFrameAtOrBeforeAMoment) {
    const ByteVector file = some_file();
    SpanReader reader(file);
    const Mp4Layout layout = std::move(read_mp4_layout(reader)).value();
    ASSERT_TRUE(layout.coding.has_value());
    EXPECT_EQ(layout.coding->sps, some_track().sps);
    EXPECT_EQ(layout.coding->pps, some_track().pps);
    // Frame 0 and frame 30 are key frames: the second fragment begins with none.
    EXPECT_EQ(layout.key_fragment_at(0s), 0U);
    EXPECT_EQ(layout.key_fragment_at(1900ms), 0U);
    EXPECT_EQ(layout.key_fragment_at(2000ms), 2U);
    EXPECT_EQ(layout.key_fragment_at(-5s), 0U);
    const Packet key = std::move(read_key_frame(reader, layout, 2)).value();
    EXPECT_EQ(key.data, frames(30, 1)[0]->data);
    EXPECT_EQ(read_key_frame(reader, layout, 1).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(read_key_frame(reader, layout, 3).error().code(), ErrorCode::NotFound);
}

}  // namespace
}  // namespace porchlight::media
