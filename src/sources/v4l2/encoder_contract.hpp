// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/nal.hpp"
#include "media/video_decoder.hpp"
#include "sources/v4l2/encoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

// What every Encoder must do. A test says, with a `Bench`:
//     Result<std::unique_ptr<Encoder>> make(const media::EncoderSettings&)

namespace porchlight::sources {

/// A picture of its own for each number: a bright bar on a slope of grey, with colour.
inline media::Picture test_picture(PictureSize size, int number) {
    media::Picture picture(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool is_bar = x / 16 == number % (size.width / 16);
            picture.data(0)[y * picture.stride(0) + x] =
                static_cast<std::uint8_t>(is_bar ? 230 : 40 + 120 * y / size.height);
        }
    }
    for (int y = 0; y < size.height / 2; ++y) {
        for (int x = 0; x < size.width / 2; ++x) {
            picture.data(1)[y * picture.stride(1) + x] =
                static_cast<std::uint8_t>(60 + 120 * x / (size.width / 2));
            picture.data(2)[y * picture.stride(2) + x] = 180;
        }
    }
    picture.set_pts(MediaTime(1000 + number * 6000LL));
    return picture;
}

/// How far two planes are apart, on average.
inline double distance(const media::Picture& a, const media::Picture& b, int plane) {
    const media::PlaneView first = a.plane(plane);
    const media::PlaneView second = b.plane(plane);
    double sum = 0;
    for (int y = 0; y < first.height; ++y) {
        for (int x = 0; x < first.width; ++x) {
            sum += std::abs(first.data[y * first.stride + x] - second.data[y * second.stride + x]);
        }
    }
    return sum / (first.width * first.height);
}

/// All that an encoder makes of the first `count` pictures. Errors are failures of the test.
inline std::vector<media::Packet> encode_all(Encoder& encoder, PictureSize size, int count) {
    std::vector<media::Packet> packets;
    const auto keep = [&](Result<std::optional<media::Packet>> packet) {
        EXPECT_TRUE(packet) << packet.error().message();
        if (packet && *packet) {
            packets.push_back(std::move(**packet));
            return true;
        }
        return false;
    };
    for (int number = 0; number < count; ++number) {
        keep(encoder.encode(test_picture(size, number)));
    }
    while (keep(encoder.drain())) {
    }
    return packets;
}

template <typename Bench>
class EncoderContract : public ::testing::Test {
  protected:
    static constexpr PictureSize kSize{320, 180};  // 180 is no multiple of 16
    static constexpr int kInterval = 10;
    static constexpr int kCount = 25;

