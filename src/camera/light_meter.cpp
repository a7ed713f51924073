// SPDX-License-Identifier: Apache-2.0
#include "camera/light_meter.hpp"

#include "media/video_decoder.hpp"

#include <boost/asio/post.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

namespace porchlight::camera {

namespace {

constexpr std::chrono::seconds kEvery{1};
/// Every fourth row says it as well.
constexpr int kRows = 4;

double mean_of(const media::PlaneView& luma) {
    std::uint64_t sum = 0;
    std::uint64_t count = 0;
    for (int y = 0; y < luma.height; y += kRows) {
        const std::span row(luma.data + static_cast<std::ptrdiff_t>(y) * luma.stride,
                            static_cast<std::size_t>(luma.width));
        sum += std::accumulate(row.begin(), row.end(), std::uint32_t{0});
        count += row.size();
    }
    return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count) / 255;
}

}  // namespace

struct LightMeter::State : std::enable_shared_from_this<LightMeter::State> {
    State(const rt::WorkerPool& pool, rt::asio::any_io_executor runs_on, const Clock& now,
          OnBrightness told)
        : executor(std::move(runs_on)),
          clock(now),
          on_brightness(std::move(told)),
          queue(pool, 1) {}

    void measure(const media::VideoTrack& of, const media::Packet& key_frame, int at_view);

    rt::asio::any_io_executor executor;
    const Clock& clock;
    OnBrightness on_brightness;
    rt::WorkQueue queue;
    std::optional<media::VideoTrack> track;
    std::optional<MonotonicTime> measured;
    int view = 0;  ///< Another one for each time that there was no picture.
};

LightMeter::LightMeter(const rt::WorkerPool& pool, rt::asio::any_io_executor executor,
                       const Clock& clock, OnBrightness on_brightness)
    : state_(std::make_shared<State>(pool, std::move(executor), clock, std::move(on_brightness))) {}

LightMeter::~LightMeter() {
    state_->on_brightness = nullptr;
}

void LightMeter::on_track(const media::VideoTrack& track) {
    state_->track = track;
}

void LightMeter::on_packet(const media::PacketPtr& packet) {
    State& state = *state_;
    const MonotonicTime now = state.clock.monotonic_now();
    const bool is_due = !state.measured || now - *state.measured >= kEvery;
    if (packet->track != media::TrackKind::Video || packet->kind != media::FrameKind::Key ||
        !state.track || !is_due) {
        return;
    }
    if (state.queue.try_post([shared = state_, track = *state.track, packet, view = state.view] {
            shared->measure(track, *packet, view);
        })) {
        state.measured = now;
    }
}

void LightMeter::on_blind() {
    ++state_->view;
    state_->track.reset();
    state_->measured.reset();
}

void LightMeter::State::measure(const media::VideoTrack& of, const media::Packet& key_frame,
                                int at_view) {
    const auto picture = media::decode_key_frame(of, key_frame, media::DecodeQuality::Analysis);
    if (!picture) {
        return;  // broken; the next comes soon
    }
    rt::asio::post(executor,
                   [shared = shared_from_this(), at_view, mean = mean_of(picture->plane(0))] {
                       if (shared->on_brightness && shared->view == at_view) {
                           shared->on_brightness(mean);
                       }
                   });
}

}  // namespace porchlight::camera
