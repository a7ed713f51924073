// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/serial.hpp"
#include "net/link/link_context.hpp"
#include "net/signature.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

/// The link of camera and hub: frames over TLS 1.3. A frame is 4 bytes of length (big-endian, of
/// what follows the kind), 1 byte of kind, and the bytes (docs/adr/0008-link-frames.md).
namespace porchlight::net::link {

enum class FrameKind : std::uint8_t {
    Message = 1,  ///< One JSON object.
    Data = 2,     ///< A piece of a clip, picture or firmware.
};
struct Frame {
    FrameKind kind = FrameKind::Message;
    std::string bytes;
};
inline constexpr std::size_t kMostFrame = 64UL * 1024;
/// What may wait to be written on one link.
inline constexpr std::size_t kMostQueued = 4 * kMostFrame;

/// What the other end has shown.
struct LinkPeer {
    std::string address;  ///< Numeric, without port.
    /// From its certificate; both unset when it showed none, and always on a camera.
    std::optional<Serial> serial;
    std::optional<PublicKey> key;
    UtcTime certificate_ends;  ///< If there is a serial.
};

class SecureStream;

/// One connection. Strand-bound. Destroying it closes it. One `receive` may wait at a time; any
/// number may send.
class Link {
  public:
    explicit Link(std::unique_ptr<SecureStream> stream);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    Link(Link&&) = delete;
    Link& operator=(Link&&) = delete;

    /// The next frame. @error Unavailable  The other end closed or vanished; within 20 s when
    /// there is nothing to send, too.   @error Corrupt  Not a frame: close the link.
    /// @error Cancelled
    rt::Task<Frame> receive();
    /// Puts a frame in the queue as soon as there is room for it; returns before it is sent.
    /// @error InvalidArgument  Longer than kMostFrame.   @error Unavailable  The link is down.
    /// @error Cancelled
    rt::Task<> send(Frame frame);
    /// The same without waiting. @error Exhausted  The queue is full.   Else as `send`.
    Result<> try_send(Frame frame);
    /// Returns when all that was queued is with the kernel. @error Unavailable, Cancelled
    rt::Task<> flush();
    /// Ends waiting calls with Unavailable. What is queued is lost.
    void close();
    [[nodiscard]] bool is_open() const;

    [[nodiscard]] const LinkPeer& peer() const;
    /// 32 bytes that both ends of this connection know and nobody else can have (RFC 8446 section
    /// 7.5). @param label Who it is for.   @error Internal
    [[nodiscard]] Result<std::string> exporter(const std::string& label) const;
    [[nodiscard]] rt::asio::any_io_executor executor() const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

struct HubAddress {
    std::string host;  ///< A name or an address, IPv6 without brackets.
    std::uint16_t port = 0;
};
inline constexpr std::uint16_t kDefaultLinkPort = 8430;

/// Connects to a hub. @param limit For look-up, connect and handshake together.
/// @error NotFound, Unavailable, TimedOut  As net::connect.
/// @error PermissionDenied  It is another hub than the one that this camera is paired with, or it
///        does not take our certificate.
rt::Task<std::unique_ptr<Link>> dial(HubAddress hub, std::shared_ptr<const LinkContext> context,
                                     std::chrono::milliseconds limit);

}  // namespace porchlight::net::link
