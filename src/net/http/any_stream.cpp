// SPDX-License-Identifier: Apache-2.0
#include "net/http/any_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace porchlight::net::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

template <typename Stream>
class AnyStream::LayerOf final : public AnyStream::Layer {
  public:
    explicit LayerOf(Stream stream) : stream_(std::move(stream)) {}

    void read(const ReadInto& into, Slot slot, Transferred done) override {
        stream_.async_read_some(into, asio::bind_cancellation_slot(slot, std::move(done)));
    }
    void write(const WriteFrom& from, Slot slot, Transferred done) override {
        stream_.async_write_some(from, asio::bind_cancellation_slot(slot, std::move(done)));
    }
    void tear_down(beast::role_type role, Slot slot, Done done) override {
        using beast::websocket::async_teardown;
        async_teardown(role, stream_, asio::bind_cancellation_slot(slot, std::move(done)));
    }
    asio::awaitable<bool> end_sending() override {
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            co_await stream_.async_shutdown(asio::as_tuple(asio::use_awaitable));
            co_return false;
        } else {
            IoCode error;
            stream_.socket().shutdown(asio::socket_base::shutdown_send, error);
            co_return !error;
        }
    }
    [[nodiscard]] PlainStream& lowest() override { return beast::get_lowest_layer(stream_); }

  private:
    Stream stream_;
};

AnyStream::AnyStream(PlainStream stream)
    : layer_(std::make_unique<LayerOf<PlainStream>>(std::move(stream))) {}

AnyStream::AnyStream(TlsStream stream)
    : layer_(std::make_unique<LayerOf<TlsStream>>(std::move(stream))) {}

AnyStream::executor_type AnyStream::get_executor() {
    return layer_->lowest().get_executor();
}

void AnyStream::expires_after(std::chrono::milliseconds limit) {
    layer_->lowest().expires_after(limit);
}

void AnyStream::expires_never() {
    layer_->lowest().expires_never();
}

void AnyStream::close() {
    layer_->lowest().close();
}

asio::awaitable<bool> AnyStream::end_sending() {
    return layer_->end_sending();
}

}  // namespace porchlight::net::http
