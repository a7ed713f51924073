// SPDX-License-Identifier: Apache-2.0
#include "camera/release.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace porchlight::camera {

std::string to_string(Version version) {
    return std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
           std::to_string(version.patch);
}

Result<Version> parse_version(std::string_view text) {
    std::array<std::uint16_t, 3> parts{};
    const char* at = text.data();
    const char* end = at + text.size();
    for (std::uint16_t& part : parts) {
        const auto [after, error] = std::from_chars(at, end, part);
        if (error != std::errc()) {
            break;
        }
        at = after == end ? end : after + 1;
    }
    const Version version{parts[0], parts[1], parts[2]};
    // Anything that is spelled in another way was not read whole.
    if (to_string(version) != text) {
        return Error(ErrorCode::InvalidArgument, "A version is three numbers, such as 1.2.0.");
    }
    return version;
}

Release highest(const Release& a, const Release& b) {
    return {std::max(a.version, b.version), std::max(a.epoch, b.epoch)};
}

}  // namespace porchlight::camera
