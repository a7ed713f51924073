// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scene_source.hpp"

#include "media/video_encoder.hpp"
#include "sources/pacer.hpp"
#include "sources/scene/encodable.hpp"
#include "sources/scene/scene.hpp"
#include "sources/threaded_source.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>
#include <optional>
#include <utility>

namespace porchlight::sources {

namespace {

constexpr int kKeyFrameSeconds = 2;
constexpr std::int64_t kBitsPerPixel = 2;  // a second: 1.8 Mbit/s at 720p, as cameras use
constexpr std::int64_t kTicksPerSecond = 90000;

/// The wall clock in the time zone of this machine.
scene::LocalTime local_time(UtcTime utc) {
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(utc).time_since_epoch().count();
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return scene::LocalTime(utc.time_since_epoch() + std::chrono::seconds(parts.tm_gmtoff));
}

struct Camera {
    Camera(media::VideoEncoder with, scene::Scene of)
        : encoder(std::move(with)), scene(std::move(of)) {}

    media::VideoEncoder encoder;
    scene::Scene scene;
};

class SceneReader final : public BlockingReader {
  public:
    SceneReader(const scene::SceneOptions& options, const Clock& clock, MonotonicTime start,
                std::shared_ptr<const scene::Visitors> visitors)
        : options_(options), clock_(clock), start_(start), visitors_(std::move(visitors)) {}

    Result<StreamDescription> open() override {
        const PictureSize size = options_.size;
        PL_TRY(auto encoder,
               media::VideoEncoder::create({size, static_cast<double>(options_.frame_rate),
                                            kBitsPerPixel * size.width * size.height,
                                            options_.frame_rate * kKeyFrameSeconds}));
        const Microseconds age = clock_.monotonic_now() - start_;
        scene::Scene scene(options_, local_time(clock_.utc_now() - age), visitors_);
        camera_.emplace(std::move(encoder), std::move(scene));
        // Painting took a while: go on with the frame that is due now.
        const std::chrono::duration<double> now = clock_.monotonic_now() - start_;
        frame_ = std::llround(std::ceil(std::max(now.count(), 0.0) * options_.frame_rate));
        return description();
    }

    Result<media::Packet> next() override {
        if (!camera_) {
            return Error(ErrorCode::Internal, "the scene was not opened");
        }
        const MediaTime due(frame_ * kTicksPerSecond / options_.frame_rate);
        if (!pacer_.wait_for(due)) {
            return Error(ErrorCode::Cancelled, "stopped");
        }
        if (wants_key_frame_.exchange(false)) {
            camera_->encoder.make_key_frame();
        }
        camera_->scene.render(static_cast<double>(frame_) / options_.frame_rate, picture_);
        ++frame_;
        return camera_->encoder.encode(scene::encodable(picture_, due));
    }

    [[nodiscard]] StreamDescription description() const override {
        StreamDescription description;
        description.transport = "scene";
        if (camera_) {
            description.video = camera_->encoder.track();
        }
        return description;
    }

    void interrupt() override { pacer_.interrupt(); }
    void ask_for_key_frame() override { wants_key_frame_.store(true); }

  private:
    scene::SceneOptions options_;
    const Clock& clock_;
    MonotonicTime start_;
    std::shared_ptr<const scene::Visitors> visitors_;
    std::optional<Camera> camera_;
    scene::YuvPicture picture_;
    std::int64_t frame_ = 0;
    Pacer pacer_;
    std::atomic<bool> wants_key_frame_{false};
};

}  // namespace

std::unique_ptr<Source> make_scene_source(scene::SceneOptions options, const Clock& clock,
                                          MonotonicTime start,
                                          std::shared_ptr<const scene::Visitors> visitors) {
    return std::make_unique<ThreadedSource>(
        "scene", clock, [options, &clock, start, visitors = std::move(visitors)] {
            return std::make_unique<SceneReader>(options, clock, start, visitors);
        });
}

scene::SceneOptions sub_stream_of(scene::SceneOptions options) {
    constexpr int kSmallest = 320;
    if (options.size.width >= 2 * kSmallest) {
        // Even, as H.264's 4:2:0 needs.
        options.size = {options.size.width / 4 * 2, options.size.height / 4 * 2};
    }
    return options;
}

}  // namespace porchlight::sources
