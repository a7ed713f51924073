// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace porchlight::net {

/// Which socket of a pair.
enum class RtpChannel : std::uint8_t { Rtp, Rtcp };

/// Takes the datagrams of a pair.
class DatagramHandler {
  public:
    DatagramHandler() = default;
    DatagramHandler(const DatagramHandler&) = delete;
    DatagramHandler& operator=(const DatagramHandler&) = delete;
    DatagramHandler(DatagramHandler&&) = delete;
    DatagramHandler& operator=(DatagramHandler&&) = delete;
    virtual ~DatagramHandler() = default;

    /// Some datagrams follow.
    virtual void on_bytes() = 0;
    /// @param tag As given to `receive`. @error ends the receiving with it.
    virtual Result<> on_datagram(int tag, RtpChannel channel,
                                 std::span<const std::uint8_t> datagram) = 0;
};

/// A UDP port and the next one, for RTP and RTCP (RFC 3550 section 11). Strand-bound.
class RtpSocketPair {
  public:
    /// On any even port. @param local_address Ours that the camera sees. @error Exhausted  No pair
    /// of ports is free.
    static Result<std::unique_ptr<RtpSocketPair>> open(rt::asio::any_io_executor executor,
                                                       const std::string& local_address);
    virtual ~RtpSocketPair() = default;
    RtpSocketPair(const RtpSocketPair&) = delete;
    RtpSocketPair& operator=(const RtpSocketPair&) = delete;
    RtpSocketPair(RtpSocketPair&&) = delete;
    RtpSocketPair& operator=(RtpSocketPair&&) = delete;

    /// The even port.
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Takes datagrams from this address only and, when the ports are known, sends one to each, so
    /// that firewalls on the way let the answers in.
    virtual void expect(const std::string& address, std::uint16_t rtp_port,
                        std::uint16_t rtcp_port) = 0;
    /// Hands on every datagram until cancelled; one wakeup reads all that are there.
    virtual rt::Task<> receive(RtpChannel channel, int tag, DatagramHandler* handler) = 0;
    /// To the peer's ports of `expect`; what the network does not take at once is lost.
    virtual void send_rtp(std::span<const std::uint8_t> packet) = 0;
    virtual void send_rtcp(std::span<const std::uint8_t> packet) = 0;

  protected:
    RtpSocketPair() = default;
};

}  // namespace porchlight::net
