// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"
#include "doctor/likeness.hpp"

#include <string_view>
#include <vector>

namespace porchlight::doctor {

/// All texts that speak of the named causes: stories, titles, what is said of each cause, of the
/// answers that it shows often and how people say them, and of the steps that usually cure it.
/// @param without  A batch whose stories are left out.
[[nodiscard]] std::vector<Likeness::Sample> samples_of(const Knowledge& knowledge,
                                                       std::string_view without = {});

}  // namespace porchlight::doctor
