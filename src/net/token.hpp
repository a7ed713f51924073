// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace porchlight::net {

/// 256 random bits as 43 characters that need no escaping in addresses and cookies (base64url,
/// RFC 4648 section 5, without padding).
[[nodiscard]] Secret random_token();

/// What is stored in place of a token: its SHA-256 in lower-case hexadecimal. A token has 256 bits,
/// so that no salt and no slow hash are needed.
[[nodiscard]] std::string token_hash(std::string_view token);

/// Compares in a time that depends on the lengths alone.
[[nodiscard]] bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace porchlight::net
