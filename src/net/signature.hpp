// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace porchlight::net {

/// SHA-256 (FIPS 180-4).
using Sha256 = std::array<std::uint8_t, 32>;
[[nodiscard]] Sha256 sha256(std::span<const std::uint8_t> bytes);

/// Ed25519 (RFC 8032).
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// Whether whoever holds the secret half of `key` signed exactly these bytes. Keys of small order
/// and second spellings of one signature are refused.
[[nodiscard]] bool is_signed(std::span<const std::uint8_t> bytes, const Signature& signature,
                             const PublicKey& key);

/// The secret half of an Ed25519 key. It cannot print itself, and is wiped at its end.
class SecretKey {
  public:
    /// A new key from the operating system's randomness.
    static SecretKey generate();
    /// From what `to_text` gave. @error Corrupt  Not that; the sentence repeats none of it.
    static Result<SecretKey> from_text(const Secret& text);
    /// For keeping: the 32 bytes of the seed (RFC 8032 section 5.1.5) in lower-case hexadecimal.
    [[nodiscard]] Secret to_text() const;

    [[nodiscard]] PublicKey public_key() const { return public_key_; }
    [[nodiscard]] Signature sign(std::span<const std::uint8_t> bytes) const;

  private:
    explicit SecretKey(const Secret& seed);

    Secret secret_;  // seed and public half, as libsodium wants them
    PublicKey public_key_{};
};

}  // namespace porchlight::net
