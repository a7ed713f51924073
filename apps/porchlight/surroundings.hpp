// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// What a program that serves pages finds around itself. Used from main().
namespace porchlight::app {

/// Where the web app lies: installed beside the program, or in the source tree that it was built
/// in. Empty if it is in neither.
[[nodiscard]] std::string default_web_dir();

}  // namespace porchlight::app
