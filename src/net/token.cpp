// SPDX-License-Identifier: Apache-2.0
#include "net/token.hpp"

#include "base/base64.hpp"
#include "base/base64url.hpp"

#include <sodium.h>

#include <array>

namespace porchlight::net {

Secret random_token() {
    std::array<std::uint8_t, 32> bits{};
    randombytes_buf(bits.data(), bits.size());
    return Secret(to_base64url(bits));
}

std::string token_hash(std::string_view token) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(token.data()),
                       token.size());
    return to_hex(hash);
}

bool equal_secrets(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace porchlight::net
