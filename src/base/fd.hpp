// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <utility>

namespace porchlight {

/// Owns one file descriptor; closes it at the end.
class UniqueFd {
  public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : fd_(fd) {}
    ~UniqueFd() { reset(); }
    UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    UniqueFd& operator=(UniqueFd&& other) noexcept {
        if (this != &other) {
            reset();
            fd_ = std::exchange(other.fd_, -1);
        }
        return *this;
    }
    UniqueFd(const UniqueFd&) = delete;
    UniqueFd& operator=(const UniqueFd&) = delete;

    [[nodiscard]] int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    void reset();

  private:
    int fd_ = -1;
};

/// open(2) with O_CLOEXEC. @error by errno, the sentence names the path.
Result<UniqueFd> open_file(const std::string& path, int flags, unsigned mode = 0600);
/// The whole of a file of at most `limit` bytes. @error NotFound, PermissionDenied, Exhausted
/// (larger than `limit`).
Result<std::string> read_file(const std::string& path, std::size_t limit = 64U << 20U);
/// Writes a file so that a crash leaves either the old or the new content: temporary name, fsync,
/// rename.
Result<> write_file_atomically(const std::string& path, std::string_view content,
                               unsigned mode = 0600);

}  // namespace porchlight
