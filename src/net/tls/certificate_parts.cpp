// SPDX-License-Identifier: Apache-2.0
#include "net/tls/certificate_parts.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <utility>

namespace porchlight::net::tls {

namespace {

/// Phones with a clock that is a little behind take it too.
constexpr auto kBackdate = std::chrono::days(1);

}  // namespace

std::time_t to_seconds(UtcTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Result<> add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
        return openssl_error("make a certificate");
    }
    return {};
}

Result<CertificatePtr> blank_certificate(EVP_PKEY* key, const std::string& common_name, UtcTime now,
                                         std::chrono::days life) {
    CertificatePtr certificate(X509_new());
    std::array<unsigned char, 16> serial{};
    RAND_bytes(serial.data(), serial.size());
    serial[0] &= 0x7FU;  // a positive number (RFC 5280 section 4.1.2.2)
    const std::unique_ptr<BIGNUM, Freed<BN_free>> number(
        BN_bin2bn(serial.data(), serial.size(), nullptr));
    X509_set_version(certificate.get(), X509_VERSION_3);
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()));
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), to_seconds(now - kBackdate));
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), to_seconds(now + life));
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0);
    if (X509_set_pubkey(certificate.get(), key) != 1) {
        return openssl_error("make a certificate");
    }
    return certificate;
}

Result<> sign_certificate(X509* certificate, X509* issuer, EVP_PKEY* issuer_key) {
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    if (X509_sign(certificate, issuer_key, EVP_sha256()) == 0) {
        return openssl_error("sign a certificate");
    }
    return {};
}

Result<KeyPtr> key_of_request(const std::string& pem, const PublicKey& expected) {
    const BioPtr memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const RequestPtr request(PEM_read_bio_X509_REQ(memory.get(), nullptr, nullptr, nullptr));
    KeyPtr key(request ? X509_REQ_get_pubkey(request.get()) : nullptr);
    if (!key || X509_REQ_verify(request.get(), key.get()) != 1 ||
        ed25519_of(key.get()) != expected) {
        ERR_clear_error();
        return Error(ErrorCode::PermissionDenied,
                     "The camera asked for a certificate with a key that is not its own.");
    }
    return key;
}

std::optional<PublicKey> ed25519_of(const EVP_PKEY* key) {
    PublicKey raw{};
    std::size_t size = raw.size();
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519 ||
        EVP_PKEY_get_raw_public_key(key, raw.data(), &size) != 1 || size != raw.size()) {
        return std::nullopt;
    }
    return raw;
}

std::string common_name(const X509* certificate) {
    std::array<char, 65> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(),
                              static_cast<int>(name.size()));
    return name.data();
}

UtcTime end_of(const X509* certificate) {
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) {
        return {};
    }
    const auto day = std::chrono::year(end.tm_year + 1900) /
                     std::chrono::month(static_cast<unsigned>(end.tm_mon + 1)) /
                     std::chrono::day(static_cast<unsigned>(end.tm_mday));
    return std::chrono::sys_days(day) + std::chrono::hours(end.tm_hour) +
           std::chrono::minutes(end.tm_min) + std::chrono::seconds(end.tm_sec);
}

}  // namespace porchlight::net::tls
