// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/drive.hpp"

#include "base/fd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <vector>

namespace porchlight::hub::probing {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kPiece = 256U << 10U;
constexpr int kPieces = 16;
constexpr double kMegabyte = 1e6;
/// Two cameras of 4 Mbit a second.
constexpr double kSlow = 1.0;
constexpr double kNearlyNothing = 64.0;
/// A drive that took so long for a few pieces is slow, however many are left.
constexpr std::chrono::milliseconds kPatience(4000);

struct Written {
    int error = 0;  ///< errno
    double megabytes_a_second = 0;
};

Written write_test(const std::string& folder) {
    const UniqueFd file(
        ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file) {
        return {errno};
    }
    const std::vector<char> piece(kPiece, 'p');
    const auto start = SteadyClock::now();
    auto now = start;
    double bytes = 0;
    for (int i = 0; i < kPieces && now - start < kPatience; ++i) {
        if (::write(file.get(), piece.data(), piece.size()) < 0 || ::fdatasync(file.get()) != 0) {
            return {errno};
        }
        bytes += static_cast<double>(kPiece);
        now = SteadyClock::now();
    }
    const double seconds = std::chrono::duration<double>(now - start).count();
    return {0, bytes / kMegabyte / std::max(seconds, 1e-6)};
}

std::string value_of(const Written& written, double free) {
    switch (written.error) {
        case EROFS:
            return "read_only";
        case ENOSPC:
        case EDQUOT:
            return "full";
        case EIO:
        case ENOENT:
        case ENODEV:
            return "gone";
        case 0:
            break;
        default:
            return {};
    }
    if (free < kNearlyNothing) {
        return "full";
    }
    return written.megabytes_a_second < kSlow ? "slow" : "good";
}

double pressure(const std::string& path) {
    const auto text = read_file(path, 4096);
    const auto at = text ? text->find("full avg10=") : std::string::npos;
    return at == std::string::npos ? 0 : std::strtod(text->c_str() + at + 11, nullptr);
}

}  // namespace

std::optional<ProbeAnswer> probe_drive(const std::string& folder) {
    struct statvfs disk{};
    const bool is_there = ::statvfs(folder.c_str(), &disk) == 0;
    const double free = is_there ? static_cast<double>(disk.f_bavail) *
                                       static_cast<double>(disk.f_frsize) / kMegabyte
                                 : 0;
    const Written written = write_test(folder);
    const std::string value = value_of(written, free);
    if (value.empty()) {
        return std::nullopt;
    }
    return ProbeAnswer{
        "hub_drive", value,
        fmt::format("{:.0f} MB free, {:.1f} MB a second{}", free, written.megabytes_a_second,
                    written.error == 0 ? "" : ", could not be written")};
}

double stalled_share() {
    return pressure("/proc/pressure/io") + pressure("/proc/pressure/memory");
}

}  // namespace porchlight::hub::probing
