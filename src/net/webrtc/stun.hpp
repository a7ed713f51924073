// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// STUN as an ICE-lite server needs it: it answers checks and never sends one of its own.
/// @source RFC 8489 (STUN), RFC 8445 sections 2.5 and 7.3 (ICE-lite).
namespace porchlight::net::webrtc {

/// An address and port as it stands in a message.
struct StunAddress {
    std::array<std::uint8_t, 16> bytes{};  ///< Network order; the first 4 for IPv4.
    bool is_v6 = false;
    std::uint16_t port = 0;

    friend bool operator==(const StunAddress&, const StunAddress&) = default;
};

/// A connectivity check that has not been believed yet. A view into its datagram.
struct StunCheck {
    std::array<std::uint8_t, 12> transaction{};
    std::string_view username;  ///< "ours:theirs", the fragments; empty when missing.
    std::uint32_t priority = 0;
    bool nominates = false;  ///< USE-CANDIDATE.
    bool has_integrity = false;
    bool has_fingerprint = false;  ///< One that is right; RFC 8445 wants it in each check.
    /// Comprehension-required attributes (below 0x8000) that are not understood; the first 16.
    std::vector<std::uint16_t> unknown;
};

/// By its first byte and magic cookie. @source RFC 7983 section 7.
[[nodiscard]] bool is_stun(std::span<const std::uint8_t> datagram);

/// A Binding request. Of what follows its integrity only the fingerprint counts.
/// @error Corrupt  Cut short, lengths that do not add up, a FINGERPRINT that is wrong.
/// @error Unsupported  Another method, or no request.
Result<StunCheck> parse_stun_check(std::span<const std::uint8_t> datagram);

/// Whether MESSAGE-INTEGRITY was made with this password. In constant time. False without one, and
/// for an empty password.
[[nodiscard]] bool has_right_integrity(std::span<const std::uint8_t> datagram,
                                       std::string_view password);

/// A Binding success response with XOR-MAPPED-ADDRESS, MESSAGE-INTEGRITY and FINGERPRINT.
[[nodiscard]] std::vector<std::uint8_t> stun_success(const StunCheck& check,
                                                     const StunAddress& mapped,
                                                     std::string_view password);

/// A Binding error response with ERROR-CODE and FINGERPRINT; with MESSAGE-INTEGRITY where there is
/// a password; of 420 with UNKNOWN-ATTRIBUTES. @param code 300 to 699.
[[nodiscard]] std::vector<std::uint8_t> stun_error(const StunCheck& check, int code,
                                                   std::string_view reason,
                                                   std::optional<std::string_view> password = {});

}  // namespace porchlight::net::webrtc
