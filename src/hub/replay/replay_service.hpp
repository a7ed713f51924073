// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/replay/replay_plan.hpp"
#include "hub/views.hpp"
#include "rt/job.hpp"
#include "rt/task.hpp"
#include "rt/worker_pool.hpp"
#include "store/store.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::hub {

/// Runs the detector again over what was recorded of a camera in the last days, with settings that
/// are tried and with those that are saved, and counts the events. Both are counted by a detector
/// that begins anew with each recording, so that like is compared with like.
///
/// One camera at a time, on one thread that gives way to everything else; what a recording came to
/// is remembered for the last few settings. Strand-bound to the control thread.
class ReplayService {
  public:
    static constexpr std::chrono::days kSpan{7};
    /// Settings, of all cameras, whose findings are remembered.
    static constexpr std::size_t kRemembered = 12;
    /// Clips that a view lists.
    static constexpr std::size_t kListed = 120;

    struct Parts {
        rt::asio::any_io_executor control;
        store::Store& store;
        std::string clips_folder;
        const Clock& clock;
    };

    explicit ReplayService(Parts parts);
    ~ReplayService();
    ReplayService(const ReplayService&) = delete;
    ReplayService& operator=(const ReplayService&) = delete;
    ReplayService(ReplayService&&) = delete;
    ReplayService& operator=(ReplayService&&) = delete;

    /// Begins, in place of what went on for that camera. @param camera As it is saved.
    rt::Task<ReplayView> start(CameraView camera, TriedSettings tried);
    [[nodiscard]] ReplayView view(CameraId camera) const;
    /// What was found stays.
    ReplayView cancel(CameraId camera);
    /// Nothing may be called afterwards.
    rt::Task<> stop();

  private:
    struct Replay;
    struct Known;
    using ReplayPtr = std::shared_ptr<Replay>;

    rt::Task<> work_off();
    rt::Task<> look_through_all(ReplayPtr replay);
    /// Of one run by one of the two rules, unless that is known.
    rt::Task<> look_through_run(ReplayPtr replay, std::size_t run, bool with_tried);
    Known& known_of(CameraId camera, const ReplayRules& rules);
    [[nodiscard]] ReplayView view_of(const Replay& replay) const;

    Parts parts_;
    rt::WorkerPool pool_{1, "replay", rt::WorkerPool::kGivesWayToAll};
    std::map<CameraId, ReplayPtr> replays_;  ///< The newest of each camera.
    std::deque<ReplayPtr> waiting_;
    std::deque<Known> known_;  ///< Used last first.
    std::optional<rt::Job> job_;
};

}  // namespace porchlight::hub
