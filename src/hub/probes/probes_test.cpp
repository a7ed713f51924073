// SPDX-License-Identifier: Apache-2.0
// Probes against real servers on this machine.
#include "hub/probes/probes.hpp"

#include "base/fd.hpp"
#include "hub/probes/datagram.hpp"
#include "hub/probes/dns.hpp"
#include "hub/probes/drive.hpp"
#include "hub/probes/ntp.hpp"
#include "hub/probes/stream_probe.hpp"
#include "net/http/fetch.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "rt/worker_pool.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <thread>

namespace porchlight::hub::probing {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kHome = "127.0.0.1";

UniqueFd bound_socket(int kind, std::uint16_t* port) {
    UniqueFd made(::socket(AF_INET, kind | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(made.get(), generic, size), 0);
    EXPECT_EQ(::getsockname(made.get(), generic, &size), 0);
    *port = ntohs(address.sin_port);
    return made;
}

/// A server on this machine whose every answer is a function of the question. One thread.
class Server {
  public:
    using Answer = std::function<std::string(const std::string&)>;

    Server(int kind, Answer answer) : answer_(std::move(answer)) {
        socket_ = bound_socket(kind, &port_);
        if (kind == SOCK_STREAM) {
            EXPECT_EQ(::listen(socket_.get(), 8), 0);
        }
        thread_ = std::jthread([this, kind] { kind == SOCK_STREAM ? streams() : datagrams(); });
    }
    ~Server() {
        ::shutdown(socket_.get(), SHUT_RDWR);
        thread_.join();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    Server(Server&&) = delete;
    Server& operator=(Server&&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    void datagrams() {
        std::array<char, 2048> bytes{};
        sockaddr_in from{};
        socklen_t size = sizeof(from);
        auto* generic = reinterpret_cast<sockaddr*>(&from);
        for (;;) {
            const auto got =
                ::recvfrom(socket_.get(), bytes.data(), bytes.size(), 0, generic, &size);
            if (got <= 0) {
                return;
            }
            const std::string answer = answer_({bytes.data(), static_cast<std::size_t>(got)});
            if (!answer.empty()) {
                ::sendto(socket_.get(), answer.data(), answer.size(), 0, generic, size);
            }
        }
    }
    void streams() {
        for (;;) {
            const UniqueFd connection(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!connection) {
                return;
            }
            std::array<char, 4096> bytes{};
            for (;;) {
                const auto got = ::recv(connection.get(), bytes.data(), bytes.size(), 0);
                if (got <= 0) {
                    break;
                }
                const std::string answer = answer_({bytes.data(), static_cast<std::size_t>(got)});
                ::send(connection.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
            }
        }
    }

    Answer answer_;
    UniqueFd socket_;
    std::uint16_t port_ = 0;
    std::jthread thread_;
};

/// Listens and never accepts: once its short queue is full, who else knocks hears nothing.
class FullHouse {
  public:
    FullHouse() : listener_(bound_socket(SOCK_STREAM, &port_)) {
        EXPECT_EQ(::listen(listener_.get(), 0), 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port_);
        for (UniqueFd& guest : guests_) {
            guest = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            ::connect(guest.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address));
        }
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    std::uint16_t port_ = 0;
    UniqueFd listener_;
    std::array<UniqueFd, 4> guests_;
};

/// A port that nobody listens on.
std::uint16_t closed_port() {
    return Server(SOCK_STREAM, [](const auto&) { return ""; }).port();
}

class ProbesTest : public ::testing::Test {
  protected:
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    std::vector<ProbeAnswer> stream_answers(const Server& camera) {
        std::vector<ProbeAnswer> answers;
        const Secret url(fmt::format("rtsp://owner:secret@{}:{}/live", kHome, camera.port()));
        static_cast<void>(await(probe_stream(url, std::nullopt, &clock_, &answers)));
        return answers;
    }

    SystemClock clock_;
    rt::IoThread thread_{"probe-test"};
    rt::WorkerPool workers_{1, "probe-test"};
};

TEST_F(ProbesTest, ADoorIsOpenRefusedOrSilent) {
    const Server server(SOCK_STREAM, [](const auto&) { return ""; });
    EXPECT_EQ(await(knock(std::string(kHome), server.port(), 1s))->door, Door::Open);
    EXPECT_EQ(await(knock(std::string(kHome), closed_port(), 1s))->door, Door::Refused);
    const FullHouse full;
    EXPECT_EQ(await(knock(std::string(kHome), full.port(), 100ms))->door, Door::Silent);
}

TEST_F(ProbesTest, ALetterIsSentAgainUntilItIsAnswered) {
    int came = 0;
    const Server server(SOCK_DGRAM, [&came](const auto&) { return ++came < 2 ? "" : "yes"; });
    const auto answer = await(ask({std::string(kHome), server.port(), "who?"}, 3, 500ms));
    ASSERT_TRUE(answer);
    EXPECT_EQ(*answer, "yes");
}

TEST_F(ProbesTest, ALetterToAClosedPortComesBackAtOnce) {
    const auto answer = await(ask({std::string(kHome), closed_port(), "who?"}, 3, 5s));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code(), ErrorCode::Unavailable);
}

TEST_F(ProbesTest, ANameServersAnswerIsItsOwn) {
    const Server server(SOCK_DGRAM, [](const std::string& question) {
        std::string answer = question;
        answer[2] = static_cast<char>(0x81);
        answer[3] = static_cast<char>(0x83);  // no such name
        return answer;
    });
    const auto answer = await(look_up({std::string(kHome), server.port()}, "a.lab", RecordType::A));
    ASSERT_TRUE(answer) << answer.error().message();
    EXPECT_EQ(answer->code, 3);
}

TEST_F(ProbesTest, ATimeServerTellsTheOffset) {
    const Server server(SOCK_DGRAM, [](const std::string& question) {
        std::string answer = question;
        answer[0] = 0x24;
        answer[1] = 2;
        const std::string sent = question.substr(40, 8);
        answer.replace(24, 8, sent);
        answer.replace(32, 8, sent);
        return answer;
    });
    const auto offset = await(clock_offset(std::string(kHome), server.port(), &clock_));
    ASSERT_TRUE(offset) << offset.error().message();
    EXPECT_LT(std::chrono::abs(*offset), 1s);
}

TEST_F(ProbesTest, APageIsFetchedByPost) {
    std::string seen;
    const Server server(SOCK_STREAM, [&seen](const std::string& request) {
        seen = request;
        return "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage";
    });
    net::http::Errand errand;
    errand.address = kHome;
    errand.port = server.port();
    errand.host = "cam.example";
    errand.body = "<ask/>";
    const auto page = await(net::http::fetch(std::move(errand)));
    ASSERT_TRUE(page) << page.error().message();
    EXPECT_EQ(page->body, "page");
    EXPECT_THAT(seen, ::testing::HasSubstr("POST / HTTP/1.1\r\nHost: cam.example\r\n"));
    EXPECT_THAT(seen, ::testing::HasSubstr("Content-Length: 6\r\n\r\n<ask/>"));
}

/// A camera that answers OPTIONS, and DESCRIBE with `status`.
Server::Answer camera_with(std::string status) {
    return [status = std::move(status)](const std::string& request) {
        const auto at = request.find("CSeq: ");
        const std::string cseq = request.substr(at, request.find('\r', at) - at);
        const bool is_options = request.starts_with("OPTIONS");
        return fmt::format("RTSP/1.0 {}\r\n{}\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n",
                           is_options ? "200 OK" : status, cseq);
    };
}

TEST_F(ProbesTest, WhatACameraAnswersIsToldApart) {
    const std::array<std::pair<const char*, const char*>, 6> kAnswers{
        {{"401 Unauthorized", "login_refused"},
         {"403 Forbidden", "forbidden"},
         {"404 Not Found", "not_found"},
         {"453 Not Enough Bandwidth", "full"},
         {"503 Service Unavailable", "full"},
         {"500 Internal Server Error", "error"}}};
    for (const auto& [status, value] : kAnswers) {
        const Server camera(SOCK_STREAM, camera_with(status));
        const auto answers = stream_answers(camera);
        ASSERT_EQ(answers.size(), 1) << status;
        EXPECT_EQ(answers.front().observation, "stream_answer");
        EXPECT_EQ(answers.front().value, value);
    }
}

TEST_F(ProbesTest, AnAnswerWithoutAMeaningIsNone) {
    const Server camera(SOCK_STREAM, camera_with("304 Not Modified"));
    EXPECT_THAT(stream_answers(camera), ::testing::IsEmpty());
}

TEST_F(ProbesTest, ADriveIsGoodOrGone) {
    const std::string folder = ::testing::TempDir();
    EXPECT_EQ(probe_drive(folder)->value, "good");
    EXPECT_EQ(probe_drive(folder + "/nowhere/at/all")->value, "gone");
}

ProbePlan plan_for(std::uint16_t port) {
    ProbePlan plan;
    plan.camera.emplace().url = Secret(fmt::format("rtsp://{}:{}/live", kHome, port));
    plan.camera->onvif_port = closed_port();
    plan.beyond = ProbePlan::Beyond::LeftAlone;
    plan.givers = ProbePlan::Givers::LeftAlone;
    plan.gateway = kHome;
    plan.deadline = 8s;
    return plan;
}

std::string value_in(const std::vector<ProbeAnswer>& answers, std::string_view observation) {
    const auto found = std::ranges::find(answers, observation, &ProbeAnswer::observation);
    return found == answers.end() ? "" : found->value;
}

TEST_F(ProbesTest, AllOfThemEndInTimeAndSayWhatTheySaw) {
    const auto start = clock_.monotonic_now();
    const auto answers = await(run_probes(plan_for(closed_port()), workers_.executor(), &clock_));
    ASSERT_TRUE(answers);
    EXPECT_LT(clock_.monotonic_now() - start, 9s);
    EXPECT_EQ(value_in(*answers, "rtsp_port"), "refused");
    EXPECT_EQ(value_in(*answers, "onvif_port"), "refused");
    EXPECT_TRUE(std::ranges::is_sorted(*answers, {}, &ProbeAnswer::observation));
}

TEST_F(ProbesTest, NobodyBeyondTheHomeIsAskedUnlessItsOwnerLets) {
    const auto answers = await(run_probes(plan_for(closed_port()), workers_.executor(), &clock_));
    ASSERT_TRUE(answers);
    for (const auto* beyond : {"internet_by_address", "names_found", "time_server", "login_page",
                               "line_flow", "maker_answers"}) {
        EXPECT_EQ(value_in(*answers, beyond), "") << beyond;
    }
}

TEST_F(ProbesTest, ADeadlineEndsWhatHangs) {
    const Server camera(SOCK_STREAM, [](const auto&) { return ""; });
    ProbePlan plan = plan_for(camera.port());
    plan.deadline = 700ms;
    const auto start = clock_.monotonic_now();
    const auto answers = await(run_probes(std::move(plan), workers_.executor(), &clock_));
    ASSERT_TRUE(answers);
    EXPECT_LT(clock_.monotonic_now() - start, 3s);
    EXPECT_EQ(value_in(*answers, "rtsp_port"), "open");
    EXPECT_EQ(value_in(*answers, "stream_answer"), "");
}

}  // namespace
}  // namespace porchlight::hub::probing
