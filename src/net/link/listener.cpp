// SPDX-License-Identifier: Apache-2.0
#include "net/link/listener.hpp"

#include "base/log.hpp"
#include "net/link/secure_stream.hpp"
#include "rt/deadline.hpp"
#include "rt/job.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <optional>
#include <tuple>
#include <utility>

namespace porchlight::net::link {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// What to try again after when the process has no file descriptor left.
constexpr std::chrono::milliseconds kNoDescriptors{100};

Error listen_error(const std::string& where, const boost::system::error_code& error) {
    if (error == asio::error::address_in_use) {
        return {ErrorCode::AlreadyExists,
                fmt::format("{} is in use by another program. Stop that one, or choose another "
                            "port for cameras.",
                            where)};
    }
    const auto code = error == asio::error::access_denied ? ErrorCode::PermissionDenied
                                                          : ErrorCode::InvalidArgument;
    return {code, fmt::format("Cannot listen for cameras on {}: {}", where, error.message())};
}

Result<tcp::acceptor> listen_on(const asio::any_io_executor& executor, const std::string& host,
                                std::uint16_t port) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host, error);
    const std::string where = fmt::format("port {} of {}", port, host);
    if (error) {
        return listen_error(where, error);
    }
    const tcp::endpoint endpoint(address, port);
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
        return listen_error(where, error);
    }
    return acceptor;
}

class TcpLinkListener final : public LinkListener {
  public:
    TcpLinkListener(asio::any_io_executor executor, tcp::acceptor acceptor, Options options)
        : executor_(std::move(executor)),
          acceptor_(std::move(acceptor)),
          context_(std::move(options.context)),
          handler_(std::move(options.handler)),
          limits_(options.limits) {}

    void start() { accepting_.emplace(executor_, "listen for cameras", accept()); }

    [[nodiscard]] std::uint16_t port() const override {
        boost::system::error_code ignored;
        return acceptor_.local_endpoint(ignored).port();
    }
    [[nodiscard]] std::size_t links() const override { return links_; }
    void set_context(std::shared_ptr<const LinkContext> context) override {
        context_ = std::move(context);
    }

    rt::Task<> stop() override {
        if (accepting_) {
            accepting_->cancel();
            std::ignore = co_await accepting_->join();
        }
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        for (Open& open : open_) {
            if (open.job) {
                open.job->cancel();
            }
        }
        for (Open& open : open_) {
            if (open.job) {
                std::ignore = co_await open.job->join();
            }
        }
        open_.clear();
        co_return Result<>();
    }

  private:
    /// One connection. Its entry stays where it is for as long as its job runs.
    struct Open {
        std::string address;
        bool stranger = true;
        std::optional<rt::Job> job = std::nullopt;
    };
    /// Counts a link for as long as its handler runs.
    class Counted {
      public:
        explicit Counted(std::size_t* count) : count_(count) { ++*count_; }
        ~Counted() { --*count_; }
        Counted(const Counted&) = delete;
        Counted& operator=(const Counted&) = delete;
        Counted(Counted&&) = delete;
        Counted& operator=(Counted&&) = delete;

      private:
        std::size_t* count_;
    };

    rt::Task<> accept() {
        while (true) {
            auto [error, socket] =
                co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
            if (error == asio::error::operation_aborted) {
                co_return Result<>();
            }
            if (error) {
                log::warning("link", "cannot take a connection: {}", error.message());
                PL_CO_TRY_VOID(co_await rt::sleep_for(kNoDescriptors));
                continue;
            }
            begin(std::move(socket));
        }
    }

    void begin(tcp::socket socket) {
        std::erase_if(open_, [](const Open& open) { return open.job->is_done(); });
        auto stream = SecureStream::create(std::move(socket), context_, SecureStream::Side::Hub);
        if (!stream || !has_room_for((*stream)->peer().address)) {
            return;
        }
        Open& open = open_.emplace_back(Open{(*stream)->peer().address});
        open.job.emplace(executor_, "camera link", serve(&open, std::move(*stream)));
    }

    [[nodiscard]] bool has_room_for(const std::string& address) const {
        const auto strangers = static_cast<std::size_t>(
            std::ranges::count_if(open_, [](const Open& open) { return open.stranger; }));
        const auto of_address = static_cast<std::size_t>(std::ranges::count_if(
            open_, [&](const Open& open) { return open.stranger && open.address == address; }));
        return strangers < limits_.strangers && of_address < limits_.strangers_of_one_address &&
               links_ < limits_.paired + limits_.strangers;
    }

    rt::Task<> serve(Open* open, std::unique_ptr<SecureStream> stream) {
        auto shaking = stream->handshake();
        auto deadline =
            rt::with_deadline(std::move(shaking), limits_.handshake, "the handshake of a camera");
        PL_CO_TRY_VOID(co_await std::move(deadline));
        open->stranger = !stream->peer().serial;
        const Counted counted(&links_);
        auto serving = handler_(std::make_unique<Link>(std::move(stream)));
        co_return co_await std::move(serving);
    }

    asio::any_io_executor executor_;
    tcp::acceptor acceptor_;
    std::shared_ptr<const LinkContext> context_;
    Handler handler_;
    LinkLimits limits_;
    std::optional<rt::Job> accepting_;
    std::list<Open> open_;
    std::size_t links_ = 0;
};

}  // namespace

Result<std::unique_ptr<LinkListener>> LinkListener::create(asio::any_io_executor executor,
                                                           Options options) {
    PL_TRY(auto acceptor, listen_on(executor, options.address, options.port));
    auto listener = std::make_unique<TcpLinkListener>(std::move(executor), std::move(acceptor),
                                                      std::move(options));
    listener->start();
    return std::unique_ptr<LinkListener>(std::move(listener));
}

}  // namespace porchlight::net::link
