// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/datagram.hpp"

#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <memory>
#include <utility>

namespace porchlight::hub::probing {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using SteadyClock = asio::steady_timer::clock_type;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kLargestDatagram = 8192;
constexpr std::size_t kMostReplies = 64;

Error socket_error(const boost::system::error_code& error) {
    return error == asio::error::operation_aborted ? Error(ErrorCode::Cancelled, "stopped")
                                                   : Error(ErrorCode::Unavailable, error.message());
}

rt::Task<std::string> receive(udp::socket* socket) {
    std::array<char, kLargestDatagram> bytes{};
    const auto [error, size] = co_await socket->async_receive(asio::buffer(bytes), kNoThrow);
    if (error) {
        co_return socket_error(error);
    }
    co_return std::string(bytes.data(), size);
}

rt::Task<> gather(udp::socket* socket, std::vector<Reply>* replies) {
    std::array<char, kLargestDatagram> bytes{};
    while (replies->size() < kMostReplies) {
        udp::endpoint from;
        const auto [error, size] =
            co_await socket->async_receive_from(asio::buffer(bytes), from, kNoThrow);
        if (error == asio::error::operation_aborted) {
            co_return Error(ErrorCode::Cancelled, "stopped");
        }
        if (!error) {
            replies->push_back({from.address().to_string(), std::string(bytes.data(), size)});
        }
    }
    co_return Result<>();
}

rt::Task<Knock> connect_once(tcp::endpoint endpoint) {
    tcp::socket socket(co_await asio::this_coro::executor);
    const auto start = SteadyClock::now();
    const auto [error] = co_await socket.async_connect(endpoint, kNoThrow);
    if (error == asio::error::operation_aborted) {
        co_return Error(ErrorCode::Cancelled, "stopped");
    }
    Knock knocked;
    knocked.took =
        std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start);
    if (!error) {
        knocked.door = Door::Open;
    } else if (error == asio::error::connection_refused) {
        knocked.door = Door::Refused;
    }
    co_return knocked;
}

}  // namespace

rt::Task<std::string> ask(Letter letter, int tries, std::chrono::milliseconds patience) {
    boost::system::error_code error;
    const udp::endpoint to(asio::ip::make_address(letter.address, error), letter.port);
    udp::socket socket(co_await asio::this_coro::executor);
    if (!error) {
        socket.open(to.protocol(), error);
    }
    if (!error) {
        socket.connect(to, error);
    }
    if (error) {
        co_return socket_error(error);
    }
    for (int i = 0; i < tries; ++i) {
        if (socket.send(asio::buffer(letter.bytes), 0, error); error) {
            co_return socket_error(error);
        }
        auto receiving = rt::with_deadline(receive(&socket), patience, "an answer");
        auto answer = co_await std::move(receiving);
        if (answer || answer.error().code() != ErrorCode::TimedOut) {
            co_return answer;
        }
    }
    co_return Error(ErrorCode::TimedOut, "no answer");
}

rt::Task<std::vector<Reply>> ask_all(std::vector<Letter> letters, std::chrono::milliseconds time) {
    udp::socket socket(co_await asio::this_coro::executor);
    boost::system::error_code error;
    socket.open(udp::v4(), error);
    if (error) {
        co_return socket_error(error);
    }
    socket.non_blocking(true, error);
    std::vector<Reply> replies;
    for (int round = 0; round < 2; ++round) {
        for (const Letter& letter : letters) {
            const auto address = asio::ip::make_address(letter.address, error);
            if (!error) {
                socket.send_to(asio::buffer(letter.bytes), udp::endpoint(address, letter.port), 0,
                               error);
            }
        }
        auto gathering = rt::with_deadline(gather(&socket, &replies), time / 2, "answers");
        const auto end = co_await std::move(gathering);
        if (!end && end.error().code() == ErrorCode::Cancelled) {
            co_return end.error();
        }
    }
    co_return replies;
}

rt::Task<Knock> knock(std::string address, std::uint16_t port, std::chrono::milliseconds limit) {
    boost::system::error_code error;
    const tcp::endpoint to(asio::ip::make_address(address, error), port);
    if (error) {
        co_return Knock();
    }
    auto connecting = rt::with_deadline(connect_once(to), limit, "connect");
    auto knocked = co_await std::move(connecting);
    if (!knocked && knocked.error().code() == ErrorCode::TimedOut) {
        co_return Knock{Door::Silent, limit};
    }
    co_return knocked;
}

}  // namespace porchlight::hub::probing
