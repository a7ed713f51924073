// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

/// Private to net/http: a connection of which no one needs to know any more whether it is TLS.
namespace porchlight::net::http {

using PlainStream = boost::beast::tcp_stream;
using TlsStream = boost::asio::ssl::stream<boost::beast::tcp_stream>;

/// Plain or TLS as one type that Beast reads and writes: what Beast does with a stream takes the
/// compiler some twenty seconds for each type of stream. Strand-bound; what waits for it is
/// resumed on its executor.
class AnyStream {
  public:
    using executor_type = boost::asio::any_io_executor;
    using IoCode = boost::system::error_code;

    explicit AnyStream(PlainStream stream);
    explicit AnyStream(TlsStream stream);

    [[nodiscard]] executor_type get_executor();
    /// Each read, write and wait from now on fails when it is not over within `limit` from now.
    void expires_after(std::chrono::milliseconds limit);
    void expires_never();
    void close();
    /// Tells the peer that nothing more comes. True when the connection must not be closed before
    /// what the peer still sends was read.
    boost::asio::awaitable<bool> end_sending();

    /// As Asio's AsyncReadStream and AsyncWriteStream want them.
    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return boost::asio::async_initiate<Token, void(IoCode, std::size_t)>(
            [](auto handler, AnyStream* self, const ReadInto& into) {
                const auto slot = boost::asio::get_associated_cancellation_slot(handler);
                self->layer_->read(into, slot, shared(std::move(handler)));
            },
            token, this, first_of<ReadInto>(buffers));
    }
    template <typename Buffers, typename Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return boost::asio::async_initiate<Token, void(IoCode, std::size_t)>(
            [](auto handler, AnyStream* self, const WriteFrom& from) {
                const auto slot = boost::asio::get_associated_cancellation_slot(handler);
                self->layer_->write(from, slot, shared(std::move(handler)));
            },
            token, this, first_of<WriteFrom>(buffers));
    }

    // How Beast ends a WebSocket; it looks for these names.
    template <typename Handler>
    friend void async_teardown(boost::beast::role_type role, AnyStream& stream, Handler&& handler) {
        const auto slot = boost::asio::get_associated_cancellation_slot(handler);
        stream.layer_->tear_down(role, slot, shared(std::forward<Handler>(handler)));
    }
    friend void beast_close_socket(AnyStream& stream) { stream.close(); }

  private:
    /// Beast writes a head and a body at once, seldom more; the rest waits for the next call.
    static constexpr std::size_t kPieces = 4;
    using ReadInto = std::array<boost::asio::mutable_buffer, kPieces>;
    using WriteFrom = std::array<boost::asio::const_buffer, kPieces>;
    using Slot = boost::asio::cancellation_slot;
    using Transferred = std::function<void(IoCode, std::size_t)>;
    using Done = std::function<void(IoCode)>;

    class Layer {
      public:
        Layer() = default;
        Layer(const Layer&) = delete;
        Layer& operator=(const Layer&) = delete;
        Layer(Layer&&) = delete;
        Layer& operator=(Layer&&) = delete;
        virtual ~Layer() = default;

        virtual void read(const ReadInto& into, Slot slot, Transferred done) = 0;
        virtual void write(const WriteFrom& from, Slot slot, Transferred done) = 0;
        virtual void tear_down(boost::beast::role_type role, Slot slot, Done done) = 0;
        virtual boost::asio::awaitable<bool> end_sending() = 0;
        /// The socket with its deadlines.
        [[nodiscard]] virtual PlainStream& lowest() = 0;
    };
    template <typename Stream>
    class LayerOf;

    template <typename Pieces, typename Buffers>
    static Pieces first_of(const Buffers& buffers) {
        Pieces pieces;
        std::size_t count = 0;
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto it = boost::asio::buffer_sequence_begin(buffers); it != end; ++it) {
            const typename Pieces::value_type piece(*it);
            if (piece.size() > 0 && count < kPieces) {
                pieces.at(count++) = piece;
            }
        }
        return pieces;
    }

    /// A handler may be movable only, and a std::function wants copies.
    template <typename Handler>
    static auto shared(Handler&& handler) {
        auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        return [kept](auto... results) {
            auto last = std::move(*kept);
            last(results...);
        };
    }

    std::unique_ptr<Layer> layer_;
};

}  // namespace porchlight::net::http
