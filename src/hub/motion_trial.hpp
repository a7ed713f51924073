// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/walk_views.hpp"
#include "media/packet.hpp"
#include "rt/channel.hpp"
#include "rt/worker_pool.hpp"

#include <memory>

namespace porchlight::hub {

/// A second analysis beside a camera's own, with settings that are tried: what is recorded
/// meanwhile stays as it was. It decodes every picture, and is there only while somebody asks.
///
/// Packets go in on the media thread, news comes out on the control thread. When the workers cannot
/// keep up, packets up to the next key frame are left out. Thread-safe as said of each function.
class MotionTrial {
  public:
    /// News waits for so long at most: a browser that reads slowly misses some.
    static constexpr std::size_t kQueued = 16;

    MotionTrial(const rt::WorkerPool& pool, const rt::asio::any_io_executor& control,
                TriedSettings tried);
    ~MotionTrial();
    MotionTrial(const MotionTrial&) = delete;
    MotionTrial& operator=(const MotionTrial&) = delete;
    MotionTrial(MotionTrial&&) = delete;
    MotionTrial& operator=(MotionTrial&&) = delete;

    /// Media thread: a stream begins, or another one is looked at.
    void on_track(const media::VideoTrack& track);
    /// Media thread.
    void on_packet(const media::PacketPtr& packet);
    /// Media thread: no pictures come now.
    void on_silence(std::string why);
    /// From any thread. Nothing comes any more.
    void close();

    /// From any thread.
    void change(TriedSettings tried);
    /// Control thread. @error Cancelled  Closed, or the caller was cancelled.
    rt::Task<WalkView> next();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::hub
