// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/dhcp.hpp"

#include "base/random.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <sys/socket.h>
#include <utility>

namespace porchlight::hub::probing {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

constexpr std::uint16_t kServerPort = 67;
constexpr std::uint16_t kClientPort = 68;
/// Some servers first make sure that nobody has the address that they offer (dnsmasq: 3 s).
constexpr std::chrono::milliseconds kRound(1600);
constexpr int kRounds = 3;
constexpr std::string_view kCookie("\x63\x82\x53\x63", 4);
constexpr std::size_t kOptions = 240;
constexpr std::size_t kYourAddress = 16;
constexpr std::size_t kHardware = 28;
constexpr unsigned char kKind = 53;
constexpr unsigned char kServer = 54;
constexpr unsigned char kEnd = 255;
constexpr char kDiscover = 1;
constexpr char kOffer = 2;

std::string address_at(std::string_view bytes) {
    asio::ip::address_v4::bytes_type parts{};
    std::copy_n(bytes.begin(), parts.size(), parts.begin());
    return asio::ip::address_v4(parts).to_string();
}

std::string four_bytes(std::uint32_t number) {
    return {static_cast<char>(number >> 24U), static_cast<char>(number >> 16U),
            static_cast<char>(number >> 8U), static_cast<char>(number)};
}

/// The value of an option; empty when it is not there. @source RFC 2132 section 2
std::string_view option(std::string_view options, unsigned char wanted) {
    while (options.size() >= 2) {
        const auto code = static_cast<unsigned char>(options[0]);
        if (code == 0) {
            options.remove_prefix(1);
            continue;
        }
        const std::size_t size = static_cast<unsigned char>(options[1]);
        if (code == kEnd || options.size() < size + 2) {
            return {};
        }
        if (code == wanted) {
            return options.substr(2, size);
        }
        options.remove_prefix(size + 2);
    }
    return {};
}

/// A locally administered one, so that no real machine's lease is touched.
std::string made_up_mac() {
    const std::uint64_t random = Random().next();
    return std::string("\x02", 1) + four_bytes(static_cast<std::uint32_t>(random)) +
           static_cast<char>(random >> 40U);
}

rt::Task<> gather(udp::socket* socket, std::uint32_t id, std::vector<DhcpOffer>* offers) {
    std::array<char, 2048> bytes{};
    for (;;) {
        const auto [error, size] = co_await socket->async_receive(
            asio::buffer(bytes), asio::as_tuple(asio::use_awaitable));
        if (error == asio::error::operation_aborted) {
            co_return Error(ErrorCode::Cancelled, "stopped");
        }
        if (auto offer = parse_dhcp_offer({bytes.data(), size}, id); !error && offer) {
            offers->push_back(std::move(*offer));
        }
    }
}

Result<udp::socket> open_client_port(const asio::any_io_executor& executor,
                                     const std::string& link) {
    udp::socket socket(executor);
    boost::system::error_code error;
    socket.open(udp::v4(), error);
    if (!error) {
        socket.set_option(asio::socket_base::broadcast(true), error);
    }
    if (!error && ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_BINDTODEVICE, link.c_str(),
                               static_cast<socklen_t>(link.size())) != 0) {
        return Error(ErrorCode::PermissionDenied, "this program may not choose a link");
    }
    if (!error) {
        socket.bind(udp::endpoint(asio::ip::address_v4::any(), kClientPort), error);
    }
    if (error) {
        return Error(error == asio::error::access_denied ? ErrorCode::PermissionDenied
                                                         : ErrorCode::Unavailable,
                     error.message());
    }
    return socket;
}

}  // namespace

std::string dhcp_question(std::string_view mac, std::uint32_t id) {
    std::string packet(kOptions - kCookie.size(), '\0');
    packet[0] = 1;  // a request
    packet[1] = 1;  // Ethernet
    packet[2] = static_cast<char>(mac.size());
    packet.replace(4, 4, four_bytes(id));
    packet[10] = static_cast<char>(0x80);  // answer to everybody: we have no address
    packet.replace(kHardware, mac.size(), mac);
    packet += kCookie;
    packet += {static_cast<char>(kKind), 1, kDiscover, static_cast<char>(kEnd)};
    return packet;
}

Result<DhcpOffer> parse_dhcp_offer(std::string_view bytes, std::uint32_t id) {
    if (bytes.size() < kOptions || bytes[0] != 2 || bytes.substr(4, 4) != four_bytes(id) ||
        bytes.substr(kOptions - kCookie.size(), kCookie.size()) != kCookie) {
        return Error(ErrorCode::Corrupt, "no answer to this question");
    }
    const std::string_view options = bytes.substr(kOptions);
    const std::string_view kind = option(options, kKind);
    const std::string_view server = option(options, kServer);
    if (kind != std::string_view(&kOffer, 1) || server.size() != 4) {
        return Error(ErrorCode::Corrupt, "no offer");
    }
    return DhcpOffer{address_at(server), address_at(bytes.substr(kYourAddress))};
}

rt::Task<std::vector<DhcpOffer>> gather_offers(std::string link) {
    PL_CO_TRY(udp::socket socket, open_client_port(co_await asio::this_coro::executor, link));
    const auto id = static_cast<std::uint32_t>(Random().next());
    const std::string question = dhcp_question(made_up_mac(), id);
    std::vector<DhcpOffer> offers;
    for (int round = 0; round < kRounds; ++round) {
        boost::system::error_code error;
        socket.send_to(asio::buffer(question),
                       udp::endpoint(asio::ip::address_v4::broadcast(), kServerPort), 0, error);
        if (error) {
            co_return Error(ErrorCode::Unavailable, error.message());
        }
        auto gathering = rt::with_deadline(gather(&socket, id, &offers), kRound, "offers");
        const auto end = co_await std::move(gathering);
        if (!end && end.error().code() == ErrorCode::Cancelled) {
            co_return end.error();
        }
    }
    co_return offers;
}

}  // namespace porchlight::hub::probing
