// SPDX-License-Identifier: Apache-2.0
#include "net/listener.hpp"

#include "net/tcp_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <utility>

namespace porchlight::net {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class TcpListener final : public Listener {
  public:
    explicit TcpListener(tcp::acceptor acceptor) : acceptor_(std::move(acceptor)) {}

    [[nodiscard]] std::uint16_t port() const override {
        boost::system::error_code error;
        return acceptor_.local_endpoint(error).port();
    }
    rt::Task<std::unique_ptr<Stream>> accept() override {
        auto [error, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
        if (error == asio::error::operation_aborted) {
            co_return Error(ErrorCode::Cancelled, "stopped");
        }
        if (error) {
            co_return Error(ErrorCode::Unavailable,
                            fmt::format("a connection could not be taken ({})", error.message()));
        }
        co_return make_tcp_stream(std::move(socket));
    }

    void close() override {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
    }

  private:
    tcp::acceptor acceptor_;
};

Error open_error(const boost::system::error_code& error, const std::string& address,
                 std::uint16_t port) {
    if (error == asio::error::address_in_use) {
        return {ErrorCode::AlreadyExists,
                fmt::format("Port {} is in use by another program. Choose another one", port)};
    }
    if (error == asio::error::access_denied) {
        return {ErrorCode::PermissionDenied,
                fmt::format("Port {} is for the administrator. Choose one above 1023", port)};
    }
    return {ErrorCode::Unavailable,
            fmt::format("Port {} at {} cannot be opened ({})", port, address, error.message())};
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(const rt::asio::any_io_executor& executor,
                                                 const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto parsed = asio::ip::make_address(address, error);
    if (error) {
        return Error(ErrorCode::InvalidArgument,
                     fmt::format("\"{}\" is no address of this machine", address));
    }
    const tcp::endpoint endpoint(parsed, port);
    tcp::acceptor acceptor(executor);
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return open_error(error, address, port);
    }
    return std::unique_ptr<Listener>(std::make_unique<TcpListener>(std::move(acceptor)));
}

}  // namespace porchlight::net
