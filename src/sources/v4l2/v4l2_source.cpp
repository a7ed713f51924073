// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/v4l2_source.hpp"

#include "base/check.hpp"
#include "base/log.hpp"
#include "media/capture.hpp"
#include "media/demuxer.hpp"
#include "sources/threaded_source.hpp"
#include "sources/v4l2/encoder.hpp"

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
        auto options = wishes();
        options["input_format"] = "h264";
        auto coded = media::Demuxer::open(
            {device_.path, device_.format, std::move(options), kPatience, &interrupted_});
        if (coded) {
            coded_ = std::move(*coded);
        } else {
            PL_TRY_VOID(open_uncoded());
        }
        return description();
    }

    Result<media::Packet> next() override {
        if (!coded_) {
            if (auto first = std::exchange(first_, std::nullopt)) {
                return std::move(*first);
            }
            return encode_next();
        }
        PL_TRY(auto packet, coded_->read());
        if (!packet) {
            return Error(ErrorCode::Unavailable,
                         device_.path + " stopped giving video. Is it still plugged in?");
        }
        // On the device's own line, the machine's monotonic clock: sound goes by it, too.
        const MediaDuration origin = coded_->origin().since_start();
        packet->pts += origin;
        packet->dts += origin;
        return std::move(*packet);
    }

    [[nodiscard]] StreamDescription description() const override {
        if (coded_) {
            return {coded_->video(), std::nullopt, "capture device, H.264", {}};
        }
        PL_CHECK(encoder_.encoder, "open comes first");
        StreamDescription description{encoder_.encoder->track(),
                                      std::nullopt,
                                      "capture device, " + encoder_.encoder->name(),
                                      {}};
        if (!encoder_.notice.empty()) {
            description.notes.push_back(encoder_.notice);
        }
        return description;
    }

    void interrupt() override { interrupted_.store(true); }
    void ask_for_key_frame() override { wants_key_frame_.store(true); }

  private:
    /// What a real device is asked for; it gives what comes nearest.
    [[nodiscard]] std::map<std::string, std::string> wishes() const {
        if (device_.format != "v4l2") {
            return {};
        }
        return {{"video_size",
                 std::to_string(device_.size.width) + "x" + std::to_string(device_.size.height)},
                {"framerate", std::to_string(device_.frame_rate)}};
    }

    Result<> open_uncoded() {
        PL_TRY(capture_,
               media::Capture::open({device_.format, device_.path, wishes(), &interrupted_}));
        const double rate =
            capture_->frame_rate() > 0 ? capture_->frame_rate() : device_.frame_rate;
        const PictureSize size = capture_->size();
        const std::int64_t bits = kBitsPerPixel * size.width * size.height;
        const media::EncoderSettings settings{size, rate, bits,
                                              static_cast<int>(rate * kKeyFrameSeconds)};
        PL_TRY(encoder_, open_encoder(device_.encoder, settings, calls()));
        if (!encoder_.notice.empty()) {
            log::warning("source", "{}: {}", device_.path, encoder_.notice);
        }
        // Hardware tells its parameter sets, which the description needs, with the first packet.
        PL_TRY(first_, encode_next());
        return {};
    }

    Result<media::Packet> encode_next() {
        for (;;) {
            PL_CHECK(capture_ && encoder_.encoder, "open comes first");
            PL_TRY(const media::Picture picture, capture_->read());
            if (wants_key_frame_.exchange(false)) {
                encoder_.encoder->make_key_frame();
            }
            PL_TRY(auto packet, encoder_.encoder->encode(picture));
            if (packet) {
                return std::move(*packet);
            }
        }
    }

    hal::DeviceCalls& calls() { return device_.calls != nullptr ? *device_.calls : kernel_; }

    hal::KernelDeviceCalls kernel_;
    CaptureDevice device_;
    std::atomic<bool> interrupted_{false};
    std::atomic<bool> wants_key_frame_{false};
    std::optional<media::Demuxer> coded_;
    std::optional<media::Capture> capture_;
    ChosenEncoder encoder_;
    std::optional<media::Packet> first_;
};

}  // namespace

std::unique_ptr<Source> make_v4l2_source(CaptureDevice device, const Clock& clock) {
    return std::make_unique<ThreadedSource>("v4l2", clock, [device = std::move(device)] {
        return std::make_unique<CaptureReader>(device);
    });
}

}  // namespace porchlight::sources
