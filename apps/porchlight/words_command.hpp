// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace porchlight::app {

/// Prints what the program says to people in another language, as one JSON object by the English
/// sentences, for the app's build. @param language "de"
int print_words(const std::string& language);

}  // namespace porchlight::app
