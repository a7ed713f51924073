// SPDX-License-Identifier: Apache-2.0
#include "hub/spoken.hpp"

#include <fmt/format.h>

namespace porchlight::hub {

std::string spoken(std::chrono::seconds span) {
    if (span < std::chrono::minutes(2)) {
        return fmt::format("{} s", span.count());
    }
    if (span < std::chrono::hours(2)) {
        return fmt::format("{} min", span / std::chrono::minutes(1));
    }
    if (span < std::chrono::days(2)) {
        return fmt::format("{} h", span / std::chrono::hours(1));
    }
    return fmt::format("{} days", span / std::chrono::days(1));
}

}  // namespace porchlight::hub
