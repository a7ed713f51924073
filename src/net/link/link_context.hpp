// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "net/tls/certificate_authority.hpp"

#include <memory>
#include <string>

struct ssl_ctx_st;  // NOLINT(readability-identifier-naming): OpenSSL's SSL_CTX

namespace porchlight::net::link {

/// What one end of a link shows and whom it believes. TLS 1.3 only, no tickets, no early data; idle
/// connections give their buffers back. Immutable; thread-safe to share.
class LinkContext {
  public:
    /// The hub's end: shows `server`, and asks for a certificate of `authority_pem` without
    /// demanding one. Who shows none can pair and nothing else; who shows a bad one is cut off.
    /// @error InvalidArgument  Damaged, or the two do not belong together.
    static Result<std::shared_ptr<const LinkContext>> for_hub(const tls::Credentials& server,
                                                              const std::string& authority_pem);
    /// A paired camera's end: shows `own`, and believes nobody but servers of `authority_pem`. It
    /// does not look at dates, since many cameras have no clock before the hub tells them the time.
    /// @error InvalidArgument
    static Result<std::shared_ptr<const LinkContext>> for_camera(const tls::Credentials& own,
                                                                 const std::string& authority_pem);
    /// An unpaired camera's end: shows nothing and believes anybody; pairing proves the hub.
    static Result<std::shared_ptr<const LinkContext>> for_pairing();

    ~LinkContext();
    LinkContext(const LinkContext&) = delete;
    LinkContext& operator=(const LinkContext&) = delete;
    LinkContext(LinkContext&&) = delete;
    LinkContext& operator=(LinkContext&&) = delete;

    /// For net/link/ alone.
    [[nodiscard]] ssl_ctx_st* native() const { return context_; }

  private:
    explicit LinkContext(ssl_ctx_st* context) : context_(context) {}
    ssl_ctx_st* context_;
};

}  // namespace porchlight::net::link
