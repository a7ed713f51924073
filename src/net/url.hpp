// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace porchlight::net {

enum class CameraScheme : std::uint8_t { Rtsp, Rtsps };

/// The address of a camera's stream as people paste it: rtsp://user:password@host:port/path?query.
///
/// Not RFC 3986, because what people paste is not: a password may hold `@`, `:`, `/`, `#` and `?`
/// as they are, or percent-encoded. The user ends at the first `:`, the password at the last `@`
/// that a believable host follows. Where two readings remain, a numeric address beats a name, and a
/// name with a dot beats one without.
class CameraUrl {
  public:
    /// @error InvalidArgument  With a sentence that says what to correct; it never repeats the
    /// password.
    static Result<CameraUrl> parse(std::string_view text);

    [[nodiscard]] CameraScheme scheme() const { return scheme_; }
    /// Decoded. Empty when the address has none.
    [[nodiscard]] const std::string& user() const { return user_; }
    [[nodiscard]] const Secret& password() const { return password_; }
    /// A name, an IPv4 or an IPv6 address without brackets.
    [[nodiscard]] const std::string& host() const { return host_; }
    /// The one given, else 554 (rtsp) or 322 (rtsps). @source RFC 2326 section 3.2, RFC 7826
    /// section 4.2.
    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// Path and query as given, spaces percent-encoded; empty or beginning with '/' or '?'.
    [[nodiscard]] const std::string& target() const { return target_; }

    /// For the request line: no user and no password, always with the port.
    [[nodiscard]] std::string request_uri() const;
    /// "host:port", IPv6 in brackets.
    [[nodiscard]] std::string authority() const;
    /// For logs and pages: the password, and values of the query that are named like one, shown as
    /// ***.
    [[nodiscard]] std::string redacted() const;
    /// For a library that takes only text: user and password percent-encoded. Never for logs.
    [[nodiscard]] Secret with_credentials() const;

    /// The same address with another user and password.
    [[nodiscard]] CameraUrl with_login(std::string user, Secret password) const;
    /// The same with another host, as `host` gives it.
    [[nodiscard]] CameraUrl with_host(std::string host) const;
    /// The same address and credentials with another path; `target` as `target()` gives it.
    [[nodiscard]] CameraUrl with_target(std::string target) const;
    /// `target` reached by a redirect from here: it keeps this address's user and password only
    /// when the host is the same and it brings none of its own.
    [[nodiscard]] CameraUrl redirected_to(CameraUrl target) const;

  private:
    CameraUrl() = default;

    CameraScheme scheme_ = CameraScheme::Rtsp;
    std::string user_;
    Secret password_;
    std::string host_;
    std::uint16_t port_ = 554;
    std::string target_;
};

}  // namespace porchlight::net
