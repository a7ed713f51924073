// SPDX-License-Identifier: Apache-2.0
#include "base/fd.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight {

void UniqueFd::reset() {
    if (fd_ >= 0) {
        ::close(fd_);
        fd_ = -1;
    }
}

Result<UniqueFd> open_file(const std::string& path, int flags, unsigned mode) {
    UniqueFd fd(::open(path.c_str(), flags | O_CLOEXEC, mode));
    if (!fd) {
        return errno_error(errno, "cannot open " + path);
    }
    return fd;
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    PL_TRY(const UniqueFd fd, open_file(path, O_RDONLY));
    std::string content;
    std::array<char, 64UL * 1024> buffer{};
    for (;;) {
        const ssize_t n = ::read(fd.get(), buffer.data(), buffer.size());
        if (n < 0) {
            return errno_error(errno, "cannot read " + path);
        }
        if (n == 0) {
            return content;
        }
        content.append(buffer.data(), static_cast<std::size_t>(n));
        if (content.size() > limit) {
            return Error(ErrorCode::Exhausted, path + " is larger than the " +
                                                   std::to_string(limit) +
                                                   " bytes we read of such a file");
        }
    }
}

namespace {

Result<> write_whole(const UniqueFd& fd, const std::string& path, std::string_view content) {
    while (!content.empty()) {
        const ssize_t n = ::write(fd.get(), content.data(), content.size());
        if (n < 0) {
            return errno_error(errno, "cannot write " + path);
        }
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    if (::fsync(fd.get()) != 0) {
        return errno_error(errno, "cannot save " + path);
    }
    return {};
}

}  // namespace

Result<> write_file_atomically(const std::string& path, std::string_view content, unsigned mode) {
    const std::string temporary = path + ".new";
    {
        PL_TRY(const UniqueFd fd, open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode));
        PL_TRY_VOID(write_whole(fd, temporary, content));
    }
    if (std::rename(temporary.c_str(), path.c_str()) != 0) {
        return errno_error(errno, "cannot replace " + path);
    }
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    PL_TRY(const UniqueFd directory,
           open_file(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY));
    ::fsync(directory.get());
    return {};
}

}  // namespace porchlight
