// SPDX-License-Identifier: Apache-2.0
#include "support/rtsp_server.hpp"

#include "media/rtp/byte_order.hpp"
#include "net/ascii.hpp"
#include "net/digest.hpp"
#include "net/url.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "rt/task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <future>
#include <list>
#include <mutex>
#include <sys/socket.h>
#include <utility>

namespace porchlight::test {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using udp = asio::ip::udp;
using net::rtsp::Message;

constexpr std::string_view kNonce = "0123456789abcdef";
constexpr std::size_t kMostPending = 4U << 20U;

/// One client.
struct Client {
    explicit Client(tcp::socket connected) : socket(std::move(connected)) {}
    tcp::socket socket;
    std::string pending;
    bool is_playing = false;
    bool is_dropped = false;
    std::array<bool, 2> has_track{};
    std::array<std::uint16_t, 2> udp_ports{};
};

std::string parameter(std::string_view header, std::string_view name) {
    const auto at = header.find(fmt::format("{}=\"", name));
    if (at == std::string_view::npos) {
        return {};
    }
    header.remove_prefix(at + name.size() + 2);
    return std::string(header.substr(0, header.find('"')));
}

void add_to_u16(std::uint8_t* at, std::uint32_t more) {
    const auto sum = static_cast<std::uint16_t>(((at[0] << 8U) | at[1]) + more);
    at[0] = static_cast<std::uint8_t>(sum >> 8U);
    at[1] = static_cast<std::uint8_t>(sum);
}

void add_to_u32(std::uint8_t* at, std::uint32_t more) {
    const std::uint32_t sum = media::rtp::read_u32({at, 4}) + more;
    for (int i = 0; i < 4; ++i) {
        at[i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
    }
}

}  // namespace

struct TestRtspServer::State {
    explicit State(CameraScript camera) : script(std::move(camera)) {}

    CameraScript script;
    std::unique_ptr<tcp::acceptor> acceptor;
    std::unique_ptr<udp::socket> sender;
    std::list<std::shared_ptr<Client>> clients;
    std::uint16_t port = 0;
    /// How much each round of the feed adds, for each track.
    std::array<std::uint32_t, 2> packets_per_round{};
    std::uint32_t rounds = 0;
    std::size_t next_frame = 0;

    mutable std::mutex mutex;
    std::vector<std::string> log;

    /// Last, so that it ends first.
    rt::IoThread thread{"test-camera"};

    rt::Task<> accept();
    rt::Task<> serve(std::shared_ptr<Client> client);
    rt::Task<> play();
    void send_frame(const FeedFrame& frame);
    void send_packet(const FeedPacket& packet, Client& client);
    void send(Client& client, std::string_view bytes) const;
    void flush(Client& client) const;
    std::string answer(const Message& request, Client& client);
    std::string usual_answer(const Message& request, Client& client);
    std::string set_up(const Message& request, Client& client);
    [[nodiscard]] bool is_welcome(const Message& request) const;
    [[nodiscard]] std::string challenge(const Message& request) const;
};

rt::Task<> TestRtspServer::State::accept() {
    for (;;) {
        auto [error, socket] = co_await acceptor->async_accept(asio::as_tuple(asio::use_awaitable));
        if (error) {
            co_return Result<>();
        }
        auto client = std::make_shared<Client>(std::move(socket));
        clients.push_back(client);
        rt::spawn(thread.executor(), "test client", serve(std::move(client)));
    }
}

rt::Task<> TestRtspServer::State::serve(std::shared_ptr<Client> client) {
    net::rtsp::MessageParser parser;
    std::vector<std::uint8_t> buffer(65536);
    std::size_t size = 0;
    for (;;) {
        const auto [error, read] = co_await client->socket.async_read_some(
            asio::buffer(buffer.data() + size, buffer.size() - size),
            asio::as_tuple(asio::use_awaitable));
        if (error) {
            break;
        }
        size += read;
        for (;;) {
            auto item = parser.next(std::span(buffer).first(size));
            if (!item) {
                client->is_dropped = true;
                break;
            }
            std::move(buffer.begin() + static_cast<std::ptrdiff_t>(parser.consumed()),
                      buffer.begin() + static_cast<std::ptrdiff_t>(size), buffer.begin());
            size -= parser.consumed();
            if (const auto* request = std::get_if<Message>(&*item);
                request && !request->is_response()) {
                send(*client, answer(*request, *client));
            } else if (std::holds_alternative<net::rtsp::NeedMore>(*item)) {
                break;
            }
        }
        if (client->is_dropped) {
            break;
        }
    }
    clients.remove(client);
    co_return Result<>();
}

rt::Task<> TestRtspServer::State::play() {
    asio::steady_timer timer(thread.executor());
    auto due = std::chrono::steady_clock::now();
    for (;;) {
        due += script.one_byte_at_a_time ? std::chrono::microseconds(1000) : script.feed.interval;
        timer.expires_at(due);
        const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error) {
            co_return Result<>();
        }
        const bool any = std::ranges::any_of(clients, [](const auto& c) { return c->is_playing; });
        if (any && next_frame < script.feed.frames.size()) {
            send_frame(script.feed.frames[next_frame++]);
        }
        if (next_frame == script.feed.frames.size() && script.at_end == AtFeedEnd::Loop) {
            next_frame = 0;
            ++rounds;
        }
        for (const auto& client : clients) {
            flush(*client);
            if (next_frame == script.feed.frames.size() && script.at_end == AtFeedEnd::Close) {
                boost::system::error_code ignored;
                client->socket.close(ignored);
            }
        }
    }
}

