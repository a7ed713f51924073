// SPDX-License-Identifier: Apache-2.0
#include "base/open_beneath.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>

namespace porchlight {

namespace {

Error no_such_file() {
    return {ErrorCode::NotFound, "There is no such file."};
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name != "." && name != ".." &&
           name.find('\0') == std::string_view::npos;
}

}  // namespace

Result<UniqueFd> open_beneath(const UniqueFd& folder, std::string_view relative) {
    UniqueFd at;
    while (true) {
        const auto slash = relative.find('/');
        const std::string name(relative.substr(0, slash));
        if (!is_plain_name(name)) {
            return no_such_file();
        }
        const bool is_last = slash == std::string_view::npos;
        // Step by step with O_NOFOLLOW, so that no link at any depth leads elsewhere. O_NONBLOCK
        // keeps a named pipe in the folder from holding us up.
        const int flags = is_last ? O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
                                  : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        UniqueFd next(::openat(at ? at.get() : folder.get(), name.c_str(), flags));
        if (!next) {
            const bool absent =
                errno == ENOENT || errno == ELOOP || errno == ENOTDIR || errno == ENAMETOOLONG;
            return absent ? no_such_file() : errno_error(errno, "cannot open " + name);
        }
        if (is_last) {
            return next;
        }
        at = std::move(next);
        relative.remove_prefix(slash + 1);
    }
}

}  // namespace porchlight