    void SetUp() override {
        auto made = bench_.make({kSize, 15, 800'000, kInterval});
        ASSERT_TRUE(made) << made.error().message();
        encoder_ = std::move(*made);
    }

    Bench bench_;
    std::unique_ptr<Encoder> encoder_;
};
TYPED_TEST_SUITE_P(EncoderContract);

TYPED_TEST_P(EncoderContract, GivesEachPictureOnceInOrderWithItsTime) {
    const auto packets = encode_all(*this->encoder_, this->kSize, this->kCount);
    ASSERT_EQ(packets.size(), static_cast<std::size_t>(this->kCount));
    for (int number = 0; number < this->kCount; ++number) {
        const media::Packet& packet = packets[static_cast<std::size_t>(number)];
        EXPECT_EQ(packet.pts, MediaTime(1000 + number * 6000LL)) << number;
        EXPECT_EQ(packet.dts, packet.pts) << number;
        const auto kind =
            number % this->kInterval == 0 ? media::FrameKind::Key : media::FrameKind::Delta;
        EXPECT_EQ(packet.kind, kind) << number;
    }
}

TYPED_TEST_P(EncoderContract, IsNeverMoreThanAFewPicturesBehind) {
    int behind = 0;
    for (int number = 0; number < this->kCount; ++number) {
        const auto packet = this->encoder_->encode(test_picture(this->kSize, number));
        ASSERT_TRUE(packet) << packet.error().message();
        behind += *packet ? 0 : 1;
    }
    EXPECT_LE(behind, 2);
}

TYPED_TEST_P(EncoderContract, ItsTrackIsKnownWithTheFirstPacketWhichHoldsNoneOfIt) {
    const auto packets = encode_all(*this->encoder_, this->kSize, 12);
    const media::VideoTrack& track = this->encoder_->track();
    EXPECT_EQ(track.codec, media::Codec::H264);
    EXPECT_EQ(track.size, this->kSize);
    EXPECT_EQ(track.frame_rate, 15);
    EXPECT_FALSE(track.sps.empty());
    EXPECT_FALSE(track.pps.empty());
    for (const media::Packet& packet : packets) {
        const auto read = media::for_each_nal(packet.data, [](media::ByteSpan nal) {
            const int type = media::nal_type(media::Codec::H264, nal);
            EXPECT_NE(type, static_cast<int>(media::H264Nal::Sps));
            EXPECT_NE(type, static_cast<int>(media::H264Nal::Pps));
        });
        EXPECT_TRUE(read);
    }
}

TYPED_TEST_P(EncoderContract, WhatItMakesLooksLikeWhatItGot) {
    const auto packets = encode_all(*this->encoder_, this->kSize, this->kCount);
    auto decoder = media::VideoDecoder::create(this->encoder_->track(), media::DecodeQuality::Full);
    ASSERT_TRUE(decoder) << decoder.error().message();
    int seen = 0;
    const auto look = [&](const std::optional<media::Picture>& picture) {
        if (picture) {
            const auto meant = test_picture(this->kSize, seen++);
            EXPECT_EQ(picture->pts(), meant.pts());
            EXPECT_LT(distance(*picture, meant, 0), 6) << seen;
            EXPECT_LT(distance(*picture, meant, 1), 6) << seen;
            EXPECT_LT(distance(*picture, meant, 2), 6) << seen;
        }
        return picture.has_value();
    };
    for (const media::Packet& packet : packets) {
        auto picture = decoder->decode(packet);
        ASSERT_TRUE(picture) << picture.error().message();
        look(*picture);
    }
    for (auto picture = decoder->drain(); picture && look(*picture); picture = decoder->drain()) {
    }
    EXPECT_EQ(seen, this->kCount);
}

TYPED_TEST_P(EncoderContract, MakesAKeyFrameSoonAfterTheWish) {
    std::vector<media::FrameKind> kinds;
    const auto keep = [&](const Result<std::optional<media::Packet>>& packet) {
        if (packet && *packet) {
            kinds.push_back((*packet)->kind);
        }
        return packet && *packet;
    };
    for (int number = 0; number < 8; ++number) {
        if (number == 4) {
            this->encoder_->make_key_frame();
        }
        keep(this->encoder_->encode(test_picture(this->kSize, number)));
    }
    while (keep(this->encoder_->drain())) {
    }
    ASSERT_EQ(kinds.size(), 8U);
    EXPECT_EQ(kinds[0], media::FrameKind::Key);
    EXPECT_EQ(std::ranges::count(kinds, media::FrameKind::Key), 2);
    // A chip may make it of one that it has already.
    const auto wished = std::span(kinds).subspan(2, 3);
    EXPECT_EQ(std::ranges::count(wished, media::FrameKind::Key), 1);
}

TYPED_TEST_P(EncoderContract, RefusesAPictureOfAnotherSize) {
    const auto packet = this->encoder_->encode(test_picture({160, 120}, 0));
    ASSERT_FALSE(packet);
    EXPECT_EQ(packet.error().code(), ErrorCode::InvalidArgument);
}

TYPED_TEST_P(EncoderContract, ADrainWithoutPicturesIsEmpty) {
    const auto packet = this->encoder_->drain();
    ASSERT_TRUE(packet) << packet.error().message();
    EXPECT_FALSE(*packet);
    EXPECT_FALSE(this->encoder_->name().empty());
}

REGISTER_TYPED_TEST_SUITE_P(EncoderContract, GivesEachPictureOnceInOrderWithItsTime,
                            IsNeverMoreThanAFewPicturesBehind,
                            ItsTrackIsKnownWithTheFirstPacketWhichHoldsNoneOfIt,
                            WhatItMakesLooksLikeWhatItGot, MakesAKeyFrameSoonAfterTheWish,
                            RefusesAPictureOfAnotherSize, ADrainWithoutPicturesIsEmpty);

}  // namespace porchlight::sources
