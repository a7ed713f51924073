// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/units.hpp"
#include "store/types.hpp"

#include <string>

namespace porchlight::recorder {

struct DiskSpace {
    Bytes total;
    Bytes free;  ///< That we may use: without what the file system keeps for root.
};

/// Where clips lie: <root>/<camera id>/YYYY/MM/DD/HHMMSS-<clip id>.mp4, times in UTC. The clip's id
/// is in the name, so that no jump of the clock can make two clips collide.
///
/// Thread-safe; what touches the disk blocks and belongs on the disk thread.
class ClipFolder {
  public:
    explicit ClipFolder(std::string root) : root_(std::move(root)) {}

    [[nodiscard]] const std::string& root() const { return root_; }
    /// Relative to the root, as `Clip::path`.
    [[nodiscard]] static std::string path_for(const store::Clip& clip);
    [[nodiscard]] std::string full_path(const store::Clip& clip) const;
    /// The picture beside the file.
    [[nodiscard]] std::string thumbnail_path(const store::Clip& clip) const;

    /// Makes the root when it is missing. @error PermissionDenied, Exhausted, Unavailable
    [[nodiscard]] Result<> prepare() const;
    /// @error Unavailable
    [[nodiscard]] Result<DiskSpace> space() const;
    /// Removes the file, its picture, and the folders that become empty. A success when they were
    /// gone already. @error Unavailable, PermissionDenied
    [[nodiscard]] Result<> remove(const store::Clip& clip) const;

  private:
    std::string root_;
};

}  // namespace porchlight::recorder
