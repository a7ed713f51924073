// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace porchlight::store {

/// Cuts a clip's file back to its last whole fragment. Blocks.
/// @return What the row should say; empty when there is no file, or not one whole frame in it.
/// @error Unavailable, PermissionDenied  The disk: nothing is known about the file; try again
/// later.
Result<std::optional<ClipEnd>> cut_to_whole_fragments(const std::string& path);

enum class Recovered : std::uint8_t { Finished, Removed };

/// Ends a clip that was being written when the hub was killed: the row gets the true duration and
/// size, or goes, with the file, when nothing of it can be played. Blocks on the file.
/// @param folder The clips folder.   @error As the store and `cut_to_whole_fragments`.
rt::Task<Recovered> recover_clip(Store* store, std::string folder, Clip clip);

}  // namespace porchlight::store