void TestRtspServer::State::send_frame(const FeedFrame& frame) {
    for (const auto& client : clients) {
        if (!client->is_playing) {
            continue;
        }
        send(*client, script.before_each_frame);
    }
    for (FeedPacket packet : frame) {
        const auto track = static_cast<std::size_t>(packet.track);
        const auto frames = static_cast<std::uint32_t>(script.feed.frames.size());
        const std::uint32_t ticks =
            track == 0 ? script.feed.ticks_per_frame
                       : static_cast<std::uint32_t>(script.feed.interval.count() * 8 / 1000);
        add_to_u16(packet.rtp.data() + 2, rounds * packets_per_round[track]);
        add_to_u32(packet.rtp.data() + 4, rounds * frames * ticks);
        for (const auto& client : clients) {
            if (client->is_playing && client->has_track[track]) {
                send_packet(packet, *client);
            }
        }
    }
}

void TestRtspServer::State::send_packet(const FeedPacket& packet, Client& client) {
    const auto track = static_cast<std::size_t>(packet.track);
    if (client.udp_ports[track] != 0) {
        boost::system::error_code ignored;
        const udp::endpoint to(asio::ip::address_v4::loopback(), client.udp_ports[track]);
        sender->send_to(asio::buffer(packet.rtp), to, 0, ignored);
        return;
    }
    const std::array<char, 4> head{'$', static_cast<char>(2 * packet.track),
                                   static_cast<char>(packet.rtp.size() >> 8U),
                                   static_cast<char>(packet.rtp.size())};
    client.pending.append(head.data(), head.size());
    client.pending.append(reinterpret_cast<const char*>(packet.rtp.data()), packet.rtp.size());
}

void TestRtspServer::State::send(Client& client, std::string_view bytes) const {
    client.pending += bytes;
    flush(client);
}

