// SPDX-License-Identifier: Apache-2.0
#include "net/push/push_receiver_for_test.hpp"

#include "net/push/p256.hpp"

#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace porchlight::net::push {

namespace {

using Bytes = std::vector<std::uint8_t>;
using CipherPtr = std::unique_ptr<EVP_CIPHER_CTX, tls::Freed<EVP_CIPHER_CTX_free>>;
using ContextPtr = std::unique_ptr<EVP_PKEY_CTX, tls::Freed<EVP_PKEY_CTX_free>>;

/// OpenSSL's own HKDF, which the sender does not use.
Bytes hkdf(const Bytes& salt, const Bytes& input, const std::string& info, std::size_t size) {
    const ContextPtr context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
    Bytes out(size);
    EVP_PKEY_derive_init(context.get());
    EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256());
    EVP_PKEY_CTX_set1_hkdf_salt(context.get(), salt.data(), static_cast<int>(salt.size()));
    EVP_PKEY_CTX_set1_hkdf_key(context.get(), input.data(), static_cast<int>(input.size()));
    EVP_PKEY_CTX_add1_hkdf_info(context.get(), reinterpret_cast<const std::uint8_t*>(info.data()),
                                static_cast<int>(info.size()));
    EVP_PKEY_derive(context.get(), out.data(), &size);
    return out;
}

std::optional<std::string> open(std::string_view sealed, const Bytes& key, const Bytes& nonce) {
    constexpr std::size_t kTag = 16;
    if (sealed.size() < kTag) {
        return std::nullopt;
    }
    const std::size_t length = sealed.size() - kTag;
    std::string tag(sealed.substr(length));
    std::string plain(length, '\0');
    const CipherPtr cipher(EVP_CIPHER_CTX_new());
    int size = 0;
    EVP_DecryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, key.data(), nonce.data());
    EVP_DecryptUpdate(cipher.get(), reinterpret_cast<std::uint8_t*>(plain.data()), &size,
                      reinterpret_cast<const std::uint8_t*>(sealed.data()),
                      static_cast<int>(length));
    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTag, tag.data());
    if (EVP_DecryptFinal_ex(cipher.get(), nullptr, &size) != 1) {
        return std::nullopt;
    }
    plain.resize(plain.find_last_not_of('\0') + 1);
    if (plain.empty() || plain.back() != '\x02') {
        return std::nullopt;
    }
    plain.pop_back();
    return plain;
}

}  // namespace

std::optional<std::string> read_push(std::string_view body) {
    constexpr std::size_t kHeader = 16 + 4 + 1 + 65;
    if (body.size() < kHeader) {
        return std::nullopt;
    }
    using namespace std::string_literals;
    const Bytes salt(body.begin(), body.begin() + 16);
    PublicPoint sender{};
    std::copy_n(body.begin() + 21, sender.size(), sender.begin());
    PublicPoint own{};
    std::ranges::copy(*from_base64url(kTestKey), own.begin());
    const auto ours = key_from_scalar(*from_base64url(kTestScalar), own);
    const auto theirs = key_from_point(sender);
    if (!ours || !theirs) {
        return std::nullopt;
    }
    const auto secret = shared_secret(ours->get(), theirs->get());
    const Bytes input = hkdf(*from_base64url(kTestAuth), *secret,
                             "WebPush: info\0"s + std::string(own.begin(), own.end()) +
                                 std::string(sender.begin(), sender.end()),
                             32);
    return open(body.substr(kHeader), hkdf(salt, input, "Content-Encoding: aes128gcm\0"s, 16),
                hkdf(salt, input, "Content-Encoding: nonce\0"s, 12));
}

}  // namespace porchlight::net::push
