// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/any_stream.hpp"
#include "net/http/websocket.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <memory>

/// Private to net/http: turns a connection into a WebSocket.
namespace porchlight::net::http {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// Answers the handshake. @error InvalidArgument  It is not a valid one (a 400 was sent).
rt::Task<std::shared_ptr<WebSocket>> accept_websocket(AnyStream stream,
                                                      std::unique_ptr<UpgradeRequest> request,
                                                      WebSocketLimits limits);

}  // namespace porchlight::net::http
