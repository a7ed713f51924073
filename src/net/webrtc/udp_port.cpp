// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/udp_port.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>
#include <utility>

namespace porchlight::net::webrtc {

namespace {

namespace asio = boost::asio;
using udp = asio::ip::udp;

constexpr std::size_t kLargestDatagram = 2048;
/// A key frame for many viewers at once; beyond it the kernel drops.
constexpr int kSendBuffer = 2 << 20;
constexpr int kReceiveBuffer = 256 << 10;
/// The most that one wakeup reads before others get their turn.
constexpr int kBatch = 64;
constexpr std::size_t kMostAtOnce = 64;

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

StunAddress from_endpoint(const udp::endpoint& endpoint) {
    StunAddress address;
    address.port = endpoint.port();
    const auto set = [&address](const auto& bytes) {
        std::ranges::copy(bytes, address.bytes.begin());
    };
    if (endpoint.address().is_v4()) {
        set(endpoint.address().to_v4().to_bytes());
    } else if (const auto v6 = endpoint.address().to_v6(); v6.is_v4_mapped()) {
        set(asio::ip::make_address_v4(asio::ip::v4_mapped, v6).to_bytes());
    } else {
        address.is_v6 = true;
        set(v6.to_bytes());
    }
    return address;
}

/// As a socket of that family wants it.
sockaddr_in6 mapped(const StunAddress& address) {
    sockaddr_in6 name{};
    name.sin6_family = AF_INET6;
    name.sin6_port = htons(address.port);
    auto* bytes = static_cast<std::uint8_t*>(name.sin6_addr.s6_addr);
    if (address.is_v6) {
        std::ranges::copy(address.bytes, bytes);
    } else {
        std::ranges::copy(kMapped, bytes);
        std::copy_n(address.bytes.begin(), 4, bytes + kMapped.size());
    }
    return name;
}

sockaddr_in plain(const StunAddress& address) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(address.port);
    std::memcpy(&name.sin_addr, address.bytes.data(), sizeof(name.sin_addr));
    return name;
}

class AsioUdpPort final : public UdpPort {
  public:
    AsioUdpPort(udp::socket socket, bool is_v6)
        : socket_(std::move(socket)), is_v6_(is_v6), buffer_(kLargestDatagram) {}

    [[nodiscard]] std::uint16_t port() const override {
        boost::system::error_code ignored;
        return socket_.local_endpoint(ignored).port();
    }

    rt::Task<> receive(Handler* handler) override {
        for (;;) {
            const auto [error] = co_await socket_.async_wait(udp::socket::wait_read,
                                                             asio::as_tuple(asio::use_awaitable));
            if (error) {
                co_return Error(ErrorCode::Cancelled, "stopped");
            }
            read_all(*handler);
        }
    }

    void send(std::span<const std::uint8_t> bytes, std::span<const std::size_t> ends,
              const StunAddress& to) override {
        sockaddr_storage name{};
        const socklen_t length = name_of(to, name);
        std::size_t begin = 0;
        while (!ends.empty() && length != 0) {
            const auto some = ends.first(std::min(ends.size(), kMostAtOnce));
            if (!send_some(bytes, begin, some, name, length)) {
                return;
            }
            begin = some.back();
            ends = ends.subspan(some.size());
        }
    }

  private:
    /// @return 0 when this socket cannot reach such an address.
    socklen_t name_of(const StunAddress& to, sockaddr_storage& name) const {
        if (is_v6_) {
            const sockaddr_in6 v6 = mapped(to);
            std::memcpy(&name, &v6, sizeof(v6));
            return sizeof(v6);
        }
        const sockaddr_in v4 = plain(to);
        std::memcpy(&name, &v4, sizeof(v4));
        return to.is_v6 ? 0 : sizeof(v4);
    }

