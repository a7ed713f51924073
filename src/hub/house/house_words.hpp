// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "store/house_store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hub {

/// What a mode is called; "Away" for one of the first three that nobody has renamed.
[[nodiscard]] std::string title_of(const store::Mode& mode);
/// Without spaces at the ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Without regard to ASCII case.
[[nodiscard]] bool is_same_name(std::string_view a, std::string_view b);
/// Whether a schedule can be followed. @error InvalidArgument  The sentence says what is wrong.
/// @error NotFound  A rule names a mode that is not there. @error Exhausted  Too many rules.
[[nodiscard]] Result<> check_schedule(const store::Schedule& schedule,
                                      const std::vector<store::Mode>& modes);

}  // namespace porchlight::hub
