// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "net/webrtc/dtls.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace porchlight::net::webrtc {

/// Protects what we send to one peer and opens what it sends. Work is done in place. Strand-bound.
/// @source RFC 3711, RFC 7714; libsrtp2.
class Srtp {
  public:
    /// So many more bytes than the plain packet a protected one has, at most.
    static constexpr std::size_t kLargestTrailer = 64;

    /// @error Internal  libsrtp will not have the keys.
    static Result<std::unique_ptr<Srtp>> create(const SrtpKeys& keys);
    virtual ~Srtp() = default;
    Srtp(const Srtp&) = delete;
    Srtp& operator=(const Srtp&) = delete;
    Srtp(Srtp&&) = delete;
    Srtp& operator=(Srtp&&) = delete;

    /// @param buffer  The packet, and at least kLargestTrailer bytes of room behind it. A packet
    /// may be protected again for a resend.  @param size  Of the plain packet.
    /// @return The protected packet's size. @error InvalidArgument  It is no RTP (RTCP) packet.
    virtual Result<std::size_t> protect_rtp(std::span<std::uint8_t> buffer, std::size_t size) = 0;
    virtual Result<std::size_t> protect_rtcp(std::span<std::uint8_t> buffer, std::size_t size) = 0;
    /// @return The plain packet's size. @error PermissionDenied  Forged, damaged or replayed.
    virtual Result<std::size_t> open_rtp(std::span<std::uint8_t> packet) = 0;
    virtual Result<std::size_t> open_rtcp(std::span<std::uint8_t> packet) = 0;

  protected:
    Srtp() = default;
};

}  // namespace porchlight::net::webrtc
