// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"

#include <string_view>

namespace porchlight {

/// Opens a file for reading by a path that came from outside or from a table, without ever leaving
/// `folder`: no "..", no absolute path, no symbolic link at any step.
/// @param folder   A folder, opened.
/// @param relative E.g. "2026-11-21/front-door.mp4".
/// @error NotFound  No such file, or a path that would lead out of the folder.
Result<UniqueFd> open_beneath(const UniqueFd& folder, std::string_view relative);

}  // namespace porchlight
