// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "device/link_message.hpp"

#include <cstddef>
#include <cstdint>
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

/// Fetches the picture that a camera has taken by command, piece after piece; a newer one takes the
/// place of one that is on its way.
///
///     result with a size ─▶ DataRequest ─▶ piece ─┬▶ DataRequest …
///                                                 └▶ take()
/// Strand-bound.
class SnapshotFetch {
  public:
    static constexpr std::size_t kMost = 4UL << 20U;

    /// The answer to one of our commands. @return What to say to the camera; nothing if there is no
    /// picture, or one above `kMost`.
    std::vector<device::LinkMessage> offered(const device::CommandResult& result, UtcTime now);
    /// A piece with DataKind::Snapshot; one that nobody asked for changes nothing.
    std::vector<device::LinkMessage> came(device::DataPiece piece);
    /// The picture once it is whole, once.
    std::optional<Snapshot> take();

  private:
    std::optional<Snapshot> coming_;
    std::optional<Snapshot> whole_;
};

}  // namespace porchlight::hub
