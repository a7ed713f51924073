// SPDX-License-Identifier: Apache-2.0
#include "net/link/link_context.hpp"

#include "net/tls/openssl.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <utility>

namespace porchlight::net::link {

namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, tls::Freed<SSL_CTX_free>>;

Error damaged(std::string sentence) {
    ERR_clear_error();
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

Result<ContextPtr> blank(const SSL_METHOD* method) {
    ContextPtr context(SSL_CTX_new(method));
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1) {
        return tls::openssl_error("set up TLS");
    }
    SSL_CTX_set_num_tickets(context.get(), 0);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                        SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    return context;
}

/// The leaf first, what else stands in the text behind it.
Result<> show(SSL_CTX* context, const tls::Credentials& credentials) {
    const std::string& pem = credentials.chain_pem;
    const tls::BioPtr memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const tls::CertificatePtr leaf(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    const auto key = tls::key_from_pem(credentials.key_pem);
    if (!leaf || !key || SSL_CTX_use_certificate(context, leaf.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, key->get()) != 1 ||
        SSL_CTX_check_private_key(context) != 1) {
        return damaged("The certificate and key of the link do not fit together or are damaged.");
    }
    while (X509* more = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)) {
        SSL_CTX_add0_chain_cert(context, more);
    }
    ERR_clear_error();
    return {};
}

Result<> believe(SSL_CTX* context, const std::string& authority_pem) {
    const auto authority = tls::certificate_from_pem(authority_pem);
    if (!authority || X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority->get()) != 1) {
        return damaged("The hub's authority is damaged.");
    }
    SSL_CTX_set_verify_depth(context, 1);
    return {};
}

}  // namespace

LinkContext::~LinkContext() {
    SSL_CTX_free(context_);
}

Result<std::shared_ptr<const LinkContext>> LinkContext::for_hub(const tls::Credentials& server,
                                                                const std::string& authority_pem) {
    PL_TRY(auto context, blank(TLS_server_method()));
    PL_TRY_VOID(show(context.get(), server));
    PL_TRY_VOID(believe(context.get(), authority_pem));
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    return std::shared_ptr<const LinkContext>(new LinkContext(context.release()));
}

Result<std::shared_ptr<const LinkContext>> LinkContext::for_camera(
    const tls::Credentials& own, const std::string& authority_pem) {
    PL_TRY(auto context, blank(TLS_client_method()));
    PL_TRY_VOID(show(context.get(), own));
    PL_TRY_VOID(believe(context.get(), authority_pem));
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.get()), X509_V_FLAG_NO_CHECK_TIME);
    return std::shared_ptr<const LinkContext>(new LinkContext(context.release()));
}

Result<std::shared_ptr<const LinkContext>> LinkContext::for_pairing() {
    PL_TRY(auto context, blank(TLS_client_method()));
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
    return std::shared_ptr<const LinkContext>(new LinkContext(context.release()));
}

}  // namespace porchlight::net::link
