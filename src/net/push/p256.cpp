// SPDX-License-Identifier: Apache-2.0
#include "net/push/p256.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <memory>

namespace porchlight::net::push {

namespace {

using tls::Freed;
using ContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using ParamsPtr = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;

constexpr const char* kCurve = "prime256v1";

/// @param scalar Null for the public half alone.
tls::KeyPtr make_key(const PublicPoint& point, const BIGNUM* scalar) {
    const BuilderPtr builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, kCurve, 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    if (scalar != nullptr) {
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar);
    }
    const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
    const ContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    const int selection = scalar == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
    const bool made = EVP_PKEY_fromdata_init(context.get()) == 1 &&
                      EVP_PKEY_fromdata(context.get(), &key, selection, params.get()) == 1;
    tls::KeyPtr owned(key);
    ERR_clear_error();
    return made ? std::move(owned) : nullptr;
}

}  // namespace

Result<tls::KeyPtr> key_from_point(const PublicPoint& point) {
    tls::KeyPtr key =
        point[0] == POINT_CONVERSION_UNCOMPRESSED ? make_key(point, nullptr) : nullptr;
    const ContextPtr check(key ? EVP_PKEY_CTX_new(key.get(), nullptr) : nullptr);
    if (!check || EVP_PKEY_public_check(check.get()) != 1) {
        ERR_clear_error();
        return Error(ErrorCode::InvalidArgument, "That is no key of a browser.");
    }
    return key;
}

Result<tls::KeyPtr> key_from_scalar(std::span<const std::uint8_t> scalar,
                                    const PublicPoint& point) {
    const NumberPtr number(BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), nullptr));
    tls::KeyPtr key = make_key(point, number.get());
    if (!key) {
        return Error(ErrorCode::Corrupt, "not a key on P-256");
    }
    return key;
}

Result<tls::KeyPtr> new_key() {
    tls::KeyPtr key(EVP_EC_gen(kCurve));
    if (!key) {
        return tls::openssl_error("make a key");
    }
    return key;
}

Result<PublicPoint> point_of(const EVP_PKEY* key) {
    PublicPoint point{};
    std::size_t size = 0;
    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                        &size) != 1 ||
        size != point.size()) {
        return tls::openssl_error("read a public key");
    }
    return point;
}

Result<std::vector<std::uint8_t>> shared_secret(EVP_PKEY* ours, EVP_PKEY* theirs) {
    const ContextPtr context(EVP_PKEY_CTX_new(ours, nullptr));
    std::vector<std::uint8_t> secret(32);
    std::size_t size = secret.size();
    if (EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), theirs) != 1 ||
        EVP_PKEY_derive(context.get(), secret.data(), &size) != 1 || size != secret.size()) {
        return tls::openssl_error("agree on a secret");
    }
    return secret;
}

}  // namespace porchlight::net::push
