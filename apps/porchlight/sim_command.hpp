// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace porchlight::app {

/// `porchlight sim [FILE|NAME]`: runs a virtual household and tells its story as it happens.
struct SimCommand {
    enum class Form : std::uint8_t { Text, Json };

    std::string household;    ///< A file, or the name of an example; empty: which there are.
    std::string time = "1d";  ///< How long it runs, on its own clock.
    std::uint64_t seed = 1;
    Form form = Form::Text;
};

/// @return 0, or 1 when there is no such household or its file is wrong.
int run_sim(const SimCommand& command);

}  // namespace porchlight::app
