// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "hub/replay/replay_views.hpp"
#include "motion/file_watch.hpp"
#include "store/store.hpp"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace porchlight::hub {

/// All that a replay's outcome depends on, beside the clips.
struct ReplayRules {
    TriedSettings tried;
    /// Motion that comes back within this time continues the event: the retrigger time and, as the
    /// recorder does, the post-roll.
    std::chrono::milliseconds joined{0};
    store::DecodeChoice decode = store::DecodeChoice::Automatic;
    friend bool operator==(const ReplayRules&, const ReplayRules&) = default;
};
[[nodiscard]] ReplayRules replay_rules(const store::CameraSettings& settings, TriedSettings tried);

/// Clips that follow each other without a break: one line of time.
struct ReplayRun {
    std::vector<store::Clip> clips;
    [[nodiscard]] double seconds() const;
};

/// A run is no longer than this, so that what is known is known soon.
inline constexpr std::chrono::hours kLongestRun{1};
/// Clips with less than this between them were one recording.
inline constexpr std::chrono::seconds kMostBreak{1};

/// @param clips Oldest first; those that are still being written are left out.
/// @return The newest run first.
[[nodiscard]] std::vector<ReplayRun> runs_of(std::vector<store::Clip> clips);

/// How often an event would have begun in each clip of a run.
struct RunFindings {
    std::map<ClipId, int> times;
    int unreadable = 0;
};
/// Runs the detector over a run. Blocks for long. @param folder Of the clips. @param go_on Is told
/// the seconds of the run that are done. @error Cancelled  `go_on` said false.
[[nodiscard]] Result<RunFindings> look_through(const std::string& folder, const ReplayRun& run,
                                               const ReplayRules& rules,
                                               const std::function<bool(double)>& go_on);

/// What was not recorded between the two, by reason, longest first.
[[nodiscard]] std::vector<NotRecorded> not_recorded(const std::vector<store::Gap>& gaps,
                                                    UtcTime from, UtcTime to);

}  // namespace porchlight::hub
