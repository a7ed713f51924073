// SPDX-License-Identifier: Apache-2.0
#include "net/push/vapid.hpp"

#include "base/base64url.hpp"
#include "net/push/p256.hpp"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>

#include <array>
#include <span>
#include <vector>

namespace porchlight::net::push {

namespace {

using DigestPtr = std::unique_ptr<EVP_MD_CTX, tls::Freed<EVP_MD_CTX_free>>;
using SignaturePtr = std::unique_ptr<ECDSA_SIG, tls::Freed<ECDSA_SIG_free>>;

/// Who to write to about our messages (RFC 8292 section 2.1). A hub is its owner's own: there is
/// nobody else, and push services refuse requests without one.
constexpr std::string_view kContact = "mailto:hub@porchlight.example";

std::string encoded(std::string_view text) {
    return to_base64url({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

/// The two halves of a signature, 32 bytes each (RFC 7518 section 3.4), out of OpenSSL's DER.
Result<std::array<std::uint8_t, 64>> halves(const std::vector<std::uint8_t>& der) {
    const std::uint8_t* begin = der.data();
    // NOLINTNEXTLINE(google-runtime-int): OpenSSL counts in it
    const SignaturePtr signature(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size())));
    std::array<std::uint8_t, 64> both{};
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), both.data(), 32) != 32 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), both.data() + 32, 32) != 32) {
        return tls::openssl_error("sign");
    }
    return both;
}

Result<std::array<std::uint8_t, 64>> sign(std::string_view text, EVP_PKEY* key) {
    const DigestPtr digest(EVP_MD_CTX_new());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t size = 0;
    if (EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(digest.get(), nullptr, &size, bytes, text.size()) != 1) {
        return tls::openssl_error("sign");
    }
    std::vector<std::uint8_t> der(size);
    if (EVP_DigestSign(digest.get(), der.data(), &size, bytes, text.size()) != 1) {
        return tls::openssl_error("sign");
    }
    der.resize(size);
    return halves(der);
}

}  // namespace

struct VapidKey::Key {
    tls::KeyPtr key;
};

VapidKey::VapidKey(std::shared_ptr<const Key> key, std::string public_text)
    : key_(std::move(key)), public_text_(std::move(public_text)) {}

Result<VapidKey> VapidKey::generate() {
    PL_TRY(auto key, new_key());
    PL_TRY(const PublicPoint point, point_of(key.get()));
    return VapidKey(std::make_shared<const Key>(Key{std::move(key)}), to_base64url(point));
}

Result<VapidKey> VapidKey::from_text(const Secret& text) {
    PL_TRY(auto key, tls::key_from_pem(text));
    const auto point = point_of(key.get());
    if (!point) {
        return Error(ErrorCode::Corrupt, "not a key on P-256");
    }
    return VapidKey(std::make_shared<const Key>(Key{std::move(key)}), to_base64url(*point));
}

Secret VapidKey::to_text() const {
    return tls::to_pem(key_->key.get());
}

Result<std::string> VapidKey::authorization(std::string_view origin, UtcTime expires) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(expires).time_since_epoch();
    const std::string claims =
        fmt::format(R"({{"aud":"{}","exp":{},"sub":"{}"}})", origin, seconds.count(), kContact);
    const std::string signed_part =
        encoded(R"({"typ":"JWT","alg":"ES256"})") + "." + encoded(claims);
    PL_TRY(const auto signature, sign(signed_part, key_->key.get()));
    return fmt::format("vapid t={}.{}, k={}", signed_part, to_base64url(signature), public_text_);
}

}  // namespace porchlight::net::push
