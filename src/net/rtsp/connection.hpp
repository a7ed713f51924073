// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/digest.hpp"
#include "net/rtsp/message.hpp"
#include "net/stream.hpp"
#include "net/url.hpp"

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::net::rtsp {

/// Takes what comes interleaved with the answers.
class InterleavedHandler {
  public:
    InterleavedHandler() = default;
    InterleavedHandler(const InterleavedHandler&) = delete;
    InterleavedHandler& operator=(const InterleavedHandler&) = delete;
    InterleavedHandler(InterleavedHandler&&) = delete;
    InterleavedHandler& operator=(InterleavedHandler&&) = delete;
    virtual ~InterleavedHandler() = default;

    /// Bytes came; the frames among them follow.
    virtual void on_bytes() = 0;
    /// @error ends the reading with it.
    virtual Result<> on_interleaved(const InterleavedFrame& frame) = 0;
};

/// One RTSP connection as a client: requests and their answers, logins, and interleaved frames.
///
/// Strand-bound. `request` and `receive` read, so only one of them at a time; `flush` may run
/// beside `receive`.
class Connection {
  public:
    /// @param url Gives user and password.   @param user_agent Sent with each request.
    /// @param handler Outlives the connection.
    Connection(std::unique_ptr<Stream> stream, const CameraUrl& url, std::string user_agent,
               InterleavedHandler& handler);

    /// Sends a request (without CSeq, login and session, which are added) and waits for its answer,
    /// whatever its status, but 401, which is answered with the password.
    /// @error PermissionDenied  No password, or the wrong one.   @error TimedOut  No whole answer
    /// within `limit`.
    /// @error InvalidArgument, Corrupt  The other end does not speak RTSP.   @error Unavailable  It
    /// closed.
    rt::Task<Message> request(Message request, std::chrono::milliseconds limit);

    /// Waits for bytes once and hands on all whole frames among them. Answers nobody waits for are
    /// looked at and forgotten; the other end's requests are answered at the next `flush`.
    /// @error Unavailable  Closed.   @error Corrupt  Not RTSP.   @error those of the handler.
    rt::Task<> receive();

    /// Puts a request into the next `flush`; its answer is not waited for.
    Result<> queue_request(Message request);
    /// Puts an interleaved frame into the next `flush`.
    void queue_interleaved(std::uint8_t channel, std::span<const std::uint8_t> payload);
    /// Sends what is queued.
    rt::Task<> flush();
    /// Sends a request as the last word, without waiting for anything.
    void try_last_request(Message request);

    /// Goes with every request from now on.
    void set_session(std::string session) { session_ = std::move(session); }
    /// Only channels below `count` are interleaved frames.
    void expect_channels(std::uint8_t count) { parser_.expect_channels(count); }
    [[nodiscard]] Stream& stream() { return *stream_; }
    [[nodiscard]] std::uint64_t stray_bytes() const { return parser_.stray_bytes(); }

  private:
    rt::Task<Message> exchange(Message request);
    rt::Task<Message> answer_to(std::uint32_t cseq);
    rt::Task<> receive_while_body_is_open();
    Result<std::string> finished(Message request);
    Result<> read_into_buffer(std::size_t size);
    Result<> take_items();
    Result<bool> take_item(Result<MessageParser::Item> item);
    void take_message(Message message);
    void answer(const Message& request);
    void take_unexpected(const Message& response);
    std::span<std::uint8_t> free_space();
    [[nodiscard]] Error not_rtsp() const;

    std::unique_ptr<Stream> stream_;
    Authenticator authenticator_;
    std::string authority_;
    std::string user_agent_;
    InterleavedHandler& handler_;
    MessageParser parser_;
    std::vector<std::uint8_t> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::string outbox_;
    std::string session_;
    std::deque<Message> responses_;
    std::uint32_t cseq_ = 0;
    /// Requests sent by `flush` whose answers may still come.
    int unanswered_ = 0;
    bool is_waiting_ = false;
};

}  // namespace porchlight::net::rtsp
