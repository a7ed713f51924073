// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/encoder.hpp"

#include "sources/v4l2/encoder_contract.hpp"
#include "sources/v4l2/m2m_encoder.hpp"
#include "sources/v4l2/scripted_encoder_for_test.hpp"

#include <cerrno>

namespace porchlight::sources {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class X264Bench {
  public:
    static Result<std::unique_ptr<Encoder>> make(const media::EncoderSettings& settings) {
        return X264Encoder::create(settings);
    }
};
INSTANTIATE_TYPED_TEST_SUITE_P(X264, EncoderContract, X264Bench);

/// With all manners that chips are known to have.
template <std::uint32_t kRaw, int kDelay, bool kHasOwnHeaderBuffer, bool kKnowsDrain>
class M2mBench {
  public:
    M2mBench() {
        kernel_.manners.raw = kRaw;
        kernel_.manners.delay = kDelay;
        kernel_.manners.has_own_header_buffer = kHasOwnHeaderBuffer;
        kernel_.manners.knows_drain = kKnowsDrain;
    }
    Result<std::unique_ptr<Encoder>> make(const media::EncoderSettings& settings) {
        return M2mEncoder::create("/dev/video11", settings, kernel_);
    }

  private:
    ScriptedEncoder kernel_;
};
using M2mBenches = ::testing::Types<M2mBench<V4L2_PIX_FMT_YUV420, 1, false, true>,
                                    M2mBench<V4L2_PIX_FMT_NV12, 0, true, true>,
                                    M2mBench<V4L2_PIX_FMT_YUV420, 2, false, false>>;
INSTANTIATE_TYPED_TEST_SUITE_P(M2m, EncoderContract, M2mBenches);

constexpr media::EncoderSettings kSettings{{320, 240}, 15, 500'000, 30};

TEST(OpenEncoder, TakesTheHardwareThatIsThereByItself) {
    ScriptedEncoder kernel;
    const auto chosen = open_encoder("auto", kSettings, kernel);
    EXPECT_EQ(chosen->encoder->name(), "encoded by /dev/video11");
    EXPECT_THAT(chosen->notice, IsEmpty());
}

TEST(OpenEncoder, WithoutHardwareX264IsNothingAmiss) {
    ScriptedEncoder kernel;
    kernel.manners.is_camera = true;
    const auto chosen = open_encoder("auto", kSettings, kernel);
    EXPECT_EQ(chosen->encoder->name(), "encoded here");
    EXPECT_THAT(chosen->notice, IsEmpty());
}

TEST(OpenEncoder, HardwareThatWasWantedAndDoesNotWorkIsMadeUpForAndTold) {
    ScriptedEncoder kernel;
    kernel.manners.open_error = EACCES;
    const auto locked = open_encoder("/dev/video11", kSettings, kernel);
    EXPECT_EQ(locked->encoder->name(), "encoded here");
    EXPECT_THAT(locked->notice, HasSubstr("by the processor"));
    EXPECT_THAT(locked->notice, HasSubstr("/dev/video11"));
    kernel.manners.open_error = 0;
    kernel.manners.buffer_size = 4096;
    const auto cramped = open_encoder("auto", kSettings, kernel);
    EXPECT_EQ(cramped->encoder->name(), "encoded here");
    EXPECT_THAT(cramped->notice, HasSubstr("no room"));
}

TEST(OpenEncoder, X264LeavesTheHardwareAlone) {
    ScriptedEncoder kernel;
    EXPECT_EQ(open_encoder("x264", kSettings, kernel)->encoder->name(), "encoded here");
    EXPECT_THAT(kernel.requests(), IsEmpty());
}

TEST(EncoderChoice, IsAWordOrAVideoDevice) {
    for (const char* good : {"auto", "x264", "/dev/video0", "/dev/video11"}) {
        EXPECT_TRUE(is_encoder_choice(good)) << good;
    }
    for (const char* bad : {"", "Auto", "h264", "/dev/video", "/dev/video1a", "/dev/video0000",
                            "/dev/video/../sda", "/etc/passwd", "video11"}) {
        EXPECT_FALSE(is_encoder_choice(bad)) << bad;
    }
}

}  // namespace
}  // namespace porchlight::sources
