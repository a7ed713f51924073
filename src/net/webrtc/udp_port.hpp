// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "net/webrtc/stun.hpp"
#include "rt/task.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace porchlight::net::webrtc {

/// Who can reach a port.
enum class Reach : std::uint8_t { ThisMachine, Network };

/// One UDP port for all peers, IPv6 and IPv4 together where the machine has both. What the network
/// does not take at once is lost, as everything on UDP may be. Strand-bound.
class UdpPort {
  public:
    class Handler {
      public:
        Handler() = default;
        Handler(const Handler&) = delete;
        Handler& operator=(const Handler&) = delete;
        Handler(Handler&&) = delete;
        Handler& operator=(Handler&&) = delete;
        virtual ~Handler() = default;
        /// The bytes may be changed.
        virtual void on_datagram(std::span<std::uint8_t> datagram, const StunAddress& from) = 0;
    };

    /// @param port  0: any. @error AlreadyExists  Somebody has it. @error Internal  No sockets.
    static Result<std::unique_ptr<UdpPort>> open(const rt::asio::any_io_executor& executor,
                                                 std::uint16_t port, Reach reach);
    virtual ~UdpPort() = default;
    UdpPort(const UdpPort&) = delete;
    UdpPort& operator=(const UdpPort&) = delete;
    UdpPort(UdpPort&&) = delete;
    UdpPort& operator=(UdpPort&&) = delete;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Hands on every datagram until cancelled; one wakeup reads all that are there, up to a limit.
    virtual rt::Task<> receive(Handler* handler) = 0;
    /// @param ends  Where each datagram in `bytes` ends; they go in one system call.
    virtual void send(std::span<const std::uint8_t> bytes, std::span<const std::size_t> ends,
                      const StunAddress& to) = 0;

  protected:
    UdpPort() = default;
};

/// This machine's own addresses as text, those of the network first; no link-local ones.
[[nodiscard]] std::vector<std::string> own_addresses(Reach reach);

}  // namespace porchlight::net::webrtc
