// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/wpa_link.hpp"

#include "hal/drivers/wpa_reply.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <deque>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {
namespace {

namespace asio = boost::asio;
using Protocol = asio::local::datagram_protocol;

constexpr std::size_t kLargestMessage = 8192;  // its own limit is 4096
constexpr std::size_t kMostEvents = 256;       // kept; the oldest go first

Error unavailable(const boost::system::error_code& error) {
    if (error == asio::error::operation_aborted) {
        return {ErrorCode::Cancelled, "stopped"};
    }
    return {ErrorCode::Unavailable, "the Wi-Fi service does not answer: " + error.message()};
}

}  // namespace

struct WpaLink::Sockets {
    Sockets(const asio::any_io_executor& executor, std::string own_path,
            std::chrono::milliseconds limit)
        : socket(executor), own(std::move(own_path)), patience(limit) {}
    ~Sockets() { ::unlink(own.c_str()); }
    Sockets(const Sockets&) = delete;
    Sockets& operator=(const Sockets&) = delete;
    Sockets(Sockets&&) = delete;
    Sockets& operator=(Sockets&&) = delete;

    Protocol::socket socket;
    std::string own;
    std::chrono::milliseconds patience;
    std::deque<std::string> events;
};

WpaLink::WpaLink(std::unique_ptr<Sockets> sockets) : sockets_(std::move(sockets)) {}
WpaLink::~WpaLink() = default;

Result<std::unique_ptr<WpaLink>> WpaLink::open(const rt::asio::any_io_executor& executor,
                                               const std::string& control, std::string own,
                                               std::chrono::milliseconds patience) {
    constexpr std::size_t kLongestPath = sizeof(sockaddr_un::sun_path) - 1;
    if (control.size() > kLongestPath || own.size() > kLongestPath) {
        return Error(ErrorCode::InvalidArgument, "the path of a Wi-Fi socket is too long");
    }
    auto sockets = std::make_unique<Sockets>(executor, std::move(own), patience);
    ::unlink(sockets->own.c_str());  // left by a program that was killed
    boost::system::error_code error;
    sockets->socket.open(Protocol(), error);
    if (!error) {
        sockets->socket.bind(Protocol::endpoint(sockets->own), error);
    }
    if (error) {
        return errno_error(error.value(), "cannot make the socket " + sockets->own);
    }
    sockets->socket.connect(Protocol::endpoint(control), error);
    if (error) {
        return unavailable(error).wrap("no Wi-Fi service at " + control);
    }
    return std::unique_ptr<WpaLink>(new WpaLink(std::move(sockets)));
}

rt::Task<std::string> WpaLink::ask(Secret command) {
    auto exchanged = exchange(std::move(command));
    co_return co_await rt::with_deadline(std::move(exchanged), sockets_->patience,
                                         "the Wi-Fi service");
}

rt::Task<> WpaLink::tell(Secret command) {
    const std::string verb = command.reveal().substr(0, command.reveal().find(' '));
    auto asked = ask(std::move(command));
    PL_CO_TRY(const std::string reply, co_await std::move(asked));
    if (reply != "OK") {
        co_return Error(ErrorCode::Unavailable, "the Wi-Fi service refuses " + verb);
    }
    co_return Result<>();
}

rt::Task<std::string> WpaLink::exchange(Secret command) {
    const auto [error, sent] = co_await sockets_->socket.async_send(
        asio::buffer(command.reveal()), asio::as_tuple(asio::use_awaitable));
    if (error) {
        co_return unavailable(error);
    }
    for (;;) {
        PL_CO_TRY(std::string message, co_await receive());
        if (!is_event(message)) {
            co_return message;
        }
        sockets_->events.push_back(std::move(message));
        if (sockets_->events.size() > kMostEvents) {
            sockets_->events.pop_front();
        }
    }
}

rt::Task<std::string> WpaLink::receive() {
    std::array<char, kLargestMessage> buffer{};
    const auto [error, size] = co_await sockets_->socket.async_receive(
        asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
    if (error) {
        co_return unavailable(error);
    }
    std::string message(buffer.data(), size);
    if (message.ends_with('\n')) {
        message.pop_back();
    }
    co_return message;
}

rt::Task<std::string> WpaLink::next_event() {
    while (sockets_->events.empty()) {
        PL_CO_TRY(std::string message, co_await receive());
        if (is_event(message)) {
            co_return message;
        }
    }
    std::string event = std::move(sockets_->events.front());
    sockets_->events.pop_front();
    co_return event;
}

void WpaLink::forget_events() {
    sockets_->events.clear();
}

}  // namespace porchlight::hal
