// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// Messages that a push service passes on and cannot read. @source RFC 8291, RFC 8188.
namespace porchlight::net::push {

/// What a browser gave to be sent to: its public key on P-256 and its authentication secret.
struct ReceiverKeys {
    std::array<std::uint8_t, 65> point{};
    std::array<std::uint8_t, 16> auth{};

    /// From the text that browsers give, base64url (RFC 8291 section 3.2).
    /// @error InvalidArgument  Not such keys, or no point of the curve.
    static Result<ReceiverKeys> parse(std::string_view key, std::string_view auth);
};

/// What a message is encrypted with beside those: of one message alone.
struct MessageSecrets {
    std::array<std::uint8_t, 65> point{};  ///< The sender's, public.
    Secret scalar;                         ///< 32 bytes that belong to it.
    std::array<std::uint8_t, 16> salt{};

    /// From the operating system's randomness. @error Internal
    static Result<MessageSecrets> fresh();
};

/// Push services take no more than 4096 bytes of body (RFC 8030 section 7.2); of those, this many
/// are ours.
inline constexpr std::size_t kLargestText = 3993;

/// The body for Content-Encoding: aes128gcm.
/// @error InvalidArgument  The text is too long.   @error Internal  OpenSSL will not.
Result<std::string> encrypt(std::string_view text, const ReceiverKeys& to,
                            const MessageSecrets& with);

}  // namespace porchlight::net::push
