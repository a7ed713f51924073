// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "net/http/message.hpp"
#include "net/http/websocket.hpp"
#include "net/tls/server_context.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::net::http {

/// What a peer may use of us. The times hold for a whole step, so that sending a byte now and then
/// wins nothing.
struct Limits {
    std::size_t connections = 512;  ///< When reached, the one that has idled longest makes room.
    std::size_t header_bytes = 16U << 10U;
    std::size_t body_bytes = 1U << 20U;
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds header{10'000};  ///< From the first wait to the end of the header.
    std::chrono::milliseconds body{30'000};
    std::chrono::milliseconds write{30'000};    ///< For each 128 KiB of an answer.
    std::chrono::milliseconds idle{75'000};     ///< Between two requests of one connection.
    std::chrono::milliseconds graceful{3'000};  ///< What stop() grants to answers on their way.
    WebSocketLimits websocket;
};

/// One address to listen on.
struct Listen {
    std::string address;     ///< "127.0.0.1", "::", without brackets.
    std::uint16_t port = 0;  ///< 0 lets the system choose.
    /// Tls: a connection that speaks plain HTTP is passed to the plain handler.
    Security security = Security::Plain;
};

/// An HTTP/1.1 server (RFC 9112). Strand-bound to `executor`; handlers run there.
class Server {
  public:
    struct Options {
        std::vector<Listen> listen;
        Limits limits;
        /// Needed when an address is Tls.
        std::shared_ptr<const tls::ServerContext> tls;
        Handler handler;
        /// Answers plain HTTP on a Tls address; it should only help people to the other side.
        Handler plain_on_tls;
        /// For the Date field. Outlives the server.
        const Clock* clock = nullptr;
    };

    /// Binds every address and begins to answer.
    /// @param files Where files are read, since a slow disk must not hold up `executor`.
    /// @error AlreadyExists  A port is in use; the sentence names it. @error InvalidArgument,
    /// PermissionDenied  An address that cannot be listened on.
    static Result<std::unique_ptr<Server>> create(rt::asio::any_io_executor executor,
                                                  rt::asio::any_io_executor files, Options options);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    Server(Server&&) = delete;
    Server& operator=(Server&&) = delete;
    virtual ~Server() = default;

    /// The ports, in the order of Options::listen.
    [[nodiscard]] virtual std::vector<std::uint16_t> ports() const = 0;
    [[nodiscard]] virtual std::size_t connections() const = 0;
    /// New connections use this from now on.
    virtual void set_tls(std::shared_ptr<const tls::ServerContext> tls) = 0;
    /// Takes no new connection, lets answers on their way end (at most Limits::graceful), then cuts
    /// the rest off. Must have returned before destruction.
    virtual rt::Task<> stop() = 0;

  protected:
    Server() = default;
};

}  // namespace porchlight::net::http
