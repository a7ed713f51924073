// SPDX-License-Identifier: Apache-2.0
#include "rt/deadline.hpp"

#include <fmt/format.h>

namespace porchlight::rt {

Error timed_out(std::string what, std::chrono::microseconds limit) {
    const double seconds = std::chrono::duration<double>(limit).count();
    return {ErrorCode::TimedOut, fmt::format("{}: no answer for {:.3g} s", what, seconds)};
}

}  // namespace porchlight::rt
