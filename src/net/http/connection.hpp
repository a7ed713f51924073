// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/server.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>

/// Private to net/http: what the server and its connections share.
namespace porchlight::net::http {

enum class Phase : std::uint8_t {
    Waiting,  ///< For a handshake or a request; may be cut off without harm.
    Answering,
    WebSocket,
};

/// What the server must know of a connection to end it well.
struct ConnectionStatus {
    Phase phase = Phase::Waiting;
    bool last_answer = false;  ///< Set by stop(): close after the answer that is on its way.
    std::weak_ptr<WebSocket> websocket;
};

/// What every connection of one server needs; outlives them through shared ownership.
struct ConnectionContext {
    rt::asio::any_io_executor files;
    Limits limits;
    Handler handler;
    Handler plain_on_tls;
    const Clock* clock = nullptr;
};

struct Incoming {
    boost::asio::ip::tcp::socket socket;
    Peer peer;
    std::shared_ptr<const ConnectionContext> context;
    std::shared_ptr<ConnectionStatus> status;
    /// None for an address that speaks plain HTTP.
    std::shared_ptr<const tls::ServerContext> tls;
};

/// Serves one connection until it ends. Its errors are the peer's business, so it always succeeds.
rt::Task<> serve_connection(std::unique_ptr<Incoming> incoming);

}  // namespace porchlight::net::http
