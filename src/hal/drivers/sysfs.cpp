// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/sysfs.hpp"

#include "base/fd.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {
namespace {

constexpr std::size_t kPage = 64UL * 1024;  // the largest that kernels have

}  // namespace

Result<std::string> read_sysfs(const std::string& path) {
    auto content = read_file(path, kPage);
    if (!content) {
        if (content.error().code() == ErrorCode::Exhausted) {
            return Error(ErrorCode::Corrupt, path + " holds more than a device can say");
        }
        return content.error();
    }
    constexpr std::string_view kWhite = " \t\r\n";
    const std::size_t first = content->find_first_not_of(kWhite);
    if (first == std::string::npos) {
        return std::string();
    }
    return content->substr(first, content->find_last_not_of(kWhite) - first + 1);
}

Result<std::int64_t> read_sysfs_number(const std::string& path) {
    PL_TRY(const std::string text, read_sysfs(path));
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return Error(ErrorCode::Corrupt, path + " does not hold a number");
    }
    return number;
}

Result<> write_sysfs(const std::string& path, std::string_view value) {
    PL_TRY(const UniqueFd fd, open_file(path, O_WRONLY | O_TRUNC));
    const ssize_t written = ::write(fd.get(), value.data(), value.size());
    if (written < 0) {
        return errno_error(errno, "cannot write " + path);
    }
    if (static_cast<std::size_t>(written) != value.size()) {
        return Error(ErrorCode::Unavailable, path + " took a part only of what it was told");
    }
    return {};
}

std::vector<std::string> list_sysfs_class(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return std::pair(a.size(), a) < std::pair(b.size(), b);
    });
    return names;
}

}  // namespace porchlight::hal
