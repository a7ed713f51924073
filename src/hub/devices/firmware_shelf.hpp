// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/units.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace porchlight::hub {

/// Signed bundles that cameras may fetch, one file for each version in one folder:
/// "1.2.0.bundle". The cameras check them (docs/design/firmware.md); the hub only carries.
/// Thread-safe; blocks on the disk.
class FirmwareShelf {
  public:
    explicit FirmwareShelf(std::string folder) : folder_(std::move(folder)) {}

    struct Bundle {
        std::string version;
        Bytes size;
    };
    /// What lies there, the newest version first; other files are passed over. None when there is
    /// no folder.
    [[nodiscard]] std::vector<Bundle> bundles() const;
    /// @error InvalidArgument  Not a version: digits and points.   @error NotFound  No such file.
    [[nodiscard]] Result<Bytes> size(const std::string& version) const;
    /// At most `most` bytes from `offset` on; fewer at the end. @error As `size`, and by errno.
    [[nodiscard]] Result<std::string> piece(const std::string& version, std::int64_t offset,
                                            std::size_t most) const;

  private:
    std::string folder_;
};

}  // namespace porchlight::hub
