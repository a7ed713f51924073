// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace porchlight::app {

/// `porchlight doctor` with a person: asks one thing at a time, has one step done, watches whether
/// it helped, and says why. Without a hub; Ctrl+C or the end of the input leaves.
/// @param words  What is wrong; empty: it asks.
/// @return 0
int walk_with_the_doctor(const std::string& words);

}  // namespace porchlight::app
