// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;  // NOLINT(readability-identifier-naming): Asio's name
}

namespace porchlight::net::tls {

/// A certificate chain and key that a server shows; TLS 1.3 only. Immutable; thread-safe to share.
class ServerContext {
  public:
    /// @param chain_pem The leaf first. @error InvalidArgument  The two do not belong together or
    /// cannot be read.
    static Result<std::shared_ptr<const ServerContext>> create(const std::string& chain_pem,
                                                               const Secret& key_pem);
    ~ServerContext();
    ServerContext(const ServerContext&) = delete;
    ServerContext& operator=(const ServerContext&) = delete;
    ServerContext(ServerContext&&) = delete;
    ServerContext& operator=(ServerContext&&) = delete;

    /// For net/ alone. Asio asks for a mutable one, and changes nothing in it.
    [[nodiscard]] boost::asio::ssl::context& native() const { return *context_; }

  private:
    explicit ServerContext(std::unique_ptr<boost::asio::ssl::context> context);
    std::unique_ptr<boost::asio::ssl::context> context_;
};

}  // namespace porchlight::net::tls
