// SPDX-License-Identifier: Apache-2.0
#include "net/tcp.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <memory>
#include <netinet/tcp.h>
#include <optional>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace porchlight::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

Error connect_error(const std::string& where, const ConnectSentences& sentences,
                    const boost::system::error_code& error) {
    if (error == asio::error::operation_aborted) {
        return {ErrorCode::Cancelled, "stopped while connecting"};
    }
    if (error == asio::error::connection_refused) {
        // The host answered, so power and network are well; the service is off or elsewhere.
        Error closed(ErrorCode::Unavailable, fmt::format(fmt::runtime(sentences.closed), where));
        return sentences.fault.empty() ? closed : closed.with_fault(std::string(sentences.fault));
    }
    if (error == asio::error::timed_out) {
        return {ErrorCode::TimedOut, fmt::format("Nothing answers on {}", where)};
    }
    return {ErrorCode::Unavailable,
            fmt::format("The network has no way to {} ({})", where, error.message())};
}

/// A look-up cannot be cancelled in Asio 1.26; this outlives the coroutine that gave up waiting.
struct LookUp {
    explicit LookUp(const asio::any_io_executor& executor)
        : resolver(executor), done(executor, asio::steady_timer::time_point::max()) {}
    tcp::resolver resolver;
    asio::steady_timer done;
    std::optional<boost::system::error_code> error;
    std::vector<tcp::endpoint> found;
};

rt::Task<std::vector<tcp::endpoint>> look_up(std::string host, std::uint16_t port,
                                             std::string whose) {
    boost::system::error_code not_numeric;
    const auto address = asio::ip::make_address(host, not_numeric);
    if (!not_numeric) {
        // Most cameras are given by address: no need to wake the resolver's thread.
        co_return std::vector<tcp::endpoint>{tcp::endpoint(address, port)};
    }
    const auto pending = std::make_shared<LookUp>(co_await asio::this_coro::executor);
    pending->resolver.async_resolve(host, std::to_string(port),
                                    [pending](const auto& error, const auto& found) {
                                        pending->error = error;
                                        pending->found.assign(found.begin(), found.end());
                                        pending->done.cancel();
                                    });
    co_await pending->done.async_wait(kNoThrow);
    const auto error = pending->error;
    if (!error) {
        co_return Error(ErrorCode::Cancelled, "stopped while looking up the host");
    }
    if (*error) {
        co_return Error(ErrorCode::NotFound,
                        fmt::format("No host is called \"{}\" in this network. Check the spelling, "
                                    "or use {} IP address",
                                    host, whose))
            .with_fault("net.dns_wrong");
    }
    co_return std::move(pending->found);
}

}  // namespace

void notice_dead_peers(const tcp::socket& socket) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): native_handle() is not const in Asio
    const int fd = const_cast<tcp::socket&>(socket).native_handle();
    const auto set = [fd](int level, int name, int value) {
        ::setsockopt(fd, level, name, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 10);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(IPPROTO_TCP, TCP_KEEPCNT, 2);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 20000);
}

rt::Task<tcp::socket> connect_tcp(std::string host, std::uint16_t port,
                                  const ConnectSentences* sentences, AddressFilter may_reach) {
    auto looking = look_up(host, port, std::string(sentences->whose));
    PL_CO_TRY(auto endpoints, co_await std::move(looking));
    if (may_reach) {
        // What was looked up is what is connected to: a name that changes meanwhile changes
        // nothing.
        std::erase_if(endpoints, [&](const tcp::endpoint& endpoint) {
            return !may_reach(endpoint.address().to_string());
        });
        if (endpoints.empty()) {
            co_return Error(ErrorCode::PermissionDenied,
                            fmt::format("{} is no address of the internet", host));
        }
    }
    tcp::socket socket(co_await asio::this_coro::executor);
    boost::system::error_code last = asio::error::host_not_found;
    for (const auto& endpoint : endpoints) {
        boost::system::error_code ignored;
        socket.close(ignored);
        const auto [error] = co_await socket.async_connect(endpoint, kNoThrow);
        last = error;
        if (!error) {
            notice_dead_peers(socket);
            co_return std::move(socket);
        }
        if (error == asio::error::operation_aborted) {
            break;
        }
    }
    co_return connect_error(fmt::format("port {} at {}", port, host), *sentences, last);
}

}  // namespace porchlight::net
