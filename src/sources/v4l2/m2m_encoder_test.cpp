// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/m2m_encoder.hpp"

#include "sources/v4l2/encoder_contract.hpp"
#include "sources/v4l2/scripted_encoder_for_test.hpp"

#include <algorithm>
#include <linux/v4l2-controls.h>
#include <linux/videodev2.h>

namespace porchlight::sources {
namespace {

using ::testing::HasSubstr;

class M2mEncoderTest : public ::testing::Test {
  protected:
    static constexpr PictureSize kSize{320, 240};
    static constexpr media::EncoderSettings kSettings{kSize, 15, 500'000, 30};

    Result<std::unique_ptr<Encoder>> make() {
        return M2mEncoder::create("/dev/video11", kSettings, kernel_);
    }
    /// The first error of many pictures.
    static Error first_error(Encoder& encoder) {
        for (int number = 0; number < 10; ++number) {
            if (const auto packet = encoder.encode(test_picture(kSize, number)); !packet) {
                return packet.error();
            }
        }
        return {ErrorCode::Internal, "no error came"};
    }
    [[nodiscard]] std::ptrdiff_t place_of(std::uint64_t request) const {
        const auto requests = kernel_.requests();
        return std::ranges::find(requests, request) - requests.begin();
    }

    ScriptedEncoder kernel_;
};

TEST_F(M2mEncoderTest, SetsUpInTheKernelsOrderAndStopsAtTheEnd) {
    {
        const auto encoder = make();
        ASSERT_TRUE(encoder) << encoder.error().message();
    }
    const std::uint64_t order[] = {
        VIDIOC_QUERYCAP, VIDIOC_S_FMT,    VIDIOC_S_SELECTION, VIDIOC_S_PARM,   VIDIOC_S_CTRL,
        VIDIOC_REQBUFS,  VIDIOC_QUERYBUF, VIDIOC_QBUF,        VIDIOC_STREAMON, VIDIOC_STREAMOFF};
    for (std::size_t i = 1; i < std::size(order); ++i) {
        EXPECT_LT(place_of(order[i - 1]), place_of(order[i])) << i;
    }
    const auto requests = kernel_.requests();
    EXPECT_EQ(std::ranges::count(requests, std::uint64_t{VIDIOC_STREAMOFF}), 2) << "both queues";
}

TEST_F(M2mEncoderTest, SetsRateIntervalAndParameterSetsBeforeEachKeyFrame) {
    const auto encoder = make();
    EXPECT_EQ(kernel_.control_of(V4L2_CID_MPEG_VIDEO_BITRATE), 500'000);
    EXPECT_EQ(kernel_.control_of(V4L2_CID_MPEG_VIDEO_H264_I_PERIOD), 30);
    EXPECT_EQ(kernel_.control_of(V4L2_CID_MPEG_VIDEO_REPEAT_SEQ_HEADER), 1);
    EXPECT_EQ(kernel_.control_of(V4L2_CID_MPEG_VIDEO_H264_PROFILE),
              V4L2_MPEG_VIDEO_H264_PROFILE_HIGH);
    EXPECT_FALSE(kernel_.control_of(V4L2_CID_MPEG_VIDEO_GOP_SIZE)) << "this chip has no such one";
}

TEST_F(M2mEncoderTest, WhatIsNoEncoderForUsIsSaid) {
    kernel_.manners.is_camera = true;
    EXPECT_THAT(make().error().message(), HasSubstr("is no H.264 encoder"));
    kernel_.manners.is_camera = false;
    kernel_.manners.raw = V4L2_PIX_FMT_RGB24;
    EXPECT_EQ(make().error().code(), ErrorCode::Unsupported);
    EXPECT_THAT(make().error().message(), HasSubstr("/dev/video11 takes no pictures"));
    EXPECT_EQ(M2mEncoder::create("/dev/video12", kSettings, kernel_).error().code(),
              ErrorCode::NotFound);
}

TEST_F(M2mEncoderTest, AHungDeviceGetsFewPicturesAndThenAnError) {
    const auto encoder = make();
    kernel_.manners.hangs = true;
    const Error error = first_error(**encoder);
    EXPECT_EQ(error.code(), ErrorCode::TimedOut);
    EXPECT_THAT(error.message(), HasSubstr("/dev/video11 hangs"));
    EXPECT_LE(kernel_.most_pictures(), 3U);
}

TEST_F(M2mEncoderTest, ADeviceThatGoesAwayIsAClearError) {
    const auto encoder = make();
    ASSERT_TRUE((*encoder)->encode(test_picture(kSize, 0)));
    kernel_.set_gone();
    const Error error = first_error(**encoder);
    EXPECT_EQ(error.code(), ErrorCode::Unavailable);
    EXPECT_THAT(error.message(), HasSubstr("/dev/video11 is gone"));
    EXPECT_EQ((*encoder)->drain().error().code(), ErrorCode::Unavailable);
}

TEST_F(M2mEncoderTest, APictureThatTheChipLeavesOutCostsItselfAlone) {
    kernel_.manners.left_out = 3;
    const auto encoder = make();
    const auto packets = encode_all(**encoder, kSize, 8);
    ASSERT_EQ(packets.size(), 7U);
    EXPECT_EQ(packets[2].pts, test_picture(kSize, 2).pts());
    EXPECT_EQ(packets[3].pts, test_picture(kSize, 4).pts());
}

TEST_F(M2mEncoderTest, ADamagedPacketIsNotGiven) {
    kernel_.manners.damaged = 3;
    const auto encoder = make();
    const auto packets = encode_all(**encoder, kSize, 8);
    ASSERT_EQ(packets.size(), 7U);
    EXPECT_EQ(packets[3].pts, test_picture(kSize, 4).pts());
    EXPECT_EQ(packets[6].pts, test_picture(kSize, 7).pts());
}

TEST_F(M2mEncoderTest, ABufferThatIsNotOursIsNotTouched) {
    const auto encoder = make();
    kernel_.manners.returns_foreign_buffer = true;
    EXPECT_EQ(first_error(**encoder).code(), ErrorCode::Corrupt);
}

}  // namespace
}  // namespace porchlight::sources
