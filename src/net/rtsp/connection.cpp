// SPDX-License-Identifier: Apache-2.0
#include "net/rtsp/connection.hpp"

#include "net/ascii.hpp"
#include "rt/deadline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace porchlight::net::rtsp {
namespace {

using namespace std::chrono_literals;

/// A wakeup reads at most this much; it grows only for what does not fit.
constexpr std::size_t kBuffer = 48U << 10U;
constexpr std::size_t kLargestBuffer = 512U << 10U;
constexpr std::size_t kSmallestRead = 16U << 10U;
/// A description without a length has ended when nothing comes for so long.
constexpr auto kQuiet = 300ms;
constexpr int kUnauthorised = 401;

}  // namespace

Connection::Connection(std::unique_ptr<Stream> stream, const CameraUrl& url, std::string user_agent,
                       InterleavedHandler& handler)
    : stream_(std::move(stream)),
      authenticator_(url.user(), url.password()),
      authority_(url.authority()),
      user_agent_(std::move(user_agent)),
      handler_(handler),
      buffer_(kBuffer) {}

rt::Task<Message> Connection::request(Message request, std::chrono::milliseconds limit) {
    std::string what = fmt::format("{} does not answer {}", authority_, request.method);
    auto asking = exchange(std::move(request));
    auto asking_in_time = rt::with_deadline(std::move(asking), limit, std::move(what));
    auto response = co_await std::move(asking_in_time);
    const bool is_cancelled = !response && response.error().code() == ErrorCode::Cancelled;
    if (!response && !is_cancelled && parser_.stray_bytes() > 0) {
        co_return not_rtsp();
    }
    co_return response;
}

rt::Task<Message> Connection::exchange(Message request) {
    for (;;) {
        PL_CO_TRY(std::string text, finished(request));
        outbox_ += text;
        is_waiting_ = true;
        auto sending = flush();
        PL_CO_TRY_VOID(co_await std::move(sending));
        auto waiting = answer_to(cseq_);
        PL_CO_TRY(Message response, co_await std::move(waiting));
        is_waiting_ = false;
        if (response.status != kUnauthorised) {
            authenticator_.on_accepted();
            co_return response;
        }
        PL_CO_TRY_VOID(authenticator_.on_challenge(response.all_headers("WWW-Authenticate")));
    }
}

rt::Task<Message> Connection::answer_to(std::uint32_t cseq) {
    for (;;) {
        while (!responses_.empty()) {
            Message response = std::move(responses_.front());
            responses_.pop_front();
            // Cameras that count wrongly are believed as long as no other answer can come.
            if (response.cseq() == cseq || unanswered_ == 0) {
                co_return response;
            }
            --unanswered_;
        }
        auto reading = parser_.is_body_open() ? receive_while_body_is_open() : receive();
        PL_CO_TRY_VOID(co_await std::move(reading));
        if (!outbox_.empty()) {
            auto sending = flush();
            PL_CO_TRY_VOID(co_await std::move(sending));
        }
    }
}

rt::Task<> Connection::receive() {
    const auto space = free_space();
    if (space.empty()) {
        co_return Error(ErrorCode::Corrupt, "the camera's answer has no end");
    }
    auto reading = stream_->read_some(space);
    PL_CO_TRY(const std::size_t size, co_await std::move(reading));
    co_return read_into_buffer(size);
}

rt::Task<> Connection::receive_while_body_is_open() {
    auto reading = receive();
    auto reading_in_time = rt::with_deadline(std::move(reading), kQuiet, "end of the description");
    const auto result = co_await std::move(reading_in_time);
    const bool is_end = !result && (result.error().code() == ErrorCode::TimedOut ||
                                    result.error().code() == ErrorCode::Unavailable);
    if (!is_end) {
        co_return result;
    }
    PL_CO_TRY_VOID(
        take_item(parser_.next_at_quiet(std::span(buffer_).subspan(begin_, end_ - begin_))));
    co_return Result<>();
}

Result<> Connection::read_into_buffer(std::size_t size) {
    end_ += size;
    handler_.on_bytes();
    return take_items();
}

Result<> Connection::take_items() {
    for (;;) {
        PL_TRY(const bool more,
               take_item(parser_.next(std::span(buffer_).subspan(begin_, end_ - begin_))));
        if (!more) {
            return {};
        }
    }
}

