// SPDX-License-Identifier: Apache-2.0
#include "net/http/server.hpp"

#include "net/http/entity.hpp"
#include "net/http/test_client.hpp"
#include "rt/launch.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <latch>

namespace porchlight::net::http {
namespace {

using namespace std::chrono_literals;

/// Answers with what was asked, so that the other side sees what we understood.
rt::Task<Response> echo(Request request) {
    std::string text =
        fmt::format("{} {} {}", to_string(request.method), request.path, request.body);
    for (const auto& [name, value] : request.query) {
        text += fmt::format(" {}={}", name, value);
    }
    co_return text_response(200, "text/plain", std::move(text));
}

TEST(Server, AnswersSeveralRequestsOnOneConnection) {
    const TestServer server(echo);
    TestClient client(server.port());
    const RawAnswer first = client.ask("GET /a%20b?x=1&y=%26");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, "GET /a b  x=1 y=&");
    EXPECT_EQ(client.ask("POST /c", "", "hello").body, "POST /c hello");
    EXPECT_EQ(client.ask("GET http://elsewhere.example/d?e=f").body, "GET /d  e=f");
    const RawAnswer head = client.ask("HEAD /g");
    EXPECT_EQ(head.headers.find("Content-Length"), "8");
    EXPECT_EQ(client.ask("GET /last", "Connection: close\r\n").body, "GET /last ");
    EXPECT_TRUE(client.is_closed());
}

TEST(Server, RefusesWhatIsTooLargeOrBrokenAndClosesTheConnection) {
    const TestServer server(echo);
    struct Case {
        std::string request;
        int status;
    };
    const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n";
    for (const Case& test :
         {Case{get + "A: " + std::string(20'000, 'a') + "\r\n\r\n", 431},
          Case{"GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n", 431},
          Case{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n", 413},
          Case{"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n" +
                   std::string(1'200'000, 'b'),
               413},
          Case{"nonsense\r\n\r\n", 400}, Case{"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400},
          Case{"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400},
          Case{"GET nothing HTTP/1.1\r\nHost: x\r\n\r\n", 400},
          Case{"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400}}) {
        TestClient client(server.port());
        client.send(test.request);
        EXPECT_EQ(client.read_answer().status, test.status) << test.request.substr(0, 60);
        EXPECT_TRUE(client.is_closed()) << test.request.substr(0, 60);
    }
}

TEST(Server, SaysContinueToAClientThatAsksBeforeItsBody) {
    const TestServer server(echo);
    TestClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_bytes(25), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    EXPECT_EQ(client.read_answer().body, "POST / ok");
}

TEST(Server, IsNotHeldUpByTwoHundredSlowPeersAndCutsThemOff) {
    Limits limits;
    limits.header = 300ms;
    const TestServer server(echo, limits);
    std::vector<TestClient> slow;
    for (int i = 0; i < 200; ++i) {
        slow.emplace_back(server.port());
        slow.back().send("GET / HTT");
    }
    TestClient client(server.port());
    EXPECT_EQ(client.ask("GET /quick").status, 200);
    for (TestClient& peer : slow) {
        peer.send("P");  // another byte now and then wins no time
        EXPECT_EQ(peer.read_answer().status, 0);
        EXPECT_TRUE(peer.is_closed());
    }
}

TEST(Server, CutsOffABodyThatDoesNotCome) {
    Limits limits;
    limits.body = 100ms;
    const TestServer server(echo, limits);
    TestClient client(server.port());
    EXPECT_EQ(client.ask("POST /", "Content-Length: 100\r\n").status, 0);
    EXPECT_TRUE(client.is_closed());
}

TEST(Server, MakesRoomByCuttingOffTheConnectionThatIdledLongest) {
    Limits limits;
    limits.connections = 3;
    const TestServer server(echo, limits);
    std::vector<TestClient> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back(server.port());
        EXPECT_EQ(clients.back().ask("GET /").status, 200) << i;
    }
    EXPECT_TRUE(clients[0].is_closed());
    EXPECT_EQ(clients[3].ask("GET /").status, 200);
}

rt::Task<std::string> next_piece(std::shared_ptr<int> left) {
    co_return *left > 0 ? fmt::format("piece {} ", (*left)--) : "";
}

rt::Task<Response> produce(Request /*request*/) {
    Response response;
    auto left = std::make_shared<int>(3);
    response.body = [left] { return next_piece(left); };
    co_return response;
}

TEST(Server, SendsAProducedBodyInChunksAndGoesOn) {
    const TestServer server(produce);
    TestClient client(server.port());
    EXPECT_EQ(client.ask("GET /").body, "piece 3 piece 2 piece 1 ");
    EXPECT_EQ(client.ask("GET /").body, "piece 3 piece 2 piece 1 ");
}

std::string test_file() {
    return testing::TempDir() + "pl_http_" + std::to_string(::getpid());
}

rt::Task<Response> send_test_file(Request request) {
    PL_CO_TRY(auto file, open_file(test_file(), O_RDONLY));
    PL_CO_TRY(auto entity, file_entity(std::move(file), "video/mp4"));
    co_return entity_response(request, std::move(entity));
}

rt::Task<Response> produce_with_length(Request request) {
    auto producing = produce(request);
    PL_CO_TRY(Response response, co_await std::move(producing));
    response.produced_length = request.path == "/right" ? 24 : request.path == "/more" ? 23 : 25;
    co_return response;
}

TEST(Server, SaysHowLongAProducedBodyWillBeAndBreaksOffWhenItIsNot) {
    const TestServer server(produce_with_length);
    TestClient client(server.port());
    const auto answer = client.ask("GET /right");
    EXPECT_EQ(answer.headers.find("Content-Length"), "24");
    EXPECT_FALSE(answer.headers.has("Transfer-Encoding"));
    EXPECT_EQ(answer.body, "piece 3 piece 2 piece 1 ");
    EXPECT_EQ(client.ask("GET /right").status, 200) << "the connection goes on";
    for (const char* path : {"GET /more", "GET /less"}) {
        TestClient other(server.port());
        other.ask(path);
        EXPECT_TRUE(other.is_closed()) << path;
    }
}

TEST(Server, SendsAFileWholeAndInParts) {
    std::string content;
    for (int i = 0; content.size() < 1'000'000; ++i) {
        content += std::to_string(i) + ",";
    }
    std::ofstream(test_file()) << content;
    const TestServer server(send_test_file);
    TestClient client(server.port());
    const RawAnswer whole = client.ask("GET /");
    EXPECT_EQ(whole.body, content);
    const RawAnswer part = client.ask("GET /", "Range: bytes=300000-699999\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, content.substr(300'000, 400'000));
    const std::string tag = std::string(whole.headers.find("ETag"));
    EXPECT_EQ(client.ask("GET /", "If-None-Match: " + tag + "\r\n").status, 304);
    EXPECT_EQ(client.ask("HEAD /").headers.find("Content-Length"), std::to_string(content.size()));
    std::filesystem::remove(test_file());
}

rt::Task<Response> forge(Request /*request*/) {
    Response response = text_response(200, "text/plain", "x");
    response.headers.add("X-Forged", "a\r\nSet-Cookie: b=c");
    co_return response;
}

TEST(Server, NeverSendsAHeaderThatHoldsALineBreak) {
    const TestServer server(forge);
    TestClient client(server.port());
    const RawAnswer answer = client.ask("GET /");
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(answer.headers.has("Set-Cookie"));
    EXPECT_FALSE(answer.headers.has("X-Forged"));
}

rt::Task<Response> fail(Request /*request*/) {
    co_return Error(ErrorCode::Internal, "a secret reason");
}

TEST(Server, TellsNothingOfAnInnerError) {
    const TestServer server(fail);
    TestClient client(server.port());
    const RawAnswer answer = client.ask("GET /");
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
}

rt::Task<Response> wait_for(std::shared_ptr<std::latch> asked, std::chrono::milliseconds wait) {
    asked->count_down();
    PL_CO_TRY_VOID(co_await rt::sleep_for(wait));
    co_return text_response(200, "text/plain", "late");
}

TEST(Server, StopLetsAnAnswerEndAndCutsOffWhatWaits) {
    auto asked = std::make_shared<std::latch>(1);
    TestServer server([asked](Request /*request*/) { return wait_for(asked, 100ms); });
    TestClient idle(server.port());
    TestClient busy(server.port());
    busy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    asked->wait();
    server.stop();
    EXPECT_EQ(busy.read_answer().body, "late");
    EXPECT_TRUE(idle.is_closed());
}

TEST(Server, StopCutsOffAnAnswerThatTakesTooLong) {
    Limits limits;
    limits.graceful = 50ms;
    auto asked = std::make_shared<std::latch>(1);
    TestServer server([asked](Request /*request*/) { return wait_for(asked, 1h); }, limits);
    TestClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    asked->wait();
    server.stop();
    EXPECT_EQ(client.read_answer().status, 0);
}

TEST(Server, NamesTheAddressThatIsInUse) {
    TestServer first(echo);
    Server::Options options;
    options.listen = {{"127.0.0.1", first.port(), Security::Plain}};
    const auto second =
        Server::create(first.thread().executor(), first.thread().executor(), std::move(options));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code(), ErrorCode::AlreadyExists);
    EXPECT_NE(second.error().message().find(std::to_string(first.port())), std::string::npos);
}

rt::Task<> repeat_words(std::shared_ptr<WebSocket> socket) {
    while (true) {
        PL_CO_TRY(std::string text, co_await socket->receive());
        socket->send(Message::text("you said " + text));
    }
}

rt::Task<Response> open_socket(Request /*request*/) {
    Response response;
    response.websocket = repeat_words;
    co_return response;
}

TEST(WebSocket, CarriesMessagesBothWaysAndSaysGoodbyeWhenTheServerStops) {
    TestServer server(open_socket);
    TestClient client(server.port());
    const RawAnswer answer = client.upgrade("/");
    ASSERT_EQ(answer.status, 101);
    // The key and its answer of RFC 6455 section 1.3.
    EXPECT_EQ(answer.headers.find("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    for (const char* word : {"porch", "light"}) {
        client.send_text(word);
        const auto frame = client.read_frame();
        EXPECT_EQ(frame.opcode, 1);
        EXPECT_EQ(frame.payload, std::string("you said ") + word);
    }
    server.stop();
    const auto goodbye = client.read_frame();
    EXPECT_EQ(goodbye.opcode, 8);
    EXPECT_EQ(goodbye.payload.substr(0, 2), "\x03\xE9");  // 1001, going away
}

TEST(WebSocket, TellsABrowserThatDidNotAskForOne) {
    const TestServer server(open_socket);
    TestClient client(server.port());
    EXPECT_EQ(client.ask("GET /").status, 426);
}

TEST(WebSocket, RefusesAMessageThatIsTooLarge) {
    Limits limits;
    limits.websocket.received_bytes = 10;
    const TestServer server(open_socket, limits);
    TestClient client(server.port());
    ASSERT_EQ(client.upgrade("/").status, 101);
    client.send_text("more than ten bytes");
    EXPECT_EQ(client.read_frame().opcode, 8);
}

struct Flood {
    std::atomic<int> sent{0};
    std::atomic<std::size_t> queued{0};
    std::latch full{1};
};

rt::Task<> flood(std::shared_ptr<Flood> flood, std::shared_ptr<WebSocket> socket) {
    const auto bytes = std::make_shared<const std::vector<std::uint8_t>>(64 * 1024, 7);
    while (socket->send(Message::binary(bytes))) {
        ++flood->sent;
    }
    flood->queued = socket->queued_bytes();
    flood->full.count_down();
    PL_CO_TRY(const std::string unused, co_await socket->receive());
    static_cast<void>(unused);
    co_return Result<>();
}

rt::Task<Response> open_flood(std::shared_ptr<Flood> state) {
    Response response;
    response.websocket = [state](std::shared_ptr<WebSocket> socket) {
        return flood(state, std::move(socket));
    };
    co_return response;
}

TEST(WebSocket, RefusesTheNewestMessageWhenItsQueueIsFullAndSendsTheRestWhole) {
    auto state = std::make_shared<Flood>();
    Limits limits;
    limits.websocket.queued_bytes = 1U << 20U;
    const TestServer server([state](Request /*request*/) { return open_flood(state); }, limits);
    TestClient client(server.port());
    ASSERT_EQ(client.upgrade("/").status, 101);
    state->full.wait();
    EXPECT_LE(state->queued, limits.websocket.queued_bytes);
    for (int i = 0; i < state->sent; ++i) {
        const auto frame = client.read_frame();
        ASSERT_EQ(frame.opcode, 2) << i;
        ASSERT_EQ(frame.payload, std::string(64 * 1024, '\7')) << i;
    }
    client.send_text("done");
    EXPECT_EQ(client.read_frame().opcode, 8);
}

}  // namespace
}  // namespace porchlight::net::http
