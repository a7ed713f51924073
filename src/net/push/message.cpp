// SPDX-License-Identifier: Apache-2.0
#include "net/push/message.hpp"

#include "base/base64url.hpp"
#include "net/push/p256.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>
#include <span>

namespace porchlight::net::push {

namespace {

using Bytes = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;
using CipherPtr = std::unique_ptr<EVP_CIPHER_CTX, tls::Freed<EVP_CIPHER_CTX_free>>;

constexpr std::size_t kTag = 16;
constexpr std::uint32_t kRecord = 4096;
constexpr std::uint8_t kLastRecord = 2;

Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Digest hmac(Bytes key, std::string_view text) {
    Digest digest{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text).data(), text.size(),
         digest.data(), &size);
    return digest;
}

std::string text_of(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// HKDF (RFC 5869) for at most 32 bytes, which is one round.
Digest hkdf(Bytes salt, Bytes input, std::string info) {
    const Digest pseudo_random = hmac(salt, text_of(input));
    info.push_back('\x01');
    return hmac(pseudo_random, info);
}

struct ContentKey {
    std::array<std::uint8_t, 16> key{};
    std::array<std::uint8_t, 12> nonce{};
};

/// @source RFC 8291 section 3.3 and 3.4, RFC 8188 section 2.2 and 2.3.
Result<ContentKey> content_key(const ReceiverKeys& to, const MessageSecrets& with) {
    PL_TRY(const auto theirs, key_from_point(to.point));
    PL_TRY(const auto ours, key_from_scalar(bytes_of(with.scalar.reveal()), with.point));
    PL_TRY(const auto secret, shared_secret(ours.get(), theirs.get()));
    using namespace std::string_literals;
    const Digest input =
        hkdf(to.auth, secret, "WebPush: info\0"s + text_of(to.point) + text_of(with.point));
    const Digest key = hkdf(with.salt, input, "Content-Encoding: aes128gcm\0"s);
    const Digest nonce = hkdf(with.salt, input, "Content-Encoding: nonce\0"s);
    ContentKey content;
    std::copy_n(key.begin(), content.key.size(), content.key.begin());
    std::copy_n(nonce.begin(), content.nonce.size(), content.nonce.begin());
    return content;
}

/// AES-128-GCM, the tag behind.
Result<std::string> seal(const std::string& plain, const ContentKey& with) {
    const CipherPtr cipher(EVP_CIPHER_CTX_new());
    std::string sealed(plain.size() + kTag, '\0');
    auto* out = reinterpret_cast<std::uint8_t*>(sealed.data());
    int size = 0;
    int rest = 0;
    const bool is_sealed =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, with.key.data(),
                           with.nonce.data()) == 1 &&
        EVP_EncryptUpdate(cipher.get(), out, &size, bytes_of(plain).data(),
                          static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), out + size, &rest) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTag, out + plain.size()) == 1;
    if (!is_sealed) {
        return tls::openssl_error("encrypt a message");
    }
    return sealed;
}

/// @source RFC 8188 section 2.1: salt, size of a record, the sender's key as the key's id.
std::string header(const MessageSecrets& with) {
    std::string header = text_of(with.salt);
    for (int shift = 24; shift >= 0; shift -= 8) {
        header.push_back(static_cast<char>((kRecord >> static_cast<unsigned>(shift)) & 0xffU));
    }
    header.push_back(static_cast<char>(with.point.size()));
    return header + text_of(with.point);
}

template <std::size_t Size>
bool take(std::string_view text, std::array<std::uint8_t, Size>& into) {
    const auto bytes = from_base64url(text);
    if (!bytes || bytes->size() != Size) {
        return false;
    }
    std::ranges::copy(*bytes, into.begin());
    return true;
}

}  // namespace

Result<ReceiverKeys> ReceiverKeys::parse(std::string_view key, std::string_view auth) {
    ReceiverKeys keys;
    if (!take(key, keys.point) || !take(auth, keys.auth)) {
        return Error(ErrorCode::InvalidArgument, "That is no key of a browser.");
    }
    PL_TRY_VOID(key_from_point(keys.point));
    return keys;
}

Result<MessageSecrets> MessageSecrets::fresh() {
    MessageSecrets secrets;
    PL_TRY(const auto key, new_key());
    PL_TRY(secrets.point, point_of(key.get()));
    BIGNUM* scalar = nullptr;
    std::string bytes(32, '\0');
    const bool is_read =
        EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &scalar) == 1 &&
        BN_bn2binpad(scalar, reinterpret_cast<std::uint8_t*>(bytes.data()), 32) == 32;
    BN_clear_free(scalar);
    if (!is_read || RAND_bytes(secrets.salt.data(), static_cast<int>(secrets.salt.size())) != 1) {
        return tls::openssl_error("make a key");
    }
    secrets.scalar = Secret(std::move(bytes));
    return secrets;
}

Result<std::string> encrypt(std::string_view text, const ReceiverKeys& to,
                            const MessageSecrets& with) {
    if (text.size() > kLargestText) {
        return Error(ErrorCode::InvalidArgument, "The message is too long to be pushed.");
    }
    PL_TRY(const ContentKey key, content_key(to, with));
    std::string plain(text);
    plain.push_back(static_cast<char>(kLastRecord));
    PL_TRY(const std::string sealed, seal(plain, key));
    return header(with) + sealed;
}

}  // namespace porchlight::net::push
