// SPDX-License-Identifier: Apache-2.0
#include "net/http/connection.hpp"

#include "base/log.hpp"
#include "net/ascii.hpp"
#include "net/http/response_head.hpp"
#include "net/http/websocket_stream.hpp"
#include "rt/launch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/detect_ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <fmt/format.h>

#include <array>
#include <memory>
#include <tuple>
#include <utility>

namespace porchlight::net::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr std::chrono::seconds kLinger{1};
constexpr std::size_t kMostDrained = 2U << 20U;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

using Parser = beast::http::request_parser<beast::http::string_body>;

/// Path and query of a target in origin or absolute form (RFC 9112 section 3.2).
Result<> split_target(std::string_view target, Request& request) {
    if (target.starts_with("http://") || target.starts_with("https://")) {
        const auto slash = target.find('/', target.find("//") + 2);
        target = slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    const auto question = std::min(target.find('?'), target.size());
    PL_TRY(request.path, percent_decode(target.substr(0, question)));
    if (!request.path.starts_with('/')) {
        return Error(ErrorCode::InvalidArgument, "The address must begin with a slash.");
    }
    if (question < target.size()) {
        PL_TRY(request.query, parse_query(target.substr(question + 1)));
    }
    return {};
}

Result<Request> request_from(beast::http::request<beast::http::string_body>& message, Peer peer) {
    Request request;
    const auto method = message.method_string();
    request.method = method_from(std::string_view(method.data(), method.size()));
    request.target = std::string(message.target());
    PL_TRY_VOID(split_target(request.target, request));
    for (const auto& field : message) {
        request.headers.add(std::string(field.name_string()), std::string(field.value()));
    }
    request.body = std::move(message.body());
    request.peer = std::move(peer);
    return request;
}

/// The answer to a request that could not be read; 0 when nobody is left to tell (Beast closes the
/// socket when a deadline passes).
int status_of(const beast::error_code& error) {
    if (error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow) {
        return 431;
    }
    if (error == beast::http::error::body_limit) {
        return 413;
    }
    return error.category() ==
                   beast::http::make_error_code(beast::http::error::bad_method).category()
               ? 400
               : 0;
}

/// One connection. Lives in its own coroutine.
class Connection {
  public:
    Connection(AnyStream stream, Incoming& incoming, Handler handler)
        : stream_(std::make_unique<AnyStream>(std::move(stream))),
          peer_(std::move(incoming.peer)),
          context_(std::move(incoming.context)),
          status_(std::move(incoming.status)),
          handler_(std::move(handler)) {}

    /// @param buffer What was read before it was clear what the peer speaks.
    rt::Task<> run(beast::flat_buffer buffer) {
        buffer_ = std::move(buffer);
        for (bool first = true;; first = false) {
            status_->phase = Phase::Waiting;
            if (!first) {
                PL_CO_TRY_VOID(co_await first_byte());
            }
            PL_CO_TRY(const Next next, co_await serve_one());
            if (next == Next::Close) {
                break;
            }
        }
        co_return Result<>();
    }

    /// Says that we are done, and lets what the peer still sends run dry: closing on top of unread
    /// bytes would reset the connection, and the peer might lose our last answer.
    rt::Task<> shut_down() {
        if (!stream_) {
            co_return Result<>();
        }
        expire_after(kLinger);
        bool unread = co_await stream_->end_sending();
        std::array<char, 4096> rest{};
        for (std::size_t drained = 0; unread && drained < kMostDrained;) {
            const auto [error, count] =
                co_await stream_->async_read_some(asio::buffer(rest), kAwait);
            unread = !error;
            drained += count;
        }
        co_return Result<>();
    }

  private:
    static Error gone() { return {ErrorCode::Cancelled, "the peer is gone"}; }

    void expire_after(std::chrono::milliseconds limit) { stream_->expires_after(limit); }

    /// Between two requests a connection may rest longer than within one.
    rt::Task<> first_byte() {
        if (buffer_.size() > 0) {
            co_return Result<>();
        }
        expire_after(context_->limits.idle);
        const auto [error, count] =
            co_await stream_->async_read_some(buffer_.prepare(4096), kAwait);
        if (error) {
            co_return gone();
        }
        buffer_.commit(count);
        co_return Result<>();
    }

    rt::Task<Next> serve_one() {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(context_->limits.header_bytes));
        parser.body_limit(context_->limits.body_bytes);
        const auto error = co_await read_request(&parser);
        if (error) {
            co_return co_await refuse(status_of(error));
        }
        auto request = request_from(parser.get(), peer_);
        if (!request) {
            co_return co_await refuse(400);
        }
        status_->phase = Phase::Answering;
        stream_->expires_never();
        const Method method = request->method;
        const std::string path = request->path;
        auto answer = handler_(std::move(*request));
        auto response = co_await std::move(answer);
        if (!response) {
            log::error("http", "{} {}: {}", to_string(method), path, response.error().message());
            co_return co_await refuse(500);
        }
        if (response->websocket) {
            co_return co_await upgrade(parser.release(), std::move(response->websocket));
        }
        const bool keep = parser.keep_alive() && !status_->last_answer;
        co_return co_await write(method, std::move(*response),
                                 keep ? Next::KeepAlive : Next::Close);
    }

    asio::awaitable<beast::error_code> read_request(Parser* parser) {
        expire_after(context_->limits.header);
        const auto [header_error, header_size] =
            co_await beast::http::async_read_header(*stream_, buffer_, *parser, kAwait);
        if (header_error || parser->is_done()) {
            co_return header_error;
        }
        status_->phase = Phase::Answering;
        expire_after(context_->limits.body);
        if (ascii_iequals(std::string(parser->get()[beast::http::field::expect]), "100-continue")) {
            constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(*stream_, asio::buffer(kContinue), kAwait);
        }
        const auto [body_error, body_size] =
            co_await beast::http::async_read(*stream_, buffer_, *parser, kAwait);
        co_return body_error;
    }

    /// A bare answer, then the end. @param status 0 when there is nobody left to tell.
    rt::Task<Next> refuse(int status) {
        if (status == 0) {
            co_return gone();
        }
        Response response = text_response(status, "text/plain; charset=utf-8",
                                          std::string(reason_of(status)) + "\n");
        co_return co_await write(Method::Get, std::move(response), Next::Close);
    }

    rt::Task<Next> upgrade(UpgradeRequest message, WebSocketHandler handler) {
        if (!beast::websocket::is_upgrade(message)) {
            Response response =
                text_response(426, "text/plain; charset=utf-8", "This address speaks WebSocket.\n");
            response.headers.set("Upgrade", "websocket");
            co_return co_await write(Method::Get, std::move(response), Next::Close);
        }
        status_->phase = Phase::WebSocket;
        auto request = std::make_unique<UpgradeRequest>(std::move(message));
        AnyStream stream = std::move(*stream_);
        stream_.reset();
        auto accepting =
            accept_websocket(std::move(stream), std::move(request), context_->limits.websocket);
        PL_CO_TRY(auto socket, co_await std::move(accepting));
        status_->websocket = socket;
        auto handled = handler(socket);
        const auto result = co_await std::move(handled);
        if (!result && result.error().code() != ErrorCode::Cancelled) {
            log::warning("http", "a WebSocket ended: {}", result.error().message());
        }
        std::ignore = co_await socket->close(result ? 1000 : 1001);
        co_return Next::Close;
    }

    rt::Task<Next> write(Method method, Response response, Next next) {
        const bool is_stream = std::holds_alternative<BodyProducer>(response.body);
        std::string text = response_head(response, next, context_->clock->utc_now());
        if (method == Method::Head || !has_body(response.status)) {
            response.body = std::string();
        }
        if (const auto* body = std::get_if<std::string>(&response.body)) {
            text += *body;
        }
        PL_CO_TRY_VOID(co_await send(std::move(text)));
        if (auto* slice = std::get_if<FileSlice>(&response.body)) {
            PL_CO_TRY_VOID(co_await send_file(std::move(*slice)));
        } else if (auto* producer = std::get_if<BodyProducer>(&response.body)) {
            auto sending = response.produced_length
                               ? send_exactly(std::move(*producer), *response.produced_length)
                               : send_produced(std::move(*producer), next);
            PL_CO_TRY_VOID(co_await std::move(sending));
        }
        co_return is_stream&& next == Next::Close ? Next::Close : next;
    }

    rt::Task<> send(std::string bytes) {
        // In pieces, so that the deadline asks for a least speed and not for a least size.
        for (std::size_t sent = 0; sent < bytes.size();) {
            expire_after(context_->limits.write);
            const auto piece =
                asio::buffer(bytes.data() + sent, std::min(kPieceBytes, bytes.size() - sent));
            const auto [error, count] = co_await asio::async_write(*stream_, piece, kAwait);
            if (error) {
                co_return gone();
            }
            sent += count;
        }
        co_return Result<>();
    }

    rt::Task<> send_file(FileSlice slice) {
        while (slice.length > 0) {
            auto read = [slice] { return read_piece(slice); };
            PL_CO_TRY(std::string piece, co_await rt::offload(context_->files, std::move(read)));
            slice.offset += static_cast<std::int64_t>(piece.size());
            slice.length -= static_cast<std::int64_t>(piece.size());
            PL_CO_TRY_VOID(co_await send(std::move(piece)));
        }
        co_return Result<>();
    }

    /// Chunked when the connection goes on (RFC 9112 section 7.1), else up to its end.
    rt::Task<> send_produced(BodyProducer producer, Next next) {
        while (true) {
            PL_CO_TRY(std::string piece, co_await producer());
            const bool last = piece.empty();
            if (next == Next::KeepAlive) {
                piece = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
            }
            if (!piece.empty()) {
                PL_CO_TRY_VOID(co_await send(std::move(piece)));
            }
            if (last) {
                co_return Result<>();
            }
        }
    }

    /// A body whose length was said before it was there.
    rt::Task<> send_exactly(BodyProducer producer, std::int64_t left) {
        while (true) {
            PL_CO_TRY(std::string piece, co_await producer());
            left -= static_cast<std::int64_t>(piece.size());
            if (left < 0 || (piece.empty() && left > 0)) {
                co_return Error(ErrorCode::Corrupt, "an answer is not as long as was said");
            }
            if (piece.empty()) {
                co_return Result<>();
            }
            PL_CO_TRY_VOID(co_await send(std::move(piece)));
        }
    }

    std::unique_ptr<AnyStream> stream_;  ///< Null once it is a WebSocket.
    Peer peer_;
    std::shared_ptr<const ConnectionContext> context_;
    std::shared_ptr<ConnectionStatus> status_;
    Handler handler_;
    beast::flat_buffer buffer_;
};

