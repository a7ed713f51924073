// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"

#include <string>
#include <vector>

namespace porchlight::doctor {

/// What is wrong with knowledge that can be read: causes that no step cures, causes that nothing
/// tells apart, causes whose own typical case is taken for another, observations that speak for
/// nothing, and sentences that are hard to read. A sentence each, with the file's name.
[[nodiscard]] std::vector<std::string> check(const Knowledge& knowledge);

}  // namespace porchlight::doctor
