// SPDX-License-Identifier: Apache-2.0
#include "net/tls/server_context.hpp"

#include <boost/asio/ssl/context.hpp>
#include <openssl/ssl.h>

#include <utility>

namespace porchlight::net::tls {

namespace ssl = boost::asio::ssl;

ServerContext::ServerContext(std::unique_ptr<ssl::context> context)
    : context_(std::move(context)) {}
ServerContext::~ServerContext() = default;

Result<std::shared_ptr<const ServerContext>> ServerContext::create(const std::string& chain_pem,
                                                                   const Secret& key_pem) {
    auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_3_VERSION);
    // Session tickets would let a stolen ticket key read old sessions; a home has few handshakes.
    SSL_CTX_set_num_tickets(context->native_handle(), 0);
    SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    boost::system::error_code error;
    context->use_certificate_chain(boost::asio::buffer(chain_pem), error);
    if (!error) {
        context->use_private_key(boost::asio::buffer(key_pem.reveal()), ssl::context::pem, error);
    }
    if (error || SSL_CTX_check_private_key(context->native_handle()) != 1) {
        return Error(ErrorCode::InvalidArgument,
                     "The hub's certificate and key do not fit together or are damaged.");
    }
    return std::shared_ptr<const ServerContext>(new ServerContext(std::move(context)));
}

}  // namespace porchlight::net::tls