/// False when nothing whole is left.
Result<bool> Connection::take_item(Result<MessageParser::Item> item) {
    if (!item) {
        return item.error();
    }
    begin_ += parser_.consumed();
    if (const auto* frame = std::get_if<InterleavedFrame>(&*item)) {
        PL_TRY_VOID(handler_.on_interleaved(*frame));
        return true;
    }
    if (auto* message = std::get_if<Message>(&*item)) {
        take_message(std::move(*message));
        return true;
    }
    return false;
}

void Connection::take_message(Message message) {
    if (!message.is_response()) {
        answer(message);
    } else if (is_waiting_) {
        responses_.push_back(std::move(message));
    } else {
        take_unexpected(message);
    }
}

/// An answer to what `flush` sent. A refused login is answered with the next request.
void Connection::take_unexpected(const Message& response) {
    unanswered_ = std::max(unanswered_ - 1, 0);
    if (response.status == kUnauthorised) {
        static_cast<void>(authenticator_.on_challenge(response.all_headers("WWW-Authenticate")));
    } else {
        authenticator_.on_accepted();
    }
}

void Connection::answer(const Message& request) {
    constexpr std::array<std::string_view, 5> kHarmless = {"OPTIONS", "GET_PARAMETER",
                                                           "SET_PARAMETER", "ANNOUNCE", "TEARDOWN"};
    const bool is_harmless = std::ranges::find(kHarmless, request.method) != kHarmless.end();
    Message response;
    response.status = is_harmless ? 200 : 501;
    response.reason = is_harmless ? "OK" : "Not Implemented";
    response.headers.emplace_back("CSeq", request.header("CSeq"));
    constexpr std::size_t kMostQueued = 64U << 10U;
    if (outbox_.size() < kMostQueued) {
        outbox_ += to_text(response);
    }
}

Result<std::string> Connection::finished(Message request) {
    PL_TRY(const std::string login, authenticator_.authorization(request.method, request.uri));
    std::vector<std::pair<std::string, std::string>> headers;
    headers.emplace_back("CSeq", std::to_string(++cseq_));
    headers.emplace_back("User-Agent", user_agent_);
    if (!login.empty()) {
        headers.emplace_back("Authorization", login);
    }
    if (!session_.empty()) {
        headers.emplace_back("Session", session_);
    }
    request.headers.insert(request.headers.begin(), headers.begin(), headers.end());
    return to_text(request);
}

Result<> Connection::queue_request(Message request) {
    PL_TRY(const std::string text, finished(std::move(request)));
    outbox_ += text;
    ++unanswered_;
    return {};
}

void Connection::queue_interleaved(std::uint8_t channel, std::span<const std::uint8_t> payload) {
    outbox_ += '$';
    outbox_ += static_cast<char>(channel);
    outbox_ += static_cast<char>(payload.size() >> 8U);
    outbox_ += static_cast<char>(payload.size());
    outbox_.append(reinterpret_cast<const char*>(payload.data()), payload.size());
}

rt::Task<> Connection::flush() {
    if (outbox_.empty()) {
        co_return Result<>();
    }
    auto sending = stream_->write(std::exchange(outbox_, {}));
    co_return co_await std::move(sending);
}

void Connection::try_last_request(Message request) {
    if (const auto text = finished(std::move(request))) {
        stream_->try_write(*text);
    }
}

/// Room behind what is there; empty when even the largest buffer is full.
std::span<std::uint8_t> Connection::free_space() {
    if (begin_ > 0 && buffer_.size() - end_ < kSmallestRead) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (begin_ == end_) {
        begin_ = end_ = 0;
    }
    const std::size_t wanted = std::max(begin_ + parser_.wanted(), end_ + 1);
    if (wanted > buffer_.size() && buffer_.size() < kLargestBuffer) {
        buffer_.resize(std::min(std::max(wanted, 2 * buffer_.size()), kLargestBuffer));
    }
    return std::span(buffer_).subspan(end_);
}

Error Connection::not_rtsp() const {
    return {
        ErrorCode::InvalidArgument,
        fmt::format("{} answers, but not as a camera's stream does (RTSP). Check the port; most "
                    "cameras use 554",
                    authority_)};
}

}  // namespace porchlight::net::rtsp
