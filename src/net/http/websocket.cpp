// SPDX-License-Identifier: Apache-2.0
#include "net/http/websocket.hpp"

#include "net/http/websocket_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <deque>
#include <utility>

namespace porchlight::net::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

Message Message::text(std::string text) {
    return Message::text(std::make_shared<const std::string>(std::move(text)));
}

Message Message::text(std::shared_ptr<const std::string> text) {
    const void* data = text->data();
    const std::size_t size = text->size();
    return {Kind::Text, std::move(text), data, size};
}

Message Message::binary(std::shared_ptr<const std::vector<std::uint8_t>> bytes) {
    const void* data = bytes->data();
    const std::size_t size = bytes->size();
    return {Kind::Binary, std::move(bytes), data, size};
}

namespace {

constexpr std::chrono::seconds kCloseWithin{2};
constexpr std::chrono::seconds kDeadAfter{30};

class BeastWebSocket final : public WebSocket, public std::enable_shared_from_this<BeastWebSocket> {
  public:
    BeastWebSocket(AnyStream stream, WebSocketLimits limits)
        : stream_(std::move(stream)),
          limits_(limits),
          drained_(stream_.get_executor(), asio::steady_timer::time_point::max()) {}

    rt::Task<> accept(std::unique_ptr<UpgradeRequest> request) {
        beast::get_lowest_layer(stream_).expires_never();
        websocket::stream_base::timeout timeout{std::chrono::seconds(10), kDeadAfter, true};
        stream_.set_option(timeout);
        stream_.read_message_max(limits_.received_bytes);
        // A message is one frame, written with its header in one call: nothing waits for more.
        stream_.auto_fragment(false);
        const auto [error] =
            co_await stream_.async_accept(*request, asio::as_tuple(asio::use_awaitable));
        if (error) {
            co_return Error(ErrorCode::InvalidArgument,
                            "not a WebSocket handshake: " + error.message());
        }
        co_return Result<>();
    }

    bool send(Message message) override {
        const bool fits = queue_.empty() || (queue_.size() < limits_.queued_messages &&
                                             queued_ + message.size() <= limits_.queued_bytes);
        if (ended_ || !fits) {
            return false;
        }
        queued_ += message.size();
        queue_.push_back(std::move(message));
        if (queue_.size() == 1) {
            write_first();
        }
        return true;
    }

    [[nodiscard]] std::size_t queued_bytes() const override { return queued_; }

    rt::Task<std::string> receive() override {
        const auto self = shared_from_this();
        beast::flat_buffer buffer;
        const auto [error, size] =
            co_await stream_.async_read(buffer, asio::as_tuple(asio::use_awaitable));
        if (error) {
            end();
            co_return Error(ErrorCode::Cancelled, "the WebSocket was closed");
        }
        co_return beast::buffers_to_string(buffer.data());
    }

    rt::Task<> close(std::uint16_t code) override {
        const auto self = shared_from_this();
        if (closing_ || ended_) {
            co_return Result<>();
        }
        closing_ = true;
        drained_.expires_after(kCloseWithin);
        if (!queue_.empty()) {
            co_await drained_.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        if (!ended_ && queue_.empty()) {
            websocket::stream_base::timeout timeout{kCloseWithin, kCloseWithin, false};
            stream_.set_option(timeout);
            const websocket::close_reason reason{websocket::close_code(code)};
            co_await stream_.async_close(reason, asio::as_tuple(asio::use_awaitable));
        }
        end();
        co_return Result<>();
    }

  private:
    void write_first() {
        const Message& message = queue_.front();
        stream_.binary(message.kind() == Message::Kind::Binary);
        stream_.async_write(
            asio::const_buffer(message.data(), message.size()),
            [self = shared_from_this()](beast::error_code error, std::size_t /*written*/) {
                self->written(error);
            });
    }

    void written(beast::error_code error) {
        queued_ -= queue_.front().size();
        queue_.pop_front();
        if (error) {
            end();
            return;
        }
        if (!queue_.empty()) {
            write_first();
            return;
        }
        drained_.cancel();
    }

    /// Nothing more is sent or received.
    void end() {
        if (!std::exchange(ended_, true)) {
            beast::get_lowest_layer(stream_).close();
            drained_.cancel();
        }
    }

    websocket::stream<AnyStream, false> stream_;
    WebSocketLimits limits_;
    asio::steady_timer drained_;
    std::deque<Message> queue_;  ///< The first one is being written.
    std::size_t queued_ = 0;
    bool closing_ = false;
    bool ended_ = false;
};

}  // namespace

rt::Task<std::shared_ptr<WebSocket>> accept_websocket(AnyStream stream,
                                                      std::unique_ptr<UpgradeRequest> request,
                                                      WebSocketLimits limits) {
    auto socket = std::make_shared<BeastWebSocket>(std::move(stream), limits);
    auto accepted = socket->accept(std::move(request));
    PL_CO_TRY_VOID(co_await std::move(accepted));
    co_return std::shared_ptr<WebSocket>(std::move(socket));
}

}  // namespace porchlight::net::http
