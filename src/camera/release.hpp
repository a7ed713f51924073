// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace porchlight::camera {

/// "1.2.0".
struct Version {
    std::uint16_t major = 0;
    std::uint16_t minor = 0;
    std::uint16_t patch = 0;

    auto operator<=>(const Version&) const = default;
};

[[nodiscard]] std::string to_string(Version version);
/// Three numbers up to 65535 without leading zeros. @error InvalidArgument
Result<Version> parse_version(std::string_view text);

/// What one image is, as far as going back is concerned.
struct Release {
    Version version;
    /// Raised when everything older must never run again.
    std::uint32_t epoch = 0;

    bool operator==(const Release&) const = default;
};

/// The higher of each.
[[nodiscard]] Release highest(const Release& a, const Release& b);

}  // namespace porchlight::camera
