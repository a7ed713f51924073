// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/rtsp/message.hpp"
#include "support/h264_feed.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::test {

enum class Login : std::uint8_t { None, Basic, DigestMd5, DigestSha256 };
enum class AtFeedEnd : std::uint8_t { Loop, Silence, Close };

/// How a test camera behaves. The plain one is a camera without oddities.
struct CameraScript {
    Feed feed;
    std::uint16_t port = 0;  ///< 0: any that is free.
    AtFeedEnd at_end = AtFeedEnd::Loop;
    Login login = Login::None;
    std::string user = "admin";
    std::string password = "pass word@/";
    bool refuses_tcp = false;
    /// May replace the answer to a request, given the usual one, by raw bytes; an empty string
    /// keeps silent. Called on the server's thread, after the login.
    std::function<std::string(const net::rtsp::Message& request, const std::string& usual)> answer;
    /// Raw bytes to send in front of each frame, e.g. stray ones.
    std::string before_each_frame;
    /// Sends one byte a millisecond, in everything.
    bool one_byte_at_a_time = false;
};

/// An RTSP server on a real loopback socket with a thread of its own, for tests and benches: frames
/// are packed once and the same bytes go to every client that plays.
class TestRtspServer {
  public:
    explicit TestRtspServer(CameraScript script);
    ~TestRtspServer();
    TestRtspServer(const TestRtspServer&) = delete;
    TestRtspServer& operator=(const TestRtspServer&) = delete;
    TestRtspServer(TestRtspServer&&) = delete;
    TestRtspServer& operator=(TestRtspServer&&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// "rtsp://127.0.0.1:<port>/live", with user and password (percent-encoded) if there is a
    /// login.
    [[nodiscard]] std::string url() const;
    /// Every request so far as "METHOD uri". Thread-safe.
    [[nodiscard]] std::vector<std::string> requests() const;
    /// How often a method was asked. Thread-safe.
    [[nodiscard]] int count(const std::string& method) const;

    /// A plain answer to `request` with more header lines ("Name: value\r\n") and a body.
    static std::string plain_answer(const net::rtsp::Message& request, int status,
                                    const std::string& headers = {}, const std::string& body = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::test
