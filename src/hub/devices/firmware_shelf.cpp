// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/firmware_shelf.hpp"

#include "base/fd.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight::hub {

namespace {

constexpr std::size_t kLongestVersion = 40;

/// Nothing in it can leave the folder.
Result<UniqueFd> open_bundle(const std::string& folder, const std::string& version) {
    const bool is_version =
        !version.empty() && version.size() <= kLongestVersion && version.front() != '.' &&
        std::ranges::all_of(version, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (!is_version) {
        return Error(ErrorCode::InvalidArgument, "A version has digits and points: 1.2.0.");
    }
    auto file = open_file(folder + "/" + version + ".bundle", O_RDONLY | O_NOFOLLOW);
    if (!file && file.error().code() == ErrorCode::NotFound) {
        return Error(ErrorCode::NotFound,
                     "There is no firmware " + version + " in the hub's firmware folder.");
    }
    return file;
}

}  // namespace

Result<Bytes> FirmwareShelf::size(const std::string& version) const {
    PL_TRY(const auto file, open_bundle(folder_, version));
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) {
        return errno_error(errno, "cannot look at the firmware");
    }
    return Bytes(status.st_size);
}

Result<std::string> FirmwareShelf::piece(const std::string& version, std::int64_t offset,
                                         std::size_t most) const {
    PL_TRY(const auto file, open_bundle(folder_, version));
    std::string bytes(most, '\0');
    const auto got = ::pread(file.get(), bytes.data(), bytes.size(), offset);
    if (got < 0) {
        return errno_error(errno, "cannot read the firmware");
    }
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

}  // namespace porchlight::hub
