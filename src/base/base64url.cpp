// SPDX-License-Identifier: Apache-2.0
#include "base/base64url.hpp"

#include "base/base64.hpp"

#include <algorithm>

namespace porchlight {

std::string to_base64url(std::span<const std::uint8_t> bytes) {
    std::string text = to_base64(bytes);
    std::erase(text, '=');
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

Result<std::vector<std::uint8_t>> from_base64url(std::string_view text) {
    if (text.find_first_of("+/") != std::string_view::npos) {
        return Error(ErrorCode::Corrupt, "not base 64 for addresses");
    }
    std::string plain(text);
    std::ranges::replace(plain, '-', '+');
    std::ranges::replace(plain, '_', '/');
    return from_base64(plain);
}

}  // namespace porchlight
