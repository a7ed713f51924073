// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "homes/home.hpp"

#include <string_view>

namespace porchlight::homes {

/// Does one step of spec/doctor/steps in the household, as its words say. What is no deed there
/// (settings of programs that these homes do not have) does nothing.
void carry_out(Home& home, std::string_view step);

}  // namespace porchlight::homes
