// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace porchlight::hal {

/// One thing that is about to be done to the disk.
struct DiskStep {
    enum class Kind : std::uint8_t {
        Create,      ///< Make `path`, or empty it.
        Append,      ///< Write `bytes` at its end.
        SyncFile,    ///< fsync `path`.
        Rename,      ///< `path` becomes `target`, in place of what that was.
        SyncFolder,  ///< fsync the folder `path`.
    };
    Kind kind = Kind::Create;
    std::string_view path;
    std::string_view target;
    std::span<const std::uint8_t> bytes;
};

/// Told of each step before it is made. An error stops it, as a power cut would: tests cut there.
using DiskHook = std::function<Result<>(const DiskStep&)>;

/// Writes files in steps so small that each is one call of the kernel. Thread-bound; blocks.
class SlotDisk {
  public:
    /// The most that one step appends.
    static constexpr std::size_t kAtOnce = 64UL << 10U;

    explicit SlotDisk(DiskHook hook) : hook_(std::move(hook)) {}

    /// An empty file at `path`; `mode` counts where there was none. @error by errno, as for all of
    /// these.
    [[nodiscard]] Result<UniqueFd> create(const std::string& path, unsigned mode = 0640) const;
    [[nodiscard]] Result<> append(const UniqueFd& file, const std::string& path,
                                  std::span<const std::uint8_t> bytes) const;
    /// Also forgets the file's pages, so that it is read from the medium next.
    [[nodiscard]] Result<> sync(const UniqueFd& file, const std::string& path) const;
    /// A power cut leaves the old content or the new: temporary name, fsync, rename, fsync of the
    /// folder.
    [[nodiscard]] Result<> replace(const std::string& folder, const std::string& name,
                                   std::string_view content) const;
    [[nodiscard]] Result<> sync_folder(const std::string& path) const;

  private:
    [[nodiscard]] Result<> announce(const DiskStep& step) const;

    DiskHook hook_;
};

}  // namespace porchlight::hal
