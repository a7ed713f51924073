// SPDX-License-Identifier: Apache-2.0
#include "recorder/clip_folder.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <sys/statvfs.h>
#include <unistd.h>

namespace porchlight::recorder {

std::string ClipFolder::path_for(const store::Clip& clip) {
    const auto day = std::chrono::floor<std::chrono::days>(clip.start);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(clip.start - day));
    return fmt::format("{}/{:04}/{:02}/{:02}/{:02}{:02}{:02}-{}.mp4", clip.camera.text(),
                       static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), clip.id.text());
}

std::string ClipFolder::full_path(const store::Clip& clip) const {
    return root_ + "/" + clip.path;
}

std::string ClipFolder::thumbnail_path(const store::Clip& clip) const {
    return std::filesystem::path(full_path(clip)).replace_extension(".jpg").string();
}

Result<> ClipFolder::prepare() const {
    std::error_code error;
    std::filesystem::create_directories(root_, error);
    return error ? Result<>(errno_error(error.value(), "cannot make the clips folder " + root_))
                 : Result<>();
}

Result<DiskSpace> ClipFolder::space() const {
    struct statvfs info{};
    if (::statvfs(root_.c_str(), &info) != 0) {
        return errno_error(errno, "cannot look at the disk of " + root_);
    }
    const auto block = static_cast<std::int64_t>(info.f_frsize);
    return DiskSpace{Bytes(static_cast<std::int64_t>(info.f_blocks) * block),
                     Bytes(static_cast<std::int64_t>(info.f_bavail) * block)};
}

Result<> ClipFolder::remove(const store::Clip& clip) const {
    for (const std::string& path : {full_path(clip), thumbnail_path(clip)}) {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
            return errno_error(errno, "cannot delete " + path);
        }
    }
    std::filesystem::path folder = std::filesystem::path(full_path(clip)).parent_path();
    constexpr int kLevels = 4;  // day, month, year, camera
    for (int i = 0; i < kLevels && ::rmdir(folder.c_str()) == 0; ++i) {
        folder = folder.parent_path();
    }
    return {};
}

}  // namespace porchlight::recorder
