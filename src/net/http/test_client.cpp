// SPDX-License-Identifier: Apache-2.0
#include "net/http/test_client.hpp"

#include "net/ascii.hpp"
#include "rt/launch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <poll.h>

namespace porchlight::net::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int kPatienceMs = 10'000;

}  // namespace

struct TestClient::State {
    asio::io_context context;
    tcp::socket socket{context};
    std::string received;

    /// False at the end of the connection, or when nothing comes.
    bool receive_more() {
        pollfd waiting{socket.native_handle(), POLLIN, 0};
        if (::poll(&waiting, 1, kPatienceMs) != 1) {
            return false;
        }
        std::array<char, 65536> buffer{};
        boost::system::error_code error;
        const std::size_t count = socket.read_some(asio::buffer(buffer), error);
        received.append(buffer.data(), count);
        return !error;
    }

    std::string take(std::size_t count) {
        std::string taken = received.substr(0, count);
        received.erase(0, taken.size());
        return taken;
    }

    std::string take_through(std::string_view mark) {
        while (received.find(mark) == std::string::npos) {
            if (!receive_more()) {
                return {};
            }
        }
        return take(received.find(mark) + mark.size());
    }
};

TestClient::TestClient(std::uint16_t port) : state_(std::make_unique<State>()) {
    state_->socket.connect({asio::ip::address_v4::loopback(), port});
    state_->socket.set_option(tcp::no_delay(true));
}
TestClient::~TestClient() = default;
TestClient::TestClient(TestClient&&) noexcept = default;

void TestClient::send(std::string_view bytes) {
    boost::system::error_code ignored;  // the server may have closed already
    asio::write(state_->socket, asio::buffer(bytes.data(), bytes.size()), ignored);
}

std::string TestClient::read_bytes(std::size_t count) {
    while (state_->received.size() < count && state_->receive_more()) {
    }
    return state_->take(count);
}

bool TestClient::is_closed() {
    return state_->received.empty() && !state_->receive_more() && state_->received.empty();
}

RawAnswer TestClient::read_answer(std::string_view method) {
    RawAnswer answer;
    const std::string head = state_->take_through("\r\n\r\n");
    std::string_view rest = head;
    std::string_view status_line = take_until(rest, '\n');
    static_cast<void>(take_until(status_line, ' '));
    answer.status = parse_number<int>(take_until(status_line, ' ')).value_or(0);
    while (!rest.empty()) {
        std::string_view line = trimmed(take_until(rest, '\n'));
        const std::string_view name = take_until(line, ':');
        answer.headers.add(std::string(name), std::string(trimmed(line)));
    }
    if (method == "HEAD" || answer.status == 304 || answer.status == 101) {
        return answer;
    }
    if (answer.headers.find("Transfer-Encoding") == "chunked") {
        while (true) {
            const std::string line = state_->take_through("\r\n");
            const auto size = parse_number<std::size_t>(trimmed(line), 16).value_or(0);
            answer.body += read_bytes(size);
            read_bytes(2);
            if (size == 0) {
                return answer;
            }
        }
    }
    answer.body =
        read_bytes(parse_number<std::size_t>(answer.headers.find("Content-Length")).value_or(0));
    return answer;
}

RawAnswer TestClient::ask(std::string_view request_line, std::string_view fields,
                          std::string_view body) {
    const std::string length =
        body.empty() ? "" : fmt::format("Content-Length: {}\r\n", body.size());
    send(fmt::format("{} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}{}\r\n{}", request_line, fields, length,
                     body));
    return read_answer(request_line.substr(0, request_line.find(' ')));
}

RawAnswer TestClient::upgrade(std::string_view path, std::string_view fields) {
    return ask(
        fmt::format("GET {}", path),
        fmt::format("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}",
                    fields));
}

void TestClient::send_text(std::string_view text) {
    std::string frame{'\x81', static_cast<char>(0x80U | text.size())};
    frame += std::string(4, '\0');  // a mask of zeros leaves the text as it is
    send(frame.append(text));
}

TestClient::Frame TestClient::read_frame() {
    const std::string head = read_bytes(2);
    if (head.size() < 2) {
        return {};
    }
    std::uint64_t size = static_cast<unsigned char>(head[1]) & 0x7FU;
    const std::size_t extra = size == 126 ? 2 : (size == 127 ? 8 : 0);
    if (extra > 0) {
        size = 0;
        for (const char byte : read_bytes(extra)) {
            size = size << 8U | static_cast<unsigned char>(byte);
        }
    }
    return {static_cast<unsigned char>(head[0]) & 0x0F, read_bytes(size)};
}

struct TestServer::State {
    rt::IoThread thread{"server"};
    rt::IoThread files{"files"};
    SystemClock clock;
    std::unique_ptr<Server> server;

    rt::Task<> create(Server::Options options) {
        PL_CO_TRY(server, Server::create(thread.executor(), files.executor(), std::move(options)));
        co_return Result<>();
    }
};

TestServer::TestServer(Handler handler, Limits limits, Security security,
                       std::shared_ptr<const tls::ServerContext> tls, Handler plain_on_tls)
    : state_(std::make_unique<State>()) {
    Server::Options options;
    options.listen = {{"127.0.0.1", 0, security}};
    options.limits = limits;
    options.tls = std::move(tls);
    options.handler = std::move(handler);
    options.plain_on_tls = std::move(plain_on_tls);
    options.clock = &state_->clock;
    rt::run_blocking(state_->thread, state_->create(std::move(options))).value();
}

TestServer::~TestServer() {
    stop();
}

std::uint16_t TestServer::port() const {
    return state_->server->ports().front();
}

rt::IoThread& TestServer::thread() {
    return state_->thread;
}

Server& TestServer::server() {
    return *state_->server;
}

void TestServer::stop() {
    rt::run_blocking(state_->thread, state_->server->stop()).value();
}

}  // namespace porchlight::net::http
