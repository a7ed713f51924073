// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace porchlight::net {

/// How a camera asks for the password, weakest first.
enum class AuthScheme : std::uint8_t {
    Basic,
    DigestMd5,
    DigestMd5Sess,
    DigestSha256,
    DigestSha256Sess
};

/// One WWW-Authenticate challenge that we can answer.
struct Challenge {
    AuthScheme scheme = AuthScheme::Basic;
    std::string realm;
    std::string nonce;
    std::string opaque;
    bool names_algorithm = false;  ///< Echoed only then.
    bool qop_auth = false;  ///< The camera offers qop="auth"; without it the older RFC 2069 form.
    bool stale = false;     ///< The password was right, the nonce was too old.
};

/// The strongest challenge that we can answer among the WWW-Authenticate headers of one response
/// (one header may hold several). Empty when there is none.
/// @source RFC 7616 section 3.3, RFC 7617 section 2, RFC 9110 section 11.6.1.
[[nodiscard]] std::optional<Challenge> strongest_challenge(std::span<const std::string> headers);

/// What a Digest answer is made of besides the challenge.
struct DigestInput {
    std::string_view user;
    std::string_view password;
    std::string_view method;
    std::string_view uri;
    std::string_view cnonce;
    std::uint32_t nonce_count = 1;
};
/// The `response` value. Pure. @source RFC 7616 section 3.4.1, RFC 2069 for no qop.
/// @error Internal  OpenSSL lacks the hash.
Result<std::string> digest_response(const Challenge& challenge, const DigestInput& input);

/// Answers the challenges of one server: remembers the last one and counts its uses.
///
/// Strand-bound.
class Authenticator {
  public:
    Authenticator(std::string user, Secret password)
        : user_(std::move(user)), password_(std::move(password)) {}

    /// Takes the challenges of a 401. Success means: send the request again with `authorization`.
    /// @error PermissionDenied  There is no password, or the same one was refused already.
    /// @error Unsupported  Only schemes that we do not know.
    Result<> on_challenge(std::span<const std::string> headers);
    /// A request went through: a later 401 is a new question, not a refusal.
    void on_accepted() { answered_ = false; }
    /// The Authorization header's value, or empty before the first challenge.
    Result<std::string> authorization(std::string_view method, std::string_view uri);

  private:
    Result<std::string> digest(std::string_view method, std::string_view uri);

    std::string user_;
    Secret password_;
    std::optional<Challenge> challenge_;
    std::string cnonce_;
    std::uint32_t nonce_count_ = 0;
    bool answered_ = false;
};

}  // namespace porchlight::net
