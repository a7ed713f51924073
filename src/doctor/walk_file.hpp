// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/walk.hpp"

#include <string>
#include <string_view>

namespace porchlight::doctor {

/// A walk's memory as one JSON object, by ids, so that it outlives a restart and an update of what
/// is known.
[[nodiscard]] std::string walk_json(const Knowledge& knowledge, const WalkMemory& memory);

/// The same back. What the knowledge no longer has is left out.
/// @error InvalidArgument  No such object.
[[nodiscard]] Result<WalkMemory> parse_walk(const Knowledge& knowledge, std::string_view text);

}  // namespace porchlight::doctor
