// SPDX-License-Identifier: Apache-2.0
#include "camera/clip_ring.hpp"

#include "base/fd.hpp"
#include "base/temporary_folder.hpp"
#include "media/nal.hpp"
#include "media/rtp/rtp_test_support.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace porchlight::camera {
namespace {

constexpr UtcTime kStart{std::chrono::seconds(1'800'000'000)};

media::Mp4Tracks tracks() {
    media::VideoTrack track;
    track.size = {320, 240};
    track.sps = media::rtp::testing::kSps;
    track.pps = media::rtp::testing::kPps;
    media::Mp4Tracks tracks;
    tracks.video = track;
    return tracks;
}

/// Ten frames a second, a key frame each second.
media::PacketPtr frame(int number, std::size_t size) {
    media::ByteVector nal(size, 7);
    nal[0] = number % 10 == 0 ? 0x65 : 0x41;
    auto packet = std::make_shared<media::Packet>();
    packet->kind = number % 10 == 0 ? media::FrameKind::Key : media::FrameKind::Delta;
    packet->dts = MediaTime(number * 9000);
    packet->pts = packet->dts;
    media::append_nal(packet->data, nal);
    return packet;
}

ClipRing open_ring(const TemporaryFolder& folder, Bytes limit = mebibytes(10)) {
    return std::move(ClipRing::open(folder.path() + "/clips", limit)).value();
}

void record(ClipRing& ring, std::int64_t id, int frames, std::size_t size = 1000) {
    ASSERT_TRUE(ring.begin(id, kStart, tracks()));
    for (int i = 0; i < frames; ++i) {
        ASSERT_TRUE(ring.add(frame(i, size)));
    }
}

TEST(ClipRing, KeepsClipsOverARestart) {
    const TemporaryFolder folder;
    std::vector<KeptClip> before;
    {
        ClipRing ring = open_ring(folder);
        record(ring, 5, 35);
        const auto clip = ring.finish();
        ASSERT_TRUE(clip && *clip);
        EXPECT_NEAR(static_cast<double>((*clip)->duration.count()), 3500, 101);
        EXPECT_EQ((*clip)->start, kStart);
        record(ring, 6, 5);
        ASSERT_TRUE(ring.finish());
        before = ring.clips();
    }
    const ClipRing again = open_ring(folder);
    EXPECT_EQ(again.clips(), before);
    EXPECT_EQ(again.clips().size(), 2U);
    EXPECT_GT(again.used(), Bytes(35'000));
}

TEST(ClipRing, WhatAPowerCutLeavesIsAClipLikeTheOthers) {
    const TemporaryFolder folder;
    {
        ClipRing ring = open_ring(folder);
        record(ring, 5, 35);  // never finished
    }
    ClipRing ring = open_ring(folder);
    ASSERT_EQ(ring.clips().size(), 1U);
    EXPECT_EQ(ring.clips().front().id, 5);
    EXPECT_EQ(ring.clips().front().duration.count(), 0) << "not known";
    EXPECT_GT(ring.clips().front().size, Bytes(25'000)) << "whole seconds are there";
    const auto bytes = ring.read(5, Bytes(4), 4);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(*bytes, "ftyp");
}

TEST(ClipRing, TheOldestGoFirstWhenItIsFull) {
    const TemporaryFolder folder;
    ClipRing ring = open_ring(folder, Bytes(100'000));
    for (std::int64_t id = 1; id <= 6; ++id) {
        record(ring, id, 30);
        ASSERT_TRUE(ring.finish());
        EXPECT_LE(ring.used(), ring.limit());
    }
    ASSERT_EQ(ring.clips().size(), 3U);
    EXPECT_EQ(ring.clips().front().id, 4);
    EXPECT_EQ(ring.lost(), 3);
    EXPECT_EQ(open_ring(folder, Bytes(40'000)).clips().size(), 1U) << "a smaller limit holds, too";
}

TEST(ClipRing, AClipThatAloneFillsItIsKeptAsFarAsItWent) {
    const TemporaryFolder folder;
    ClipRing ring = open_ring(folder, Bytes(50'000));
    ASSERT_TRUE(ring.begin(1, kStart, tracks()));
    Result<> added;
    int frames = 0;
    for (; added && frames < 1000; ++frames) {
        added = ring.add(frame(frames, 1000));
    }
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code(), ErrorCode::Exhausted);
    EXPECT_GT(frames, 40);
    static_cast<void>(ring.finish());
    ASSERT_EQ(ring.clips().size(), 1U);
    EXPECT_LE(ring.used(), Bytes(50'000));
}

TEST(ClipRing, IsReadPieceByPieceAndForgottenOnceTheHubHasIt) {
    const TemporaryFolder folder;
    ClipRing ring = open_ring(folder);
    record(ring, 9, 12);
    const KeptClip clip = **ring.finish();
    std::string whole;
    for (;;) {
        const auto piece = ring.read(9, Bytes(static_cast<std::int64_t>(whole.size())), 5000);
        ASSERT_TRUE(piece);
        whole += *piece;
        if (piece->size() < 5000) {
            break;
        }
    }
    EXPECT_EQ(Bytes(static_cast<std::int64_t>(whole.size())), clip.size);
    ASSERT_TRUE(ring.remove(9));
    EXPECT_TRUE(ring.remove(9)) << "done already";
    EXPECT_EQ(ring.read(9, Bytes(), 10).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(ring.used(), Bytes());
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() + "/clips"));
}

TEST(ClipRing, LeavesFilesOfOthersAlone) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() + "/clips");
    for (const char* name : {"/clips/holiday.mp4", "/clips/1-2.mp4", "/clips/x-1-2.mp4",
                             "/clips/-1-2-3.mp4", "/clips/notes.txt"}) {
        ASSERT_TRUE(write_file_atomically(folder.path() + name, "mine"));
    }
    ClipRing ring = open_ring(folder, Bytes(1000));
    EXPECT_TRUE(ring.clips().empty());
    EXPECT_TRUE(std::filesystem::exists(folder.path() + "/clips/holiday.mp4"));
}

TEST(ClipRing, AClipWithoutAFrameIsNone) {
    const TemporaryFolder folder;
    ClipRing ring = open_ring(folder);
    ASSERT_TRUE(ring.begin(1, kStart, tracks()));
    EXPECT_FALSE(ring.begin(2, kStart, tracks()));
    const auto clip = ring.finish();
    ASSERT_TRUE(clip);
    EXPECT_FALSE(*clip);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() + "/clips"));
    EXPECT_FALSE(ring.add(frame(0, 100)));
}

}  // namespace
}  // namespace porchlight::camera
