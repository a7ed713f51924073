// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/views.hpp"
#include "media/packet.hpp"
#include "motion/settings.hpp"
#include "motion/zones.hpp"
#include "rt/task.hpp"
#include "rt/worker_pool.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace porchlight::hub {

/// What the analysis of a camera said last.
struct MotionNews {
    bool motion = false;
    /// When the motion began: on the clock by which packets arrive, so that it fits every stream of
    /// the camera.
    MonotonicTime since;
    double score = 0;  ///< 0 to 1; of an ended motion its peak.
    AnalysisView view;
};

struct MotionWatchSettings {
    motion::Settings motion;
    store::DecodeChoice decode = store::DecodeChoice::Automatic;
    std::vector<store::Zone> zones;
    /// Whether the packets are those of a sub-stream, which is always decoded whole.
    bool is_sub = false;
    friend bool operator==(const MotionWatchSettings&, const MotionWatchSettings&) = default;
};

/// Runs the motion analysis of one camera on the worker pool.
///
/// Packets go in on the media thread and news comes out there. When the workers cannot keep up, the
/// packets up to the next key frame are dropped and `dropped()` counts them. Strand-bound to the
/// media thread.
class MotionWatch {
  public:
    /// On the media thread, after each change of motion and at most five times a second in between.
    using OnNews = std::function<void(const MotionNews&)>;

    MotionWatch(const rt::WorkerPool& pool, rt::asio::any_io_executor media,
                MotionWatchSettings settings, OnNews on_news);
    /// No news afterwards.
    ~MotionWatch();
    MotionWatch(const MotionWatch&) = delete;
    MotionWatch& operator=(const MotionWatch&) = delete;
    MotionWatch(MotionWatch&&) = delete;
    MotionWatch& operator=(MotionWatch&&) = delete;

    /// A new stream: the analysis starts anew with its next key frame.
    void on_track(const media::VideoTrack& track);
    void on_packet(const media::PacketPtr& packet);
    /// The stream was lost: a motion that goes on ends now.
    void on_lost();

    [[nodiscard]] std::uint64_t dropped() const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::hub
