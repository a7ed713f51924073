// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/motion_zones.hpp"
#include "rt/task.hpp"

#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// A rectangle as shares (0 to 1) of the picture's width and height.
struct AreaView {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// Something that is followed and may yet come to nothing.
struct CandidateView {
    AreaView area;
    double nearness = 0;  ///< To counting, 0 to 1.
};

/// An event would have begun.
struct TriggerView {
    UtcTime at;          ///< When it would have begun to record or alert.
    double after_s = 0;  ///< Seconds after the thing came into sight.
};

/// What the detector sees while somebody walks before the camera, under the settings being tried.
struct WalkView {
    bool live = false;                   ///< Pictures come.
    std::optional<std::string> problem;  ///< Why not, if not.
    bool learning = false;  ///< The first seconds: things must get farther to be believed.
    bool motion = false;    ///< An event would be going on.
    double level = 0;       ///< How near the surest thing is to counting, 0 to 1; 1: it counts.
    std::vector<AreaView> counting;
    std::vector<CandidateView> candidates;
    std::vector<AreaView> outside;       ///< Would count, but for the activity zones.
    std::optional<std::string> ignored;  ///< Why what changed does not count.
    std::optional<TriggerView> trigger;  ///< Of this very moment.
};

/// One person's walk test; ends when destroyed. Strand-bound to the hub's control thread.
class WalkTest {
  public:
    WalkTest() = default;
    WalkTest(const WalkTest&) = delete;
    WalkTest& operator=(const WalkTest&) = delete;
    WalkTest(WalkTest&&) = delete;
    WalkTest& operator=(WalkTest&&) = delete;
    virtual ~WalkTest() = default;

    /// What is seen, several times a second. @error Cancelled  The camera was removed, the hub is
    /// stopping, or the caller was cancelled.
    virtual rt::Task<WalkView> next() = 0;
    /// From the next picture on.
    virtual void change(TriedSettings tried) = 0;
};

}  // namespace porchlight::hub
