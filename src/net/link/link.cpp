// SPDX-License-Identifier: Apache-2.0
#include "net/link/link.hpp"

#include "net/link/secure_stream.hpp"
#include "net/tcp.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <array>
#include <deque>
#include <utility>

namespace porchlight::net::link {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kHead = 5;
/// Small frames go out together.
constexpr std::size_t kBatch = 16UL * 1024;

constexpr ConnectSentences kHubSentences{
    "A machine is there but {} is closed. Is the hub running, and is this its link port", "",
    "the hub's"};

std::string head_of(const Frame& frame) {
    const std::size_t size = frame.bytes.size();
    std::string head;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        head.push_back(static_cast<char>(size >> shift & 0xFFU));
    }
    head.push_back(static_cast<char>(frame.kind));
    return head;
}

/// @return The length. @error Corrupt
Result<std::size_t> read_head(const std::array<char, kHead>& head, FrameKind& kind) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        size = size << 8U | static_cast<std::uint8_t>(head[i]);
    }
    kind = static_cast<FrameKind>(head[4]);
    if (size > kMostFrame || (kind != FrameKind::Message && kind != FrameKind::Data)) {
        return Error(ErrorCode::Corrupt, "what came over the link is no frame");
    }
    return size;
}

Error is_down() {
    return {ErrorCode::Unavailable, "the link is down"};
}

}  // namespace

struct Link::State {
    explicit State(std::unique_ptr<SecureStream> over)
        : stream(std::move(over)),
          changed(stream->executor(), asio::steady_timer::time_point::max()) {}

    std::unique_ptr<SecureStream> stream;
    std::deque<Frame> queue;
    std::size_t queued = 0;  ///< Bytes in `queue` and in what is being written.
    bool writing = false;
    bool open = true;
    /// Cancelled when `queued` or `open` have changed.
    asio::steady_timer changed;
    std::array<char, kHead> head{};

    void close() {
        open = false;
        queue.clear();
        stream->close();
        changed.cancel();
    }
    std::string next_batch() {
        std::string batch;
        while (!queue.empty() && batch.size() < kBatch) {
            batch += head_of(queue.front());
            batch += queue.front().bytes;
            queue.pop_front();
        }
        return batch;
    }

    static rt::Task<> write_queue(std::shared_ptr<State> state);
    static rt::Task<> wait(std::shared_ptr<State> state);
};

/// Runs while there is something to write, so that an idle link has no writer.
rt::Task<> Link::State::write_queue(std::shared_ptr<State> state) {
    while (state->open && !state->queue.empty()) {
        std::string batch = state->next_batch();
        const std::size_t size = batch.size();
        auto writing = state->stream->write(std::move(batch));
        const auto written = co_await std::move(writing);
        state->queued -= std::min(size, state->queued);
        if (!written) {
            state->close();
        }
        state->changed.cancel();
    }
    state->writing = false;
    state->changed.cancel();
    co_return Result<>();
}

rt::Task<> Link::State::wait(std::shared_ptr<State> state) {
    co_await state->changed.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return Result<>();
}

Link::Link(std::unique_ptr<SecureStream> stream)
    : state_(std::make_shared<State>(std::move(stream))) {}

Link::~Link() {
    close();
}

rt::Task<Frame> Link::receive() {
    const auto state = state_;
    auto heading = state->stream->read(state->head.data(), state->head.size());
    PL_CO_TRY_VOID(co_await std::move(heading));
    Frame frame;
    PL_CO_TRY(const std::size_t size, read_head(state->head, frame.kind));
    frame.bytes.resize(size);
    auto reading = state->stream->read(frame.bytes.data(), size);
    PL_CO_TRY_VOID(co_await std::move(reading));
    co_return frame;
}

Result<> Link::try_send(Frame frame) {
    const std::size_t size = kHead + frame.bytes.size();
    if (frame.bytes.size() > kMostFrame) {
        return Error(ErrorCode::InvalidArgument, "a frame of more than 64 KiB");
    }
    if (!state_->open) {
        return is_down();
    }
    if (state_->queued + size > kMostQueued) {
        return Error(ErrorCode::Exhausted, "the other end takes its messages too slowly");
    }
    state_->queued += size;
    state_->queue.push_back(std::move(frame));
    if (!state_->writing) {
        state_->writing = true;
        rt::spawn(state_->stream->executor(), "write to a link", State::write_queue(state_));
    }
    return {};
}

rt::Task<> Link::send(Frame frame) {
    const auto state = state_;
    while (state->open && state->queued + kHead + frame.bytes.size() > kMostQueued &&
           frame.bytes.size() <= kMostFrame) {
        auto waiting = State::wait(state);
        PL_CO_TRY_VOID(co_await std::move(waiting));
    }
    if (!state->open) {
        co_return is_down();
    }
    co_return try_send(std::move(frame));
}

rt::Task<> Link::flush() {
    const auto state = state_;
    while (state->open && state->writing) {
        auto waiting = State::wait(state);
        PL_CO_TRY_VOID(co_await std::move(waiting));
    }
    co_return state->open ? Result<>() : Result<>(is_down());
}

void Link::close() {
    if (state_->open) {
        state_->close();
    }
}

bool Link::is_open() const {
    return state_->open;
}

const LinkPeer& Link::peer() const {
    return state_->stream->peer();
}

Result<std::string> Link::exporter(const std::string& label) const {
    return state_->stream->exporter(label);
}

asio::any_io_executor Link::executor() const {
    return state_->stream->executor();
}

namespace {

rt::Task<std::unique_ptr<Link>> dial_within_limit(HubAddress hub,
                                                  std::shared_ptr<const LinkContext> context) {
    auto connecting = connect_tcp(hub.host, hub.port, &kHubSentences);
    PL_CO_TRY(auto socket, co_await std::move(connecting));
    PL_CO_TRY(auto stream, SecureStream::create(std::move(socket), std::move(context),
                                                SecureStream::Side::Camera));
    auto shaking = stream->handshake();
    PL_CO_TRY_VOID(co_await std::move(shaking));
    co_return std::make_unique<Link>(std::move(stream));
}

}  // namespace

rt::Task<std::unique_ptr<Link>> dial(HubAddress hub, std::shared_ptr<const LinkContext> context,
                                     std::chrono::milliseconds limit) {
    auto what = fmt::format("No hub answers on port {} at {}", hub.port, hub.host);
    auto dialling = dial_within_limit(std::move(hub), std::move(context));
    auto deadline = rt::with_deadline(std::move(dialling), limit, std::move(what));
    co_return co_await std::move(deadline);
}

}  // namespace porchlight::net::link
