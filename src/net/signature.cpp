// SPDX-License-Identifier: Apache-2.0
#include "net/signature.hpp"

#include "base/check.hpp"

#include <sodium.h>

#include <string>

namespace porchlight::net {

namespace {

static_assert(crypto_hash_sha256_BYTES == std::tuple_size_v<Sha256>);
static_assert(crypto_sign_PUBLICKEYBYTES == std::tuple_size_v<PublicKey>);
static_assert(crypto_sign_BYTES == std::tuple_size_v<Signature>);

const unsigned char* bytes_of(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

Sha256 sha256(std::span<const std::uint8_t> bytes) {
    Sha256 hash{};
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
    return hash;
}

bool is_signed(std::span<const std::uint8_t> bytes, const Signature& signature,
               const PublicKey& key) {
    return crypto_sign_verify_detached(signature.data(), bytes.data(), bytes.size(), key.data()) ==
           0;
}

SecretKey::SecretKey(const Secret& seed) {
    std::string both(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_seed_keypair(public_key_.data(), bytes_of(both), bytes_of(seed.reveal()));
    secret_ = Secret(std::move(both));
}

SecretKey SecretKey::generate() {
    PL_CHECK(sodium_init() >= 0, "libsodium finds no source of randomness");
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    randombytes_buf(seed.data(), seed.size());
    return SecretKey(Secret(std::move(seed)));
}

Result<SecretKey> SecretKey::from_text(const Secret& text) {
    const std::string& hex = text.reveal();
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    std::size_t length = 0;
    const bool read = sodium_hex2bin(bytes_of(seed), seed.size(), hex.data(), hex.size(), nullptr,
                                     &length, nullptr) == 0;
    const Secret secret(std::move(seed));
    if (!read || length != crypto_sign_SEEDBYTES) {
        return Error(ErrorCode::Corrupt, "This is not a secret key.");
    }
    return SecretKey(secret);
}

Secret SecretKey::to_text() const {
    // One more for the zero that libsodium puts at the end.
    std::string hex(2UL * crypto_sign_SEEDBYTES + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes_of(secret_.reveal()), crypto_sign_SEEDBYTES);
    hex.pop_back();
    return Secret(std::move(hex));
}

Signature SecretKey::sign(std::span<const std::uint8_t> bytes) const {
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes.data(), bytes.size(),
                         bytes_of(secret_.reveal()));
    return signature;
}

}  // namespace porchlight::net
