// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

/// Private to net/: OpenSSL's objects with owners, and PEM.
namespace porchlight::net::tls {

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, Freed<X509_REQ_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;

/// "<doing>: <OpenSSL's reason>"; empties OpenSSL's queue of errors.
[[nodiscard]] Error openssl_error(std::string doing);

[[nodiscard]] std::string to_pem(const X509* certificate);
[[nodiscard]] Secret to_pem(const EVP_PKEY* key);
/// @error Corrupt
Result<CertificatePtr> certificate_from_pem(const std::string& pem);
/// @error Corrupt
Result<KeyPtr> key_from_pem(const Secret& pem);

}  // namespace porchlight::net::tls
