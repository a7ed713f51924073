// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "motion/settings.hpp"
#include "rt/task.hpp"
#include "rt/worker_pool.hpp"

#include <functional>
#include <memory>

namespace porchlight::camera {

/// Sees motion in the camera's own pictures, for boards without a motion sensor. Decodes on a
/// worker as little as it can (`motion::DecodePolicy`); when the worker cannot keep up, packets up
/// to the next key frame are dropped. Strand-bound.
class MotionEye {
  public:
    /// On `executor`: whether something moves, and how surely (0 to 1).
    using OnMotion = std::function<void(bool moves, double score)>;

    MotionEye(const rt::WorkerPool& pool, rt::asio::any_io_executor executor,
              motion::Settings settings, OnMotion on_motion);
    /// No calls afterwards.
    ~MotionEye();
    MotionEye(const MotionEye&) = delete;
    MotionEye& operator=(const MotionEye&) = delete;
    MotionEye(MotionEye&&) = delete;
    MotionEye& operator=(MotionEye&&) = delete;

    /// From the next packet on.
    void set_sensitivity(motion::Sensitivity sensitivity);
    /// A new stream: the next packet is a key frame.
    void on_track(const media::VideoTrack& track);
    void on_packet(const media::PacketPtr& packet);
    /// There is no picture any more: a motion that goes on ends.
    void on_blind();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::camera
