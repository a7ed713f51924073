// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/firmware_shelf.hpp"

#include "base/fd.hpp"
#include "net/ascii.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight::hub {

namespace {

constexpr std::size_t kLongestVersion = 40;

constexpr std::string_view kEnding = ".bundle";

bool is_version(std::string_view text) {
    return !text.empty() && text.size() <= kLongestVersion && text.front() != '.' &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// "1.10" comes after "1.9".
std::vector<int> parts_of(std::string_view version) {
    std::vector<int> parts;
    while (!version.empty()) {
        parts.push_back(net::parse_number<int>(net::take_until(version, '.')).value_or(0));
    }
    return parts;
}

/// Nothing in it can leave the folder.
Result<UniqueFd> open_bundle(const std::string& folder, const std::string& version) {
    if (!is_version(version)) {
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

std::vector<FirmwareShelf::Bundle> FirmwareShelf::bundles() const {
    std::vector<Bundle> found;
    std::error_code error;
    for (std::filesystem::directory_iterator it(folder_, error), end; !error && it != end;
         it.increment(error)) {
        std::string name = it->path().filename().string();
        if (!name.ends_with(kEnding)) {
            continue;
        }
        name.resize(name.size() - kEnding.size());
        const auto bytes = is_version(name) ? size(name) : Result<Bytes>(Bytes(0));
        if (is_version(name) && bytes) {
            found.push_back({name, *bytes});
        }
    }
    std::ranges::sort(found, [](const Bundle& a, const Bundle& b) {
        return parts_of(a.version) > parts_of(b.version);
    });
    return found;
}

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
