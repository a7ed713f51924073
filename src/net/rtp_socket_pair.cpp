// SPDX-License-Identifier: Apache-2.0
#include "net/rtp_socket_pair.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <utility>
#include <vector>

namespace porchlight::net {
namespace {

namespace asio = boost::asio;
using udp = asio::ip::udp;

constexpr std::size_t kLargestDatagram = 65536;
/// Key frames come in bursts; the kernel keeps what one wakeup later is read.
constexpr int kReceiveBuffer = 512 << 10;
/// The most that one wakeup reads before others get their turn.
constexpr int kBatch = 128;

class UdpPair final : public RtpSocketPair {
  public:
    UdpPair(udp::socket rtp, udp::socket rtcp, std::uint16_t port)
        : sockets_{std::move(rtp), std::move(rtcp)}, port_(port), buffer_(kLargestDatagram) {}

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    void expect(const std::string& address, std::uint16_t rtp_port,
                std::uint16_t rtcp_port) override {
        boost::system::error_code ignored;
        peer_ = asio::ip::make_address(address, ignored);
        rtp_peer_ = udp::endpoint(peer_, rtp_port);
        rtcp_peer_ = udp::endpoint(peer_, rtcp_port);
        // An RTP packet without payload and an empty receiver report.
        constexpr std::array<std::uint8_t, 12> kRtp{0x80};
        constexpr std::array<std::uint8_t, 8> kRtcp{0x80, 201, 0, 1};
        if (rtp_port != 0 && rtcp_port != 0) {
            socket(RtpChannel::Rtp).send_to(asio::buffer(kRtp), {peer_, rtp_port}, 0, ignored);
            socket(RtpChannel::Rtcp).send_to(asio::buffer(kRtcp), rtcp_peer_, 0, ignored);
        }
    }

    rt::Task<> receive(RtpChannel channel, int tag, DatagramHandler* handler) override {
        for (;;) {
            const auto [error] = co_await socket(channel).async_wait(
                udp::socket::wait_read, asio::as_tuple(asio::use_awaitable));
            if (error) {
                co_return Error(ErrorCode::Cancelled, "stopped");
            }
            handler->on_bytes();
            PL_CO_TRY_VOID(read_all(channel, tag, *handler));
        }
    }

    void send_rtp(std::span<const std::uint8_t> packet) override {
        send(RtpChannel::Rtp, rtp_peer_, packet);
    }
    void send_rtcp(std::span<const std::uint8_t> packet) override {
        send(RtpChannel::Rtcp, rtcp_peer_, packet);
    }

  private:
    udp::socket& socket(RtpChannel channel) { return sockets_[channel == RtpChannel::Rtp ? 0 : 1]; }

    void send(RtpChannel channel, const udp::endpoint& to, std::span<const std::uint8_t> packet) {
        boost::system::error_code ignored;
        if (to.port() != 0) {
            socket(channel).send_to(asio::buffer(packet.data(), packet.size()), to, 0, ignored);
        }
    }

    Result<> read_all(RtpChannel channel, int tag, DatagramHandler& handler) {
        for (int i = 0; i < kBatch; ++i) {
            boost::system::error_code error;
            udp::endpoint from;
            const std::size_t size =
                socket(channel).receive_from(asio::buffer(buffer_), from, 0, error);
            if (error) {
                return {};  // nothing left, or a port was unreachable: the watchdog tells
            }
            if (peer_.is_unspecified() || from.address() == peer_) {
                PL_TRY_VOID(handler.on_datagram(tag, channel, std::span(buffer_).first(size)));
            }
        }
        return {};
    }

    std::array<udp::socket, 2> sockets_;
    std::uint16_t port_;
    std::vector<std::uint8_t> buffer_;
    asio::ip::address peer_;
    udp::endpoint rtp_peer_;
    udp::endpoint rtcp_peer_;
};

bool bind(udp::socket& socket, const asio::ip::address& address, std::uint16_t port) {
    boost::system::error_code error;
    const udp::endpoint endpoint(address, port);
    socket.open(endpoint.protocol(), error);
    socket.set_option(asio::socket_base::receive_buffer_size(kReceiveBuffer), error);
    socket.non_blocking(true, error);
    socket.bind(endpoint, error);
    return !error;
}

}  // namespace

Result<std::unique_ptr<RtpSocketPair>> RtpSocketPair::open(rt::asio::any_io_executor executor,
                                                           const std::string& local_address) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(local_address, error);
    constexpr int kTries = 32;
    for (int i = 0; i < kTries; ++i) {
        udp::socket rtp(executor);
        udp::socket rtcp(executor);
        if (!bind(rtp, address, 0)) {
            break;
        }
        const std::uint16_t port = rtp.local_endpoint(error).port();
        if (port % 2 == 0 && port != 0 &&
            bind(rtcp, address, static_cast<std::uint16_t>(port + 1))) {
            return std::unique_ptr<RtpSocketPair>(
                std::make_unique<UdpPair>(std::move(rtp), std::move(rtcp), port));
        }
    }
    return Error(ErrorCode::Exhausted, "no pair of UDP ports is free on this machine");
}

}  // namespace porchlight::net
