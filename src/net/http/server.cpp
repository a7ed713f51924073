// SPDX-License-Identifier: Apache-2.0
#include "net/http/server.hpp"

#include "base/log.hpp"
#include "net/http/connection.hpp"
#include "rt/gate.hpp"
#include "rt/job.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <tuple>
#include <utility>

namespace porchlight::net::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// What to try again after when the process has no file descriptor left.
constexpr std::chrono::milliseconds kNoDescriptors{100};
constexpr std::chrono::milliseconds kStopPoll{20};

std::string where(const Listen& listen) {
    const bool v6 = listen.address.find(':') != std::string::npos;
    return v6 ? fmt::format("[{}]:{}", listen.address, listen.port)
              : fmt::format("{}:{}", listen.address, listen.port);
}

Error listen_error(const Listen& listen, const boost::system::error_code& error) {
    if (error == asio::error::address_in_use) {
        return {
            ErrorCode::AlreadyExists,
            fmt::format("{} is in use by another program. Stop that one, or choose another port.",
                        where(listen))};
    }
    const auto code = error == asio::error::access_denied ? ErrorCode::PermissionDenied
                                                          : ErrorCode::InvalidArgument;
    return {code, fmt::format("Cannot listen on {}: {}", where(listen), error.message())};
}

Result<tcp::acceptor> bind(const asio::any_io_executor& executor, const Listen& listen) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(listen.address, error);
    if (error) {
        return Error(ErrorCode::InvalidArgument,
                     fmt::format("\"{}\" is not an IP address.", listen.address));
    }
    const tcp::endpoint endpoint(address, listen.port);
    tcp::acceptor acceptor(executor);
    acceptor.open(endpoint.protocol(), error);
    if (!error && address.is_v6()) {
        acceptor.set_option(asio::ip::v6_only(true), error);
    }
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return listen_error(listen, error);
    }
    return acceptor;
}

Peer peer_of(const tcp::socket& socket, Security security) {
    boost::system::error_code ignored;
    asio::ip::address address = socket.remote_endpoint(ignored).address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    Peer peer{address.to_string(), address.to_string(), security};
    if (address.is_v6()) {
        peer.network = asio::ip::network_v6(address.to_v6(), 64).canonical().to_string();
    }
    return peer;
}

class TcpServer final : public Server {
  public:
    TcpServer(asio::any_io_executor executor, asio::any_io_executor files, Options options)
        : executor_(std::move(executor)), tls_(std::move(options.tls)) {
        auto context = std::make_shared<ConnectionContext>();
        context->files = std::move(files);
        context->limits = options.limits;
        context->handler = std::move(options.handler);
        context->plain_on_tls = std::move(options.plain_on_tls);
        context->clock = options.clock;
        context_ = std::move(context);
    }

    void add(tcp::acceptor acceptor, Security security) {
        listeners_.push_back(std::make_unique<Listener>(std::move(acceptor), security));
    }

    void start() {
        for (const auto& listener : listeners_) {
            accepting_.push_back(
                std::make_unique<rt::Job>(executor_, "listen", accept(listener.get())));
        }
    }

    [[nodiscard]] std::vector<std::uint16_t> ports() const override {
        std::vector<std::uint16_t> ports;
        for (const auto& listener : listeners_) {
            boost::system::error_code ignored;
            ports.push_back(listener->acceptor.local_endpoint(ignored).port());
        }
        return ports;
    }

    [[nodiscard]] std::size_t connections() const override {
        return static_cast<std::size_t>(std::ranges::count_if(
            connections_, [](const Open& open) { return !open.job.is_done(); }));
    }

    void set_tls(std::shared_ptr<const tls::ServerContext> tls) override { tls_ = std::move(tls); }

    rt::Task<> stop() override {
        for (const auto& job : accepting_) {
            job->cancel();
            std::ignore = co_await job->join();
        }
        listeners_.clear();
        for (Open& open : connections_) {
            say_goodbye(open);
        }
        for (auto waited = std::chrono::milliseconds(0);
             connections() > 0 && waited < context_->limits.graceful; waited += kStopPoll) {
            PL_CO_TRY_VOID(co_await rt::sleep_for(kStopPoll));
        }
        for (Open& open : connections_) {
            open.job.cancel();
        }
        for (Open& open : connections_) {
            std::ignore = co_await open.job.join();
        }
        connections_.clear();
        co_return Result<>();
    }

  private:
    struct Listener {
        Listener(tcp::acceptor listening, Security kind)
            : acceptor(std::move(listening)), security(kind) {}
        tcp::acceptor acceptor;
        Security security;
    };
    struct Open {
        rt::Job job;
        std::shared_ptr<ConnectionStatus> status;
    };

    void say_goodbye(Open& open) {
        open.status->last_answer = true;
        if (open.status->phase == Phase::Waiting) {
            open.job.cancel();
        } else if (auto socket = open.status->websocket.lock()) {
            rt::spawn(executor_, "close a WebSocket", socket->close(1001));
        }
    }

    rt::Task<> accept(Listener* listener) {
        while (true) {
            auto [error, socket] =
                co_await listener->acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
            if (error == asio::error::operation_aborted) {
                co_return Result<>();
            }
            if (error) {
                log::warning("http", "cannot take a connection: {}", error.message());
                PL_CO_TRY_VOID(co_await rt::sleep_for(kNoDescriptors));
                continue;
            }
            begin(std::move(socket), listener->security);
        }
    }

    void begin(tcp::socket socket, Security security) {
        std::erase_if(connections_, [](const Open& open) { return open.job.is_done(); });
        if (connections_.size() >= context_->limits.connections && !make_room()) {
            return;
        }
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        auto status = std::make_shared<ConnectionStatus>();
        auto peer = peer_of(socket, security);
        auto tls = security == Security::Tls ? tls_ : nullptr;
        auto incoming = std::make_unique<Incoming>(
            Incoming{std::move(socket), std::move(peer), context_, status, std::move(tls)});
        connections_.push_back(
            {rt::Job(executor_, "http connection", serve_connection(std::move(incoming))), status});
    }

    /// Cuts off the oldest connection that waits for a request. False when none does.
    bool make_room() {
        const auto oldest = std::ranges::find_if(
            connections_, [](const Open& open) { return open.status->phase == Phase::Waiting; });
        if (oldest == connections_.end()) {
            return false;
        }
        connections_.erase(oldest);  // destroying a Job cancels it
        return true;
    }

    asio::any_io_executor executor_;
    std::shared_ptr<const tls::ServerContext> tls_;
    std::shared_ptr<const ConnectionContext> context_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::vector<std::unique_ptr<rt::Job>> accepting_;
    std::list<Open> connections_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::create(asio::any_io_executor executor,
                                               asio::any_io_executor files, Options options) {
    const std::vector<Listen> addresses = options.listen;
    const bool has_tls = options.tls != nullptr;
    auto server = std::make_unique<TcpServer>(executor, std::move(files), std::move(options));
    for (const Listen& listen : addresses) {
        if (listen.security == Security::Tls && !has_tls) {
            return Error(ErrorCode::FailedPrecondition, "There is no certificate for TLS yet.");
        }
        PL_TRY(auto acceptor, bind(executor, listen));
        server->add(std::move(acceptor), listen.security);
    }
    server->start();
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace porchlight::net::http
