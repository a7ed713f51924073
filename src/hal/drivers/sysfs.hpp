// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hal {

/// The content of a sysfs file without white space around it.
/// @error NotFound  No such file, or the device is gone.   @error Unavailable  The device does not
/// answer just now.   @error Corrupt  More than a page.
Result<std::string> read_sysfs(const std::string& path);
/// A whole decimal number, alone in its file. @error As read_sysfs.   @error Corrupt  Anything
/// else.
Result<std::int64_t> read_sysfs_number(const std::string& path);
/// Writes to a file that is there already. @error NotFound, PermissionDenied, Unavailable,
/// InvalidArgument  The device does not take this value.
Result<> write_sysfs(const std::string& path, std::string_view value);

/// The folders of a sysfs class, in the order of their names (numbers as numbers). None when the
/// class is not there.
[[nodiscard]] std::vector<std::string> list_sysfs_class(const std::string& folder);

}  // namespace porchlight::hal
