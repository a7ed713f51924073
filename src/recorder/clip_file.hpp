// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/result.hpp"
#include "base/units.hpp"
#include "media/fmp4.hpp"

#include <string>
#include <vector>

namespace porchlight::recorder {

/// The file of one clip as it grows. After each call that succeeds, all of it is on the disk and
/// playable. Thread-bound to the disk thread; blocks.
class ClipFile {
  public:
    /// Makes the file, which must not exist, and the folders above it, and writes the
    /// initialisation segment.
    /// @error AlreadyExists, Exhausted, PermissionDenied, Unavailable
    static Result<ClipFile> create(const std::string& path, const media::ByteVector& init);

    /// Writes the fragments, in one sync. After an error the file is cut back to what it was.
    /// @error Exhausted  The disk is full.   @error Unavailable  It failed.
    Result<> append(const std::vector<media::Fragment>& fragments);

    [[nodiscard]] Bytes size() const { return size_; }

  private:
    ClipFile(UniqueFd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}
    Result<> write(const std::vector<media::Fragment>& fragments);

    UniqueFd fd_;
    std::string path_;
    Bytes size_;
};

}  // namespace porchlight::recorder
