// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::net {

struct Login {
    std::string user;
    Secret password;
};

/// The asking side of a Digest login, for one connection: a nonce of its own, so that an answer is
/// worth nothing on any other. Basic is never offered: it shows the password.
/// @source RFC 7616 sections 3.3 to 3.5; RFC 2069 for clients without qop (live555, and so VLC).
///
/// Strand-bound.
class DigestGuard {
  public:
    /// @param logins Whom to let in; nobody if there are none.
    DigestGuard(std::string realm, std::vector<Login> logins);

    /// The WWW-Authenticate headers of a 401: SHA-256, and MD5 for those who know nothing newer.
    [[nodiscard]] std::vector<std::string> challenges() const;
    /// Who asks, if `authorization` (the header's value) proves it for this request.
    /// @param uri As in the request line. The answer may have been made for its path alone.
    [[nodiscard]] std::optional<std::string> user_of(std::string_view authorization,
                                                     std::string_view method,
                                                     std::string_view uri) const;

  private:
    std::string realm_;
    std::string nonce_;
    std::vector<Login> logins_;
};

}  // namespace porchlight::net
