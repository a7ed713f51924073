// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "media/packet.hpp"
#include "rt/task.hpp"
#include "rt/worker_pool.hpp"

#include <functional>
#include <memory>

namespace porchlight::camera {

/// Measures how bright the camera's own pictures are: a key frame each second at most, decoded on a
/// worker. What finds the worker busy is left out. Strand-bound.
class LightMeter {
  public:
    /// On `executor`: the mean of all pixels, 0 (black) to 1 (white).
    using OnBrightness = std::function<void(double mean)>;

    LightMeter(const rt::WorkerPool& pool, rt::asio::any_io_executor executor, const Clock& clock,
               OnBrightness on_brightness);
    /// No calls afterwards.
    ~LightMeter();
    LightMeter(const LightMeter&) = delete;
    LightMeter& operator=(const LightMeter&) = delete;
    LightMeter(LightMeter&&) = delete;
    LightMeter& operator=(LightMeter&&) = delete;

    /// A new stream.
    void on_track(const media::VideoTrack& track);
    void on_packet(const media::PacketPtr& packet);
    /// There is no picture any more: what is being measured is not told.
    void on_blind();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::camera