    bool send_some(std::span<const std::uint8_t> bytes, std::size_t begin,
                   std::span<const std::size_t> ends, sockaddr_storage& name, socklen_t length) {
        std::array<iovec, kMostAtOnce> pieces{};
        std::array<mmsghdr, kMostAtOnce> messages{};
        for (std::size_t i = 0; i < ends.size(); ++i) {
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): sendmmsg does not write there
            pieces.at(i) = {const_cast<std::uint8_t*>(bytes.data()) + begin, ends[i] - begin};
            msghdr& head = messages.at(i).msg_hdr;
            head.msg_name = &name;
            head.msg_namelen = length;
            head.msg_iov = &pieces.at(i);
            head.msg_iovlen = 1;
            begin = ends[i];
        }
        return ::sendmmsg(socket_.native_handle(), messages.data(),
                          static_cast<unsigned>(ends.size()), MSG_DONTWAIT) > 0;
    }

    void read_all(Handler& handler) {
        for (int i = 0; i < kBatch; ++i) {
            boost::system::error_code error;
            udp::endpoint from;
            const std::size_t size = socket_.receive_from(asio::buffer(buffer_), from, 0, error);
            if (error == asio::error::would_block) {
                return;
            }
            if (!error) {  // else some port was unreachable: whoever had it falls silent
                handler.on_datagram(std::span(buffer_).first(size), from_endpoint(from));
            }
        }
    }

    udp::socket socket_;
    bool is_v6_;
    std::vector<std::uint8_t> buffer_;
};

boost::system::error_code bind(udp::socket& socket, const udp::endpoint& endpoint) {
    boost::system::error_code error;
    boost::system::error_code ignored;
    socket.open(endpoint.protocol(), error);
    if (!error && endpoint.address().is_v6()) {
        socket.set_option(asio::ip::v6_only(false), ignored);
    }
    if (!error) {
        socket.set_option(asio::socket_base::receive_buffer_size(kReceiveBuffer), ignored);
        socket.set_option(asio::socket_base::send_buffer_size(kSendBuffer), ignored);
        socket.non_blocking(true, error);
    }
    if (!error) {
        socket.bind(endpoint, error);
    }
    return error;
}

std::string text_of(const sockaddr& name) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (name.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &name, sizeof(v4));
        ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    } else if (name.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &name, sizeof(v6));
        if (!IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr)) {
            ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
        }
    }
    return text.data();
}

}  // namespace

Result<std::unique_ptr<UdpPort>> UdpPort::open(const rt::asio::any_io_executor& executor,
                                               std::uint16_t port, Reach reach) {
    boost::system::error_code error;
    const bool is_network = reach == Reach::Network;
    for (const udp::endpoint& endpoint :
         {udp::endpoint(udp::v6(), port),
          udp::endpoint(is_network ? asio::ip::address_v4::any() : asio::ip::address_v4::loopback(),
                        port)}) {
        const bool is_v6 = endpoint.address().is_v6();
        if (is_v6 && !is_network) {
            continue;
        }
        udp::socket socket(executor);
        error = bind(socket, endpoint);
        if (!error) {
            return std::unique_ptr<UdpPort>(
                std::make_unique<AsioUdpPort>(std::move(socket), is_v6));
        }
        if (error == asio::error::address_in_use) {
            return Error(ErrorCode::AlreadyExists,
                         fmt::format("UDP port {} is in use by another program.", port));
        }
    }
    return Error(ErrorCode::Internal, fmt::format("UDP port {}: {}", port, error.message()));
}

std::vector<std::string> own_addresses(Reach reach) {
    std::vector<std::string> addresses;
    ifaddrs* list = nullptr;
    if (reach == Reach::ThisMachine || ::getifaddrs(&list) != 0) {
        return {"127.0.0.1"};
    }
    for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
        const bool is_up = (one->ifa_flags & IFF_UP) != 0 && one->ifa_addr != nullptr;
        if (is_up) {
            const bool is_loopback = (one->ifa_flags & IFF_LOOPBACK) != 0;
            addresses.insert(is_loopback ? addresses.end() : addresses.begin(),
                             text_of(*one->ifa_addr));
        }
    }
    ::freeifaddrs(list);
    std::erase(addresses, "");
    return addresses;
}

}  // namespace porchlight::net::webrtc