rt::Task<> serve(AnyStream stream, Incoming* incoming, beast::flat_buffer buffer, Handler handler) {
    Connection connection(std::move(stream), *incoming, std::move(handler));
    auto running = connection.run(std::move(buffer));
    const auto result = co_await std::move(running);
    if (result) {
        std::ignore = co_await connection.shut_down();
    } else if (result.error().code() != ErrorCode::Cancelled) {
        log::warning("http", "a connection was cut off: {}", result.error().message());
    }
    co_return Result<>();
}

rt::Task<> serve_tls(std::unique_ptr<Incoming> incoming) {
    PlainStream plain(std::move(incoming->socket));
    beast::flat_buffer buffer;
    plain.expires_after(incoming->context->limits.handshake);
    const auto [error, is_tls] = co_await beast::async_detect_ssl(plain, buffer, kAwait);
    if (error) {
        co_return Result<>();
    }
    if (!is_tls) {
        Handler handler = incoming->context->plain_on_tls;
        incoming->peer.security = Security::Plain;
        if (handler) {
            AnyStream stream(std::move(plain));
            auto served = serve(std::move(stream), incoming.get(), std::move(buffer), handler);
            std::ignore = co_await std::move(served);
        }
        co_return Result<>();
    }
    TlsStream tls(std::move(plain), incoming->tls->native());
    const auto [refused, used] =
        co_await tls.async_handshake(asio::ssl::stream_base::server, buffer.data(), kAwait);
    if (refused) {
        log::debug("http", "TLS with {}: {}", incoming->peer.address, refused.message());
        co_return Result<>();
    }
    buffer.consume(used);
    Handler handler = incoming->context->handler;
    AnyStream stream(std::move(tls));
    auto served = serve(std::move(stream), incoming.get(), std::move(buffer), std::move(handler));
    co_return co_await std::move(served);
}

}  // namespace

rt::Task<> serve_connection(std::unique_ptr<Incoming> incoming) {
    if (incoming->tls) {
        auto served = serve_tls(std::move(incoming));
        co_return co_await std::move(served);
    }
    Handler handler = incoming->context->handler;
    AnyStream stream(PlainStream(std::move(incoming->socket)));
    beast::flat_buffer nothing;
    auto served = serve(std::move(stream), incoming.get(), std::move(nothing), std::move(handler));
    co_return co_await std::move(served);
}

}  // namespace porchlight::net::http
