// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/slot_disk.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace porchlight::hal {

namespace {

using Kind = DiskStep::Kind;

}  // namespace

Result<> SlotDisk::announce(const DiskStep& step) const {
    return hook_ ? hook_(step) : Result<>();
}

Result<UniqueFd> SlotDisk::create(const std::string& path, unsigned mode) const {
    PL_TRY_VOID(announce({Kind::Create, path, {}, {}}));
    return open_file(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, mode);
}

Result<> SlotDisk::append(const UniqueFd& file, const std::string& path,
                          std::span<const std::uint8_t> bytes) const {
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes.size(), kAtOnce));
        PL_TRY_VOID(announce({Kind::Append, path, {}, piece}));
        const ssize_t written = ::write(file.get(), piece.data(), piece.size());
        if (written < 0 && errno != EINTR) {
            return errno_error(errno, "cannot write " + path);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return {};
}

Result<> SlotDisk::sync(const UniqueFd& file, const std::string& path) const {
    PL_TRY_VOID(announce({Kind::SyncFile, path, {}, {}}));
    if (::fsync(file.get()) != 0) {
        return errno_error(errno, "cannot save " + path);
    }
    // Advice: where it is not taken, reading back finds less, and nothing else goes wrong.
    static_cast<void>(::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED));
    return {};
}

Result<> SlotDisk::replace(const std::string& folder, const std::string& name,
                           std::string_view content) const {
    const std::string path = folder + "/" + name;
    const std::string temporary = path + ".new";
    {
        PL_TRY(const UniqueFd file, create(temporary));
        PL_TRY_VOID(
            append(file, temporary,
                   {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}));
        PL_TRY_VOID(sync(file, temporary));
    }
    PL_TRY_VOID(announce({Kind::Rename, temporary, path, {}}));
    if (std::rename(temporary.c_str(), path.c_str()) != 0) {
        return errno_error(errno, "cannot replace " + path);
    }
    return sync_folder(folder);
}

Result<> SlotDisk::sync_folder(const std::string& path) const {
    PL_TRY_VOID(announce({Kind::SyncFolder, path, {}, {}}));
    PL_TRY(const UniqueFd folder, open_file(path, O_RDONLY | O_DIRECTORY));
    return ::fsync(folder.get()) == 0 ? Result<>() : errno_error(errno, "cannot save " + path);
}

}  // namespace porchlight::hal
