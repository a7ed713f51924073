// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/v4l2_source.hpp"

#include "base/check.hpp"
#include "media/capture.hpp"
#include "media/demuxer.hpp"
#include "media/video_encoder.hpp"
#include "sources/threaded_source.hpp"

#include <atomic>
#include <map>
#include <optional>
#include <utility>

namespace porchlight::sources {

namespace {

constexpr std::chrono::milliseconds kPatience(5000);
constexpr int kKeyFrameSeconds = 2;
constexpr std::int64_t kBitsPerPixel = 2;  // a second: 1.8 Mbit/s at 720p, as cameras use

class CaptureReader final : public BlockingReader {
  public:
    explicit CaptureReader(CaptureDevice device) : device_(std::move(device)) {}

    Result<StreamDescription> open() override {
        auto coded = media::Demuxer::open(
            {device_.path, device_.format, {{"input_format", "h264"}}, kPatience, &interrupted_});
        if (coded) {
            coded_ = std::move(*coded);
        } else {
            PL_TRY_VOID(open_uncoded());
        }
        return description();
    }

    Result<media::Packet> next() override {
        if (!coded_) {
            PL_CHECK(capture_ && encoder_, "open comes first");
            PL_TRY(const media::Picture picture, capture_->read());
            return encoder_->encode(picture);
        }
        PL_TRY(auto packet, coded_->read());
        if (!packet) {
            return Error(ErrorCode::Unavailable,
                         device_.path + " stopped giving video. Is it still plugged in?");
        }
        return std::move(*packet);
    }

    [[nodiscard]] StreamDescription description() const override {
        if (coded_) {
            return {coded_->video(), std::nullopt, "capture device, H.264", {}};
        }
        PL_CHECK(encoder_, "open comes first");
        return {encoder_->track(), std::nullopt, "capture device, encoded here", {}};
    }

    void interrupt() override { interrupted_.store(true); }

  private:
    Result<> open_uncoded() {
        std::map<std::string, std::string> options;
        if (device_.format == "v4l2") {
            options = {{"video_size", std::to_string(device_.size.width) + "x" +
                                          std::to_string(device_.size.height)},
                       {"framerate", std::to_string(device_.frame_rate)}};
        }
        PL_TRY(capture_,
               media::Capture::open({device_.format, device_.path, options, &interrupted_}));
        const double rate =
            capture_->frame_rate() > 0 ? capture_->frame_rate() : device_.frame_rate;
        const PictureSize size = capture_->size();
        const std::int64_t bits = kBitsPerPixel * size.width * size.height;
        PL_TRY(encoder_, media::VideoEncoder::create(
                             {size, rate, bits, static_cast<int>(rate * kKeyFrameSeconds)}));
        return {};
    }

    CaptureDevice device_;
    std::atomic<bool> interrupted_{false};
    std::optional<media::Demuxer> coded_;
    std::optional<media::Capture> capture_;
    std::optional<media::VideoEncoder> encoder_;
};

}  // namespace

std::unique_ptr<Source> make_v4l2_source(CaptureDevice device, const Clock& clock) {
    return std::make_unique<ThreadedSource>("v4l2", clock, [device = std::move(device)] {
        return std::make_unique<CaptureReader>(device);
    });
}

}  // namespace porchlight::sources
