// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/websocket.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <memory>

/// Private to net/http: turns a connection into a WebSocket.
namespace porchlight::net::http {

using PlainStream = boost::beast::tcp_stream;
using TlsStream = boost::asio::ssl::stream<boost::beast::tcp_stream>;
using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// Answers the handshake. @error InvalidArgument  It is not a valid one (a 400 was sent).
template <typename Stream>
rt::Task<std::shared_ptr<WebSocket>> accept_websocket(std::unique_ptr<Stream> stream,
                                                      std::unique_ptr<UpgradeRequest> request,
                                                      WebSocketLimits limits);

extern template rt::Task<std::shared_ptr<WebSocket>> accept_websocket(
    std::unique_ptr<PlainStream>, std::unique_ptr<UpgradeRequest>, WebSocketLimits);
extern template rt::Task<std::shared_ptr<WebSocket>> accept_websocket(
    std::unique_ptr<TlsStream>, std::unique_ptr<UpgradeRequest>, WebSocketLimits);

}  // namespace porchlight::net::http
