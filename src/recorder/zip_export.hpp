// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/result.hpp"
#include "recorder/zip_records.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace porchlight::recorder {

/// A file that is to go into an archive.
struct ZipItem {
    std::string path;    ///< Relative to the clips folder.
    std::string camera;  ///< Its name, for the file's name.
    UtcTime start;
    std::chrono::minutes east{};  ///< Of the zone in which people read the time.
};

/// Files of the clips folder as one ZIP archive, made while it is read: no copy on the disk, about
/// a piece of it in memory, and its size is known before the first byte. A file's checksum is
/// reckoned right before the file is sent, so each is read twice, the second time from the cache.
///
/// Thread-bound; everything blocks.
class ZipExport {
  public:
    static constexpr std::size_t kPiece = 256U << 10U;

    /// Looks at every file once. Those that are gone are left out. The same name twice gets a
    /// number. @error NotFound  None of them is there any more.
    static Result<ZipExport> create(std::string folder, const std::vector<ZipItem>& items,
                                    Zip64 wide = Zip64::WhenNeeded);

    /// Of the whole archive, in bytes.
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] std::size_t files() const { return entries_.size(); }

    /// The next bytes; empty at the end.
    /// @error Corrupt  A file is gone or has changed since `create`.   @error Unavailable
    Result<std::string> next();

  private:
    ZipExport(std::string folder, Zip64 wide) : folder_(std::move(folder)), wide_(wide) {}
    void add(const ZipItem& item, std::uint64_t size);
    [[nodiscard]] std::string free_name(std::string name);
    /// The header of the entry at `at_`, whose file is then open and summed.
    Result<std::string> begin_file();
    Result<std::string> read_file();

    std::string folder_;
    Zip64 wide_;
    std::vector<ZipEntry> entries_;
    std::vector<std::string> paths_;
    std::set<std::string> names_;
    std::uint64_t size_ = 0;
    std::uint64_t directory_at_ = 0;

    std::size_t at_ = 0;  ///< Of the entry that is being sent; beyond them all: the directory.
    UniqueFd file_;
    std::uint64_t left_ = 0;  ///< Of the open file.
    bool done_ = false;
};

}  // namespace porchlight::recorder
