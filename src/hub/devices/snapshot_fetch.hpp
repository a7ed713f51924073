// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "device/link_message.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// A picture that a device took when it was asked.
struct Snapshot {
    UtcTime taken;
    std::int64_t command = 0;
    std::string jpeg;
};

/// Fetches the picture that a camera has taken by command, piece after piece. The command is over
/// only when its picture is here; one whose link ends before is told to the camera again at the
/// next. A newer picture takes the place of one that is on its way.
///
///     result with a size ─▶ DataRequest ─▶ piece ─┬▶ DataRequest …
///                                                 └▶ take()
/// Strand-bound.
class SnapshotFetch {
  public:
    static constexpr std::size_t kMost = 4UL << 20U;

    /// A command that is over, and its picture unless that was too large.
    struct Ended {
        device::CommandResult result;
        std::optional<Snapshot> picture;
    };

    /// The answer to one of our commands.
    /// @return What to say to the camera; nothing if there is no picture to come: see `take`.
    std::vector<device::LinkMessage> offered(device::CommandResult result, UtcTime now);
    /// A piece with DataKind::Snapshot; one that nobody asked for changes nothing.
    std::vector<device::LinkMessage> came(device::DataPiece piece);
    /// What has ended since, the oldest first; each once.
    std::optional<Ended> take();

  private:
    void end(std::optional<Snapshot> picture);

    std::optional<Snapshot> coming_;
    device::CommandResult result_;  ///< Of the picture that is coming.
    std::deque<Ended> ended_;
};

}  // namespace porchlight::hub
