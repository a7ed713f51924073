// SPDX-License-Identifier: Apache-2.0
#include "base/fd.hpp"
#include "hub/probes/echo.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <net/ethernet.h>
#include <net/if_arp.h>
#include <netinet/if_ether.h>
#include <netpacket/packet.h>
#include <set>
#include <sys/socket.h>
#include <utility>

namespace porchlight::hub::probing {
namespace {

namespace asio = boost::asio;

constexpr int kQuestions = 3;
constexpr std::chrono::milliseconds kApart(330);
using Address = asio::ip::address_v4::bytes_type;

struct ArpSocket {
    UniqueFd fd;
    sockaddr_ll everybody{};
    std::array<std::uint8_t, ETH_ALEN> own{};
};

Result<ArpSocket> open_arp_socket(int link) {
    ArpSocket made;
    made.fd =
        UniqueFd(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_ARP)));
    if (!made.fd) {
        return Error(ErrorCode::PermissionDenied, "this program may not ask by ARP");
    }
    made.everybody.sll_family = AF_PACKET;
    made.everybody.sll_protocol = htons(ETH_P_ARP);
    made.everybody.sll_ifindex = link;
    made.everybody.sll_halen = ETH_ALEN;
    std::memset(&made.everybody.sll_addr, 0xFF, ETH_ALEN);
    sockaddr_ll own = made.everybody;
    socklen_t size = sizeof(own);
    auto* address = reinterpret_cast<sockaddr*>(&own);
    if (::bind(made.fd.get(), address, sizeof(own)) != 0 ||
        ::getsockname(made.fd.get(), address, &size) != 0) {
        return errno_error(errno, "ask by ARP");
    }
    std::memcpy(made.own.data(), &own.sll_addr, made.own.size());
    return made;
}

/// A probe without an address of our own, which changes nobody's table. @source RFC 5227
/// section 1.1
ether_arp question(const ArpSocket& socket, const Address& wanted) {
    ether_arp packet{};
    packet.ea_hdr.ar_hrd = htons(ARPHRD_ETHER);
    packet.ea_hdr.ar_pro = htons(ETHERTYPE_IP);
    packet.ea_hdr.ar_hln = ETH_ALEN;
    packet.ea_hdr.ar_pln = static_cast<std::uint8_t>(wanted.size());
    packet.ea_hdr.ar_op = htons(ARPOP_REQUEST);
    std::memcpy(&packet.arp_sha, socket.own.data(), socket.own.size());
    std::memcpy(&packet.arp_tpa, wanted.data(), wanted.size());
    return packet;
}

void take_claims(const ArpSocket& socket, const Address& wanted, std::set<std::string>& claims) {
    ether_arp packet{};
    for (;;) {
        const auto size = ::recv(socket.fd.get(), &packet, sizeof(packet), 0);
        if (size < 0) {
            return;
        }
        const bool is_claim = size >= static_cast<ssize_t>(sizeof(packet)) &&
                              packet.ea_hdr.ar_op == htons(ARPOP_REPLY) &&
                              std::memcmp(&packet.arp_spa, wanted.data(), wanted.size()) == 0;
        if (is_claim) {
            claims.insert(fmt::format("{:02x}", fmt::join(packet.arp_sha, ":")));
        }
    }
}

rt::Task<> gather(asio::posix::stream_descriptor* descriptor, const ArpSocket* socket,
                  Address wanted, std::set<std::string>* claims) {
    for (;;) {
        const auto [error] = co_await descriptor->async_wait(
            asio::posix::stream_descriptor::wait_read, asio::as_tuple(asio::use_awaitable));
        if (error) {
            co_return Error(ErrorCode::Cancelled, "stopped");
        }
        take_claims(*socket, wanted, *claims);
    }
}

/// A descriptor of Asio's for a socket that somebody else closes.
struct Borrowed {
    Borrowed(const asio::any_io_executor& executor, int fd) : descriptor(executor, fd) {}
    ~Borrowed() { descriptor.release(); }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    Borrowed(Borrowed&&) = delete;
    Borrowed& operator=(Borrowed&&) = delete;
    asio::posix::stream_descriptor descriptor;
};

}  // namespace

rt::Task<std::vector<std::string>> who_has(std::string address, int link) {
    boost::system::error_code error;
    const Address wanted = asio::ip::make_address_v4(address, error).to_bytes();
    if (error) {
        co_return Error(ErrorCode::InvalidArgument, "no IPv4 address");
    }
    PL_CO_TRY(const ArpSocket socket, open_arp_socket(link));
    Borrowed borrowed(co_await asio::this_coro::executor, socket.fd.get());
    const ether_arp packet = question(socket, wanted);
    std::set<std::string> claims;
    for (int i = 0; i < kQuestions; ++i) {
        ::sendto(socket.fd.get(), &packet, sizeof(packet), 0,
                 reinterpret_cast<const sockaddr*>(&socket.everybody), sizeof(socket.everybody));
        auto gathering = rt::with_deadline(gather(&borrowed.descriptor, &socket, wanted, &claims),
                                           kApart, "claims");
        const auto end = co_await std::move(gathering);
        if (!end && end.error().code() == ErrorCode::Cancelled) {
            co_return end.error();
        }
    }
    co_return std::vector<std::string>(claims.begin(), claims.end());
}

}  // namespace porchlight::hub::probing
