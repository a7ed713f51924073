// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "net/signature.hpp"
#include "net/tls/openssl.hpp"

#include <chrono>
#include <ctime>
#include <optional>
#include <string>

/// Private to net/: making certificates, and reading what stands in them.
namespace porchlight::net::tls {

[[nodiscard]] std::time_t to_seconds(UtcTime time);

/// @param kind, value As openssl.cnf has them. @error Internal
Result<> add_extension(X509* certificate, X509* issuer, int kind, const std::string& value);
/// A version 3 certificate with everything but extensions and signature; begins a day ago.
Result<CertificatePtr> blank_certificate(EVP_PKEY* key, const std::string& common_name, UtcTime now,
                                         std::chrono::days life);
Result<> sign_certificate(X509* certificate, X509* issuer, EVP_PKEY* issuer_key);

/// The key that a signing request (RFC 2986) is for; whoever made it holds the secret half.
/// @error PermissionDenied  Damaged, signed by another key, or not for `expected`.
Result<KeyPtr> key_of_request(const std::string& pem, const PublicKey& expected);
/// Empty for keys of other kinds.
[[nodiscard]] std::optional<PublicKey> ed25519_of(const EVP_PKEY* key);
[[nodiscard]] std::string common_name(const X509* certificate);
/// The last moment of its life.
[[nodiscard]] UtcTime end_of(const X509* certificate);

}  // namespace porchlight::net::tls
