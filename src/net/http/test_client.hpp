// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/message.hpp"
#include "net/http/server.hpp"
#include "rt/io_thread.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// For tests: what a browser, or an attacker, sends over a real socket of this machine.
namespace porchlight::net::http {

/// One answer as it came.
struct RawAnswer {
    int status = 0;  ///< 0 when the connection ended without an answer.
    Headers headers;
    std::string body;
};

/// A blocking TCP connection to 127.0.0.1. Every wait ends after 10 s at the latest.
class TestClient {
  public:
    explicit TestClient(std::uint16_t port);
    ~TestClient();
    TestClient(TestClient&&) noexcept;
    TestClient& operator=(TestClient&&) = delete;
    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;

    void send(std::string_view bytes);
    /// @param method For HEAD no body is expected.
    RawAnswer read_answer(std::string_view method = "GET");
    /// `request_line` as "GET /path", with Host and `fields`, each ending in CRLF.
    RawAnswer ask(std::string_view request_line, std::string_view fields = "",
                  std::string_view body = "");
    /// Exactly so many bytes, or what came before the end.
    std::string read_bytes(std::size_t count);
    /// True when the other side has closed and nothing is left to read.
    bool is_closed();

    /// Asks to become a WebSocket. @return The answer; 101 when it did.
    RawAnswer upgrade(std::string_view path, std::string_view fields = "");
    /// A whole message, masked as a client must (RFC 6455 section 5.3).
    void send_text(std::string_view text);
    struct Frame {
        int opcode = -1;  ///< 1 text, 2 binary, 8 close, 9 ping; -1 when the connection ended.
        std::string payload;
    };
    Frame read_frame();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A server on 127.0.0.1 that answers with `handler`, on threads of its own.
class TestServer {
  public:
    explicit TestServer(Handler handler, Limits limits = {}, Security security = Security::Plain,
                        std::shared_ptr<const tls::ServerContext> tls = nullptr,
                        Handler plain_on_tls = {});
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;
    TestServer(TestServer&&) = delete;
    TestServer& operator=(TestServer&&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] rt::IoThread& thread();
    [[nodiscard]] Server& server();
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::net::http
