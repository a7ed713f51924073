// SPDX-License-Identifier: Apache-2.0
#include "rt/backoff.hpp"

#include <algorithm>

namespace porchlight::rt {

std::chrono::milliseconds Backoff::next(Random& random) {
    const auto step = static_cast<double>(step_.count());
    const std::chrono::milliseconds wait(
        static_cast<std::int64_t>(step * (0.5 + 0.5 * random.unit())));
    step_ = std::min(step_ * 2, kLongest);
    return std::max(wait, kFirst);
}

}  // namespace porchlight::rt
