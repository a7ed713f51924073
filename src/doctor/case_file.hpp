// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

#include <string_view>

namespace porchlight::doctor {

/// Reads one case as a JSON object:
///
///     {"device": {"brand": "Blink", "model": "Outdoor 4"},
///      "text": "It flashes red since we have a new router.",
///      "observed": {"led": {"colour": "red", "pattern": "blink", "count": null},
///                   "app_status": "Camera offline", "facts": ["other_cameras_fine"]}}
///
/// Everything may be left out but one of `text` and `observed`; unknown keys are passed over, for
/// cases come from many hands. The words of all of it are read as an owner's.
/// @error InvalidArgument  No JSON, or no case.
Result<Case> parse_case(const Knowledge& knowledge, std::string_view json_text);

}  // namespace porchlight::doctor
