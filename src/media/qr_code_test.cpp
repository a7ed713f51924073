// SPDX-License-Identifier: Apache-2.0
#include "media/qr_code.hpp"

#include "media/video_decoder.hpp"
#include "media/video_encoder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace porchlight::media {
namespace {

constexpr std::string_view kText =
    "PL1:H/7F3A/00112233445566778899AABBCCDDEEFF/192.168.1.2/8421/486F6D65/70617373";
constexpr PictureSize kSize{640, 360};

TEST(QrCode, WhatIsPaintedIsRead) {
    const auto picture = paint_qr_code(*make_qr_code(kText), kSize);
    ASSERT_TRUE(picture);
    EXPECT_EQ(read_qr_codes(*picture), std::vector{std::string(kText)});
}

TEST(QrCode, IsReadFromVideoAsCamerasSendIt) {
    auto encoder = VideoEncoder::create({kSize, 15, 300'000, 30});
    ASSERT_TRUE(encoder);
    const auto coded = encoder->encode(*paint_qr_code(*make_qr_code(kText), kSize));
    ASSERT_TRUE(coded);
    auto decoder = VideoDecoder::create(encoder->track(), DecodeQuality::Full);
    ASSERT_TRUE(decoder);
    auto decoded = decoder->decode(*coded);
    ASSERT_TRUE(decoded);
    if (!*decoded) {
        decoded = decoder->drain();
    }
    ASSERT_TRUE(decoded && *decoded);
    EXPECT_EQ(read_qr_codes(**decoded), std::vector{std::string(kText)});
}

TEST(QrCode, IsReadWithAFingerOverItsCorner) {
    auto picture = *paint_qr_code(*make_qr_code(kText), kSize);
    for (int row = 290; row < 350; ++row) {
        std::memset(picture.data(0) + row * picture.stride(0) + 430, 60, 40);
    }
    EXPECT_EQ(read_qr_codes(picture), std::vector{std::string(kText)});
}

TEST(QrCode, AnEmptyWallSaysNothing) {
    Picture wall(kSize);
    for (int plane = 0; plane < 3; ++plane) {
        std::memset(wall.data(plane), 128,
                    static_cast<std::size_t>(wall.stride(plane)) *
                        static_cast<std::size_t>(wall.plane(plane).height));
    }
    EXPECT_TRUE(read_qr_codes(wall).empty());
}

TEST(QrCode, WhatDoesNotFitIsRefused) {
    EXPECT_FALSE(make_qr_code(std::string(4000, 'x')));
    EXPECT_FALSE(paint_qr_code(*make_qr_code(kText), {64, 64}));
}

TEST(QrCode, ATerminalShowsTwoRowsALine) {
    const auto code = *make_qr_code("PL1");
    const std::string text = qr_code_text(code);
    EXPECT_EQ(std::ranges::count(text, '\n'), (code.size + 4 + 1) / 2);
    EXPECT_NE(text.find("▀"), std::string::npos);
}

}  // namespace
}  // namespace porchlight::media
