// SPDX-License-Identifier: Apache-2.0
#include "net/tls/openssl.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

namespace porchlight::net::tls {

namespace {

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

BioPtr reader(const std::string& text) {
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

}  // namespace

Error openssl_error(std::string doing) {
    std::array<char, 256> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    ERR_clear_error();
    return {ErrorCode::Internal, doing + ": " + reason.data()};
}

std::string to_pem(const X509* certificate) {
    const BioPtr memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(memory.get(), certificate);
    return text_of(memory.get());
}

Secret to_pem(const EVP_PKEY* key) {
    const BioPtr memory(BIO_new(BIO_s_secmem()));
    PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return Secret(text_of(memory.get()));
}

Result<CertificatePtr> certificate_from_pem(const std::string& pem) {
    CertificatePtr certificate(PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr));
    if (!certificate) {
        ERR_clear_error();
        return Error(ErrorCode::Corrupt, "not a certificate in PEM");
    }
    return certificate;
}

Result<KeyPtr> key_from_pem(const Secret& pem) {
    KeyPtr key(PEM_read_bio_PrivateKey(reader(pem.reveal()).get(), nullptr, nullptr, nullptr));
    if (!key) {
        ERR_clear_error();
        return Error(ErrorCode::Corrupt, "not a private key in PEM");
    }
    return key;
}

}  // namespace porchlight::net::tls
