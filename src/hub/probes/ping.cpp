// SPDX-License-Identifier: Apache-2.0
#include "base/fd.hpp"
#include "hub/probes/echo.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <span>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace porchlight::hub::probing {
namespace {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

constexpr int kEchoes = 20;
constexpr std::chrono::milliseconds kApart(75);
constexpr std::chrono::milliseconds kLastWait(1000);
constexpr std::size_t kHeader = 8;

/// Of the same shape in both versions of IP. @source RFC 792, RFC 4443 section 4.1
struct EchoSocket {
    UniqueFd fd;
    bool is_v6 = false;
    bool is_raw = false;  ///< Then the checksum is ours, and what comes is everybody's.
    std::uint16_t id = 0;
};

Result<EchoSocket> open_echo_socket(const asio::ip::address& to) {
    EchoSocket made;
    made.is_v6 = to.is_v6();
    const int family = made.is_v6 ? AF_INET6 : AF_INET;
    const int protocol = made.is_v6 ? int{IPPROTO_ICMPV6} : int{IPPROTO_ICMP};
    constexpr int kFlags = SOCK_CLOEXEC | SOCK_NONBLOCK;
    made.fd = UniqueFd(::socket(family, SOCK_DGRAM | kFlags, protocol));
    if (!made.fd) {
        made.fd = UniqueFd(::socket(family, SOCK_RAW | kFlags, protocol));
        made.is_raw = true;
    }
    if (!made.fd) {
        return Error(ErrorCode::PermissionDenied, "this program may not ping");
    }
    made.id = static_cast<std::uint16_t>(::getpid() ^ made.fd.get() << 10);
    const asio::ip::udp::endpoint endpoint(to, 0);
    if (::connect(made.fd.get(), endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0) {
        return errno_error(errno, "ping");
    }
    return made;
}

std::uint16_t checksum(const std::vector<std::uint8_t>& bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        sum += static_cast<std::uint32_t>(bytes[i] << 8U | bytes[i + 1]);
    }
    sum = (sum >> 16U) + (sum & 0xFFFFU);
    return static_cast<std::uint16_t>(~(sum + (sum >> 16U)));
}

std::vector<std::uint8_t> echo_request(const EchoSocket& socket, std::uint16_t number,
                                       std::size_t size) {
    std::vector<std::uint8_t> bytes(kHeader + size / 2 * 2, 0);
    bytes[0] = socket.is_v6 ? ICMP6_ECHO_REQUEST : ICMP_ECHO;
    bytes[4] = static_cast<std::uint8_t>(socket.id >> 8U);
    bytes[5] = static_cast<std::uint8_t>(socket.id);
    bytes[6] = static_cast<std::uint8_t>(number >> 8U);
    bytes[7] = static_cast<std::uint8_t>(number);
    if (!socket.is_v6) {
        const std::uint16_t sum = checksum(bytes);
        bytes[2] = static_cast<std::uint8_t>(sum >> 8U);
        bytes[3] = static_cast<std::uint8_t>(sum);
    }
    return bytes;
}

class Pinger {
  public:
    Pinger(EchoSocket socket, const asio::any_io_executor& executor, std::size_t size)
        : socket_(std::move(socket)), size_(size), descriptor_(executor, socket_.fd.get()) {}
    ~Pinger() { descriptor_.release(); }  // the socket's owner closes it
    Pinger(const Pinger&) = delete;
    Pinger& operator=(const Pinger&) = delete;
    Pinger(Pinger&&) = delete;
    Pinger& operator=(Pinger&&) = delete;

    rt::Task<Echoes> run() {
        for (std::uint16_t number = 0; number < kEchoes; ++number) {
            send(number);
            auto listening = listen_for(kApart);
            PL_CO_TRY_VOID(co_await std::move(listening));
        }
        if (waiting_for_.empty()) {
            co_return echoes();
        }
        auto listening = listen_for(kLastWait);
        PL_CO_TRY_VOID(co_await std::move(listening));
        co_return echoes();
    }

  private:
    void send(std::uint16_t number) {
        const auto bytes = echo_request(socket_, number, size_);
        ++sent_;
        if (::send(socket_.fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0) {
            waiting_for_[number] = SteadyClock::now();
        }
    }
    rt::Task<> listen_for(std::chrono::milliseconds time) {
        const auto end = SteadyClock::now() + time;
        for (auto now = SteadyClock::now(); now < end; now = SteadyClock::now()) {
            if (sent_ == kEchoes && waiting_for_.empty()) {
                co_return Result<>();
            }
            auto waiting = rt::with_deadline(
                readable(), std::chrono::duration_cast<std::chrono::microseconds>(end - now),
                "an echo");
            const auto result = co_await std::move(waiting);
            if (!result && result.error().code() == ErrorCode::Cancelled) {
                co_return result;
            }
            take_all();
        }
        co_return Result<>();
    }
    rt::Task<> readable() {
        const auto [error] = co_await descriptor_.async_wait(
            asio::posix::stream_descriptor::wait_read, asio::as_tuple(asio::use_awaitable));
        co_return error ? Result<>(Error(ErrorCode::Cancelled, "stopped")) : Result<>();
    }
    void take_all() {
        std::array<std::uint8_t, 2048> bytes{};
        for (;;) {
            const auto size = ::recv(socket_.fd.get(), bytes.data(), bytes.size(), 0);
            if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
                return;
            }
            if (size > 0) {
                take(std::span(bytes).first(static_cast<std::size_t>(size)));
            }
        }
    }
    void take(std::span<const std::uint8_t> bytes) {
        if (socket_.is_raw && !socket_.is_v6) {
            const std::size_t header = (bytes[0] & 15U) * 4U;
            bytes = bytes.subspan(std::min(header, bytes.size()));
        }
        const int wanted = socket_.is_v6 ? ICMP6_ECHO_REPLY : ICMP_ECHOREPLY;
        if (bytes.size() < kHeader || bytes[0] != wanted) {
            return;
        }
        const auto id = static_cast<std::uint16_t>(bytes[4] << 8U | bytes[5]);
        const auto number = static_cast<std::uint16_t>(bytes[6] << 8U | bytes[7]);
        const auto found = waiting_for_.find(number);
        if (found != waiting_for_.end() && (!socket_.is_raw || id == socket_.id)) {
            times_.push_back(SteadyClock::now() - found->second);
            waiting_for_.erase(found);
        }
    }
    Echoes echoes() {
        std::ranges::sort(times_);
        Echoes echoes{sent_, static_cast<int>(times_.size())};
        if (!times_.empty()) {
            echoes.median =
                std::chrono::duration_cast<std::chrono::milliseconds>(times_[times_.size() / 2]);
        }
        return echoes;
    }

    EchoSocket socket_;
    std::size_t size_;
    asio::posix::stream_descriptor descriptor_;
    int sent_ = 0;
    std::map<std::uint16_t, SteadyClock::time_point> waiting_for_;
    std::vector<SteadyClock::duration> times_;
};

}  // namespace

rt::Task<Echoes> ping(std::string address, std::size_t size) {
    boost::system::error_code error;
    const auto to = asio::ip::make_address(address, error);
    if (error) {
        co_return Error(ErrorCode::InvalidArgument, "no address");
    }
    PL_CO_TRY(EchoSocket socket, open_echo_socket(to));
    Pinger pinger(std::move(socket), co_await asio::this_coro::executor, size);
    auto running = pinger.run();
    co_return co_await std::move(running);
}

}  // namespace porchlight::hub::probing
