// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace porchlight {

/// The known word that a mistyped one most likely meant: at most three letters away, else empty.
[[nodiscard]] std::string_view nearest_word(std::string_view word,
                                            const std::vector<std::string_view>& known);

}  // namespace porchlight
