// SPDX-License-Identifier: Apache-2.0
#include "recorder/clip_file.hpp"

#include <climits>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <span>
#include <sys/uio.h>
#include <unistd.h>

namespace porchlight::recorder {

namespace {

/// Drops what was written from the front. @return What is still to be written.
std::span<iovec> without(std::span<iovec> parts, std::size_t written) {
    while (!parts.empty() && written >= parts.front().iov_len) {
        written -= parts.front().iov_len;
        parts = parts.subspan(1);
    }
    if (!parts.empty()) {
        parts.front().iov_base = static_cast<char*>(parts.front().iov_base) + written;
        parts.front().iov_len -= written;
    }
    return parts;
}

/// What writev is given. It does not write to the memory, but its type does not say so.
iovec part_of(const media::ByteVector& bytes) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): see above
    return {const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
}

Result<> write_parts(int fd, const std::string& path, std::span<iovec> parts) {
    while (!parts.empty()) {
        const auto count = std::min<std::size_t>(parts.size(), IOV_MAX);
        const ssize_t written = ::writev(fd, parts.data(), static_cast<int>(count));
        if (written < 0) {
            return errno_error(errno, "cannot write " + path);
        }
        parts = without(parts, static_cast<std::size_t>(written));
    }
    if (::fdatasync(fd) != 0) {
        return errno_error(errno, "cannot save " + path);
    }
    return {};
}

/// So that the file's name survives a power cut.
Result<> sync_folder(const std::string& path) {
    PL_TRY(const UniqueFd folder, open_file(path, O_RDONLY | O_DIRECTORY));
    return ::fsync(folder.get()) == 0 ? Result<>() : errno_error(errno, "cannot save " + path);
}

}  // namespace

Result<ClipFile> ClipFile::create(const std::string& path, const media::ByteVector& init) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return errno_error(error.value(), "cannot make the folder " + folder);
    }
    PL_TRY(UniqueFd fd, open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, 0640));
    ClipFile file(std::move(fd), path);
    iovec whole = part_of(init);
    if (auto result = write_parts(file.fd_.get(), path, {&whole, 1}); !result) {
        ::unlink(path.c_str());
        return result.error();
    }
    PL_TRY_VOID(sync_folder(folder));
    file.size_ = Bytes(static_cast<std::int64_t>(init.size()));
    return file;
}

Result<> ClipFile::append(const std::vector<media::Fragment>& fragments) {
    if (auto result = write(fragments); !result) {
        // What cannot be cut off here is cut off by the recovery at the next start.
        static_cast<void>(::ftruncate(fd_.get(), size_.count()));
        return result.error();
    }
    for (const media::Fragment& fragment : fragments) {
        size_ += Bytes(static_cast<std::int64_t>(fragment.size()));
    }
    return {};
}

Result<> ClipFile::write(const std::vector<media::Fragment>& fragments) {
    std::vector<iovec> parts;
    for (const media::Fragment& fragment : fragments) {
        parts.push_back(part_of(fragment.header));
        for (const media::PacketPtr& packet : fragment.payload) {
            parts.push_back(part_of(packet->data));
        }
    }
    return write_parts(fd_.get(), path_, parts);
}

}  // namespace porchlight::recorder
