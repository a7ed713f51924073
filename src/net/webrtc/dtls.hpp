// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

/// The DTLS that keys SRTP: we are the server, both sides show certificates that nobody signs, and
/// each was told the other's fingerprint. @source RFC 5764, RFC 8827 section 6.5, RFC 6347.
namespace porchlight::net::webrtc {

/// By its first byte. @source RFC 7983 section 7.
[[nodiscard]] bool is_dtls(std::span<const std::uint8_t> datagram);

/// How media is protected, in the order in which we like them.
/// @source RFC 7714 section 12 (0x0007), RFC 5764 section 4.1.2 (0x0001).
// NOLINTNEXTLINE(readability-identifier-naming): 1_80 is SHA-1 with a tag of 80 bits
enum class SrtpProfile : std::uint8_t { Aes128Gcm, Aes128CmSha1_80 };

/// Key and salt of one direction: 16 + 12 bytes for GCM, 16 + 14 for the other.
struct SrtpKey {
    std::array<std::uint8_t, 30> bytes{};
    std::size_t size = 0;
};
struct SrtpKeys {
    SrtpProfile profile = SrtpProfile::Aes128Gcm;
    SrtpKey ours;    ///< What we protect with.
    SrtpKey theirs;  ///< What they protect with.
};

/// Our key pair (ECDSA P-256), its certificate, and what handshakes need; made at start, kept in
/// memory only. Immutable; thread-safe to share.
class DtlsIdentity {
  public:
    /// Takes a few milliseconds. @error Internal  OpenSSL will not.
    static Result<std::shared_ptr<const DtlsIdentity>> create();
    virtual ~DtlsIdentity() = default;
    DtlsIdentity(const DtlsIdentity&) = delete;
    DtlsIdentity& operator=(const DtlsIdentity&) = delete;
    DtlsIdentity(DtlsIdentity&&) = delete;
    DtlsIdentity& operator=(DtlsIdentity&&) = delete;

    /// SHA-256 of the certificate, 32 bytes.
    [[nodiscard]] virtual const std::vector<std::uint8_t>& fingerprint() const = 0;

  protected:
    DtlsIdentity() = default;
};

/// One peer's handshake and what may come after it. Datagrams go in, and out through `send`; no
/// sockets, no clock of its own. Strand-bound.
class DtlsSession {
  public:
    using Send = std::function<void(std::span<const std::uint8_t>)>;
    enum class State : std::uint8_t { Handshaking, Keyed, Closed };

    /// @param peer_fingerprint  SHA-256 of the certificate that the peer must show.
    /// @param send  Called from within `take` and `passed`; outlives the session.
    static Result<std::unique_ptr<DtlsSession>> create(std::shared_ptr<const DtlsIdentity> identity,
                                                       std::vector<std::uint8_t> peer_fingerprint,
                                                       Send send);
    virtual ~DtlsSession() = default;
    DtlsSession(const DtlsSession&) = delete;
    DtlsSession& operator=(const DtlsSession&) = delete;
    DtlsSession(DtlsSession&&) = delete;
    DtlsSession& operator=(DtlsSession&&) = delete;

    /// A datagram for which is_dtls() holds. What is broken or forged is passed over, as UDP wants
    /// it; but until there are keys nothing tells a well-made forgery of a handshake message or
    /// alert from a true one, and it ends the session. @error PermissionDenied  The peer's
    /// certificate is another than was told.
    /// @error Unavailable  The peer has ended the session, or its handshake cannot succeed.
    virtual Result<> take(std::span<const std::uint8_t> datagram) = 0;
    /// When a flight may have to be sent again; nothing while none is waited for.
    [[nodiscard]] virtual std::optional<std::chrono::microseconds> retry_in() const = 0;
    /// That time has come: sends again. @error TimedOut  Too often.
    virtual Result<> passed() = 0;
    /// Tells the peer that it is over.
    virtual void close() = 0;

    [[nodiscard]] virtual State state() const = 0;
    /// Once Keyed.
    [[nodiscard]] virtual const std::optional<SrtpKeys>& keys() const = 0;

  protected:
    DtlsSession() = default;
};

}  // namespace porchlight::net::webrtc