void TestRtspServer::State::flush(Client& client) const {
    const std::size_t most = script.one_byte_at_a_time ? 1 : client.pending.size();
    const auto sent = ::send(client.socket.native_handle(), client.pending.data(),
                             std::min(most, client.pending.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) {
        client.pending.erase(0, static_cast<std::size_t>(sent));
    }
    if (client.pending.size() > kMostPending) {
        client.pending.clear();
        client.is_playing = false;
    }
}

std::string TestRtspServer::State::answer(const Message& request, Client& client) {
    {
        const std::lock_guard lock(mutex);
        log.push_back(request.method + " " + request.uri);
    }
    if (!is_welcome(request)) {
        return challenge(request);
    }
    const std::string usual = usual_answer(request, client);
    return script.answer ? script.answer(request, usual) : usual;
}

std::string TestRtspServer::State::usual_answer(const Message& request, Client& client) {
    if (request.method == "OPTIONS") {
        return plain_answer(request, 200,
                            "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n");
    }
    if (request.method == "DESCRIBE") {
        return plain_answer(
            request, 200,
            fmt::format("Content-Type: application/sdp\r\nContent-Base: {}/\r\n", request.uri),
            script.feed.sdp);
    }
    if (request.method == "SETUP") {
        return set_up(request, client);
    }
    if (request.method == "PLAY") {
        client.is_playing = true;
    }
    return plain_answer(request, 200, "Session: 4711;timeout=60\r\n");
}

std::string TestRtspServer::State::set_up(const Message& request, Client& client) {
    const std::string_view transport = request.header("Transport");
    const std::size_t track = request.uri.ends_with("track2") ? 1 : 0;
    const bool is_tcp = transport.find("RTP/AVP/TCP") != std::string_view::npos;
    if (is_tcp && script.refuses_tcp) {
        return plain_answer(request, 461);
    }
    client.has_track[track] = true;
    if (is_tcp) {
        return plain_answer(request, 200,
                            fmt::format("Session: 4711;timeout=60\r\nTransport: "
                                        "RTP/AVP/TCP;unicast;interleaved={}-{}\r\n",
                                        2 * track, 2 * track + 1));
    }
    std::string_view ports = transport.substr(transport.find("client_port=") + 12);
    client.udp_ports[track] =
        net::parse_number<std::uint16_t>(net::take_until(ports, '-')).value_or(0);
    return plain_answer(
        request, 200,
        fmt::format("Session: 4711\r\nTransport: {};server_port={}-{}\r\n", transport,
                    sender->local_endpoint().port(), sender->local_endpoint().port()));
}

bool TestRtspServer::State::is_welcome(const Message& request) const {
    const std::string_view login = request.header("Authorization");
    if (script.login == Login::None || request.method == "OPTIONS") {
        return true;
    }
    if (script.login == Login::Basic) {
        net::Authenticator right(script.user, Secret(script.password));
        const std::vector<std::string> ask{"Basic realm=\"cam\""};
        return right.on_challenge(ask).has_value() && *right.authorization("", "") == login;
    }
    net::Challenge asked;
    asked.scheme = script.login == Login::DigestSha256 ? net::AuthScheme::DigestSha256
                                                       : net::AuthScheme::DigestMd5;
    asked.realm = "cam";
    asked.nonce = std::string(kNonce);
    asked.qop_auth = script.login == Login::DigestSha256;
    const auto count_at = login.find("nc=");
    const std::string cnonce = parameter(login, "cnonce");
    const auto count = count_at == std::string_view::npos
                           ? std::nullopt
                           : net::parse_number(login.substr(count_at + 3, 8), 16);
    const auto right = net::digest_response(asked, {script.user, script.password, request.method,
                                                    request.uri, cnonce, count.value_or(1)});
    return right && *right == parameter(login, "response") &&
           parameter(login, "username") == script.user;
}

std::string TestRtspServer::State::challenge(const Message& request) const {
    const std::string sha256 = fmt::format(
        "WWW-Authenticate: Digest realm=\"cam\", nonce=\"{}\", algorithm=SHA-256, "
        "qop=\"auth\"\r\n",
        kNonce);
    const std::string md5 =
        fmt::format("WWW-Authenticate: Digest realm=\"cam\", nonce=\"{}\"\r\n", kNonce);
    const std::string basic = "WWW-Authenticate: Basic realm=\"cam\"\r\n";
    std::string offered = basic;
    offered += script.login >= Login::DigestMd5 ? md5 : "";
    offered += script.login == Login::DigestSha256 ? sha256 : "";
    return plain_answer(request, 401, offered);
}

TestRtspServer::TestRtspServer(CameraScript script)
    : state_(std::make_unique<State>(std::move(script))) {
    for (const FeedFrame& frame : state_->script.feed.frames) {
        for (const FeedPacket& packet : frame) {
            ++state_->packets_per_round[static_cast<std::size_t>(packet.track)];
        }
    }
    State& state = *state_;
    const tcp::endpoint here(asio::ip::address_v4::loopback(), state.script.port);
    state.acceptor = std::make_unique<tcp::acceptor>(state.thread.executor(), here);
    state.sender =
        std::make_unique<udp::socket>(state.thread.executor(), udp::endpoint(here.address(), 0));
    state.port = state.acceptor->local_endpoint().port();
    state.thread.post([&state] {
        rt::spawn(state.thread.executor(), "test accept", state.accept());
        rt::spawn(state.thread.executor(), "test play", state.play());
    });
}

/// Sockets must be gone before the thread's event loop is.
TestRtspServer::~TestRtspServer() {
    std::promise<void> closed;
    state_->thread.post([this, &closed] {
        state_->acceptor.reset();
        state_->sender.reset();
        state_->clients.clear();
        closed.set_value();
    });
    closed.get_future().wait();
}

std::uint16_t TestRtspServer::port() const {
    return state_->port;
}

std::string TestRtspServer::url() const {
    const CameraScript& script = state_->script;
    const auto plain = *net::CameraUrl::parse(fmt::format("rtsp://127.0.0.1:{}/live", port()));
    return script.login == Login::None
               ? plain.request_uri()
               : plain.with_login(script.user, Secret(script.password)).with_credentials().reveal();
}

std::vector<std::string> TestRtspServer::requests() const {
    const std::lock_guard lock(state_->mutex);
    return state_->log;
}

int TestRtspServer::count(const std::string& method) const {
    const auto all = requests();
    return static_cast<int>(std::ranges::count_if(
        all, [&](const std::string& line) { return line.starts_with(method + " "); }));
}

std::string TestRtspServer::plain_answer(const Message& request, int status,
                                         const std::string& headers, const std::string& body) {
    std::string text = fmt::format("RTSP/1.0 {} {}\r\nCSeq: {}\r\n{}", status,
                                   status == 200 ? "OK" : "No", request.header("CSeq"), headers);
    if (!body.empty()) {
        text += fmt::format("Content-Length: {}\r\n", body.size());
    }
    return text + "\r\n" + body;
}

}  // namespace porchlight::test
