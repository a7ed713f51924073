// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "net/signature.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::camera {

/// The first 8 bytes of the SHA-256 of a public key.
using KeyId = std::array<std::uint8_t, 8>;
[[nodiscard]] KeyId key_id(const net::PublicKey& key);
[[nodiscard]] std::string to_string(const KeyId& id);

/// Whose signatures a camera takes. It is part of the image, so that new keys come with an update
/// that the old ones signed.
///
/// As a file:
///     porchlight root 1
///     version 1
///     threshold 2
///     key 3d4017c3…   (64 hexadecimal digits; a line for each key)
struct TrustRoot {
    static constexpr std::size_t kMostKeys = 8;

    std::uint32_t version = 1;    ///< Grows with each change of the keys.
    std::uint32_t threshold = 2;  ///< So many different keys must have signed. 1 to all of them.
    std::vector<net::PublicKey> keys;  ///< 1 to kMostKeys, all different.

    /// @return Null if there is none with that id.
    [[nodiscard]] const net::PublicKey* find(const KeyId& id) const;
};

[[nodiscard]] std::string to_text(const TrustRoot& root);
/// @error Corrupt  Not of that form, or its numbers make no sense.
Result<TrustRoot> parse_trust_root(std::string_view text);

}  // namespace porchlight::camera
