// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace porchlight::net {

enum class Security : std::uint8_t { Plain, Tls };

/// Where and how to connect.
struct ConnectTarget {
    std::string host;  ///< A name or an address, IPv6 without brackets.
    std::uint16_t port = 0;
    Security security = Security::Plain;
    /// For everything up to the first byte: look-up, connect and TLS handshake.
    std::chrono::milliseconds limit{10000};
    /// TLS: the fingerprint the certificate must have, as `Stream::fingerprint` gave it before.
    /// Empty accepts any certificate: cameras sign their own.
    std::string pinned_fingerprint;
};

/// A connected byte stream, TCP or TLS over TCP. A peer that vanished is noticed by the kernel
/// within 20 s when we have something to send, and by keep-alive probes when we have not; a peer
/// that lives but stopped talking is the caller's to notice.
///
/// Strand-bound. One read and one write may wait at the same time. Destroying it closes it.
class Stream {
  public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    Stream(Stream&&) = delete;
    Stream& operator=(Stream&&) = delete;
    virtual ~Stream() = default;

    /// At least one byte, as many as are there and fit. @error Unavailable  The peer closed or
    /// vanished.   @error Cancelled
    virtual rt::Task<std::size_t> read_some(std::span<std::uint8_t> into) = 0;
    /// The whole of `bytes`. @error Unavailable, Cancelled
    virtual rt::Task<> write(std::string bytes) = 0;
    /// What can be sent without waiting, for a last word before closing; failures are ignored.
    virtual void try_write(std::string_view bytes) = 0;
    /// Ends waiting reads and writes with Unavailable.
    virtual void close() = 0;
    [[nodiscard]] virtual rt::asio::any_io_executor executor() = 0;
    /// SHA-256 of the peer's certificate in lower-case hexadecimal; empty without TLS.
    [[nodiscard]] virtual const std::string& fingerprint() const = 0;
    /// The peer's numeric address, without port.
    [[nodiscard]] virtual std::string peer_address() const = 0;
    /// Our own numeric address that the peer sees, without port.
    [[nodiscard]] virtual std::string own_address() const = 0;
};

/// Connects, trying each address of the host in turn.
/// @error NotFound  No such host (net.dns_wrong).   @error Unavailable  The port is closed or the
/// host cannot be reached.
/// @error TimedOut  No answer within `limit`.   @error Unsupported  The TLS handshake failed.
/// @error FailedPrecondition  The certificate is not the pinned one.
rt::Task<std::unique_ptr<Stream>> connect(ConnectTarget target);

}  // namespace porchlight::net
