// SPDX-License-Identifier: Apache-2.0
#include "camera/motion_eye.hpp"

#include "motion/picture_decoder.hpp"
#include "motion/pipeline.hpp"

#include <boost/asio/post.hpp>

#include <optional>
#include <utility>

namespace porchlight::camera {

namespace {

/// Two seconds at 30 frames a second: a look-back decodes that much in one go.
constexpr std::size_t kQueued = 60;

}  // namespace

struct MotionEye::State : std::enable_shared_from_this<MotionEye::State> {
    State(const rt::WorkerPool& pool, rt::asio::any_io_executor runs_on, motion::Settings chosen,
          OnMotion told)
        : executor(std::move(runs_on)),
          settings(chosen),
          on_motion(std::move(told)),
          queue(pool, kQueued) {}

    // Of the strand.
    rt::asio::any_io_executor executor;
    motion::Settings settings;
    OnMotion on_motion;
    rt::WorkQueue queue;
    bool needs_key = true;
    std::optional<media::VideoTrack> new_track;

    // Of whichever worker runs the queue: one at a time.
    std::optional<motion::GatedAnalysis> analysis;
    std::optional<motion::PictureDecoder> decoder;
    bool moves = false;

    void analyse(const media::PacketPtr& packet, const std::optional<media::VideoTrack>& track,
                 const motion::Settings& chosen);
    void tell(bool now, double score);
};

MotionEye::MotionEye(const rt::WorkerPool& pool, rt::asio::any_io_executor executor,
                     motion::Settings settings, OnMotion on_motion)
    : state_(std::make_shared<State>(pool, std::move(executor), settings, std::move(on_motion))) {}

MotionEye::~MotionEye() {
    state_->on_motion = nullptr;
}

void MotionEye::set_sensitivity(motion::Sensitivity sensitivity) {
    state_->settings.sensitivity = sensitivity;
}

void MotionEye::on_track(const media::VideoTrack& track) {
    state_->new_track = track;
    state_->needs_key = true;
}

void MotionEye::on_packet(const media::PacketPtr& packet) {
    State& state = *state_;
    const bool is_key = packet->kind == media::FrameKind::Key;
    if (packet->track != media::TrackKind::Video || (state.needs_key && !is_key)) {
        return;
    }
    const bool is_taken =
        state.queue.try_post([shared = state_, packet, track = state.new_track,
                              chosen = state.settings] { shared->analyse(packet, track, chosen); });
    state.needs_key = !is_taken;
    if (is_taken) {
        state.new_track.reset();
    }
}

void MotionEye::on_blind() {
    state_->needs_key = true;
    state_->queue.try_post([shared = state_] { shared->tell(false, 0); });
}

void MotionEye::State::analyse(const media::PacketPtr& packet,
                               const std::optional<media::VideoTrack>& track,
                               const motion::Settings& chosen) {
    if (track) {
        analysis.emplace(chosen);
        decoder.emplace(*track);
    }
    if (!analysis || !decoder) {
        return;
    }
    analysis->detector().set_sensitivity(chosen.sensitivity);
    for (const motion::Change& change : analysis->feed(packet, *decoder)) {
        tell(change.kind == motion::Change::Kind::Started, change.detection.peak);
    }
}

void MotionEye::State::tell(bool now, double score) {
    if (now == moves) {
        return;
    }
    moves = now;
    rt::asio::post(executor, [shared = shared_from_this(), now, score] {
        if (shared->on_motion) {
            shared->on_motion(now, score);
        }
    });
}

}  // namespace porchlight::camera
