// SPDX-License-Identifier: Apache-2.0
#include "motion/settings.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::motion {

Result<Sensitivity> Sensitivity::create(int level) {
    if (level < kLowest || level > kHighest) {
        return Error(ErrorCode::InvalidArgument,
                     "The sensitivity must be a whole number from 1 to 9.");
    }
    return Sensitivity(level);
}

double Sensitivity::threshold_scale() const {
    return std::pow(1.22, 5 - level_);
}

int Sensitivity::smallest_object() const {
    return std::max(8, static_cast<int>(std::lround(12.0 * std::pow(1.2, 5 - level_))));
}

}  // namespace porchlight::motion
