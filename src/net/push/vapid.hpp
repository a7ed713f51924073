// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

#include <memory>
#include <string>
#include <string_view>

/// How a hub shows a push service that it is the one that a browser subscribed to.
/// @source RFC 8292 (VAPID), RFC 7515 and 7518 (JWT signed with ES256).
namespace porchlight::net::push {

/// A key pair on P-256, made once by each hub. Immutable; thread-safe to share.
class VapidKey {
  public:
    /// @error Internal
    static Result<VapidKey> generate();
    /// From what `to_text` gave. @error Corrupt
    static Result<VapidKey> from_text(const Secret& text);
    /// For keeping: PEM.
    [[nodiscard]] Secret to_text() const;

    /// What browsers subscribe with (`applicationServerKey`): the point, in base64url.
    [[nodiscard]] const std::string& public_text() const { return public_text_; }
    /// The Authorization field of a request.
    /// @param origin Of the push service: "https://push.example".
    /// @param expires At most 24 h from now (RFC 8292 section 2). @error Internal
    [[nodiscard]] Result<std::string> authorization(std::string_view origin, UtcTime expires) const;

  private:
    struct Key;
    explicit VapidKey(std::shared_ptr<const Key> key, std::string public_text);

    std::shared_ptr<const Key> key_;
    std::string public_text_;
};

}  // namespace porchlight::net::push
