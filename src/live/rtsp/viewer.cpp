// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/viewer.hpp"

#include "rt/deadline.hpp"

#include <array>
#include <utility>

namespace porchlight::live {

namespace {

using net::rtsp::Message;
using net::rtsp::MessageParser;

constexpr std::size_t kReadAtOnce = 16U << 10U;
constexpr std::size_t kRtpHeader = 12;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

RtspViewer::RtspViewer(std::unique_ptr<net::Stream> stream, ConversationSettings settings,
                       RtspHouse& house, const Clock& clock)
    : stream_(std::move(stream)),
      house_(house),
      clock_(clock),
      conversation_(std::move(settings), *this),
      written_(stream_->executor()),
      seen_at_(clock.monotonic_now()) {}

rt::Task<> RtspViewer::read(std::shared_ptr<RtspViewer> self) {
    self->self_ = self;
    std::vector<std::uint8_t> buffer(kReadAtOnce);
    while (!self->is_closed_) {
        const auto size = co_await self->stream_->read_some(buffer);
        if (!size) {
            break;
        }
        self->seen_at_ = self->clock_.monotonic_now();
        if (!self->take(std::span(buffer).first(*size))) {
            break;
        }
    }
    self->close();
    co_return Result<>();
}

Result<> RtspViewer::take(std::span<const std::uint8_t> bytes) {
    inbox_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (;;) {
        PL_TRY(const MessageParser::Item item, parser_.next(bytes_of(inbox_)));
        if (const auto* message = std::get_if<Message>(&item);
            message != nullptr && !message->is_response()) {
            take_request(*message);
        }
        // Interleaved frames are the client's reports: that they come is all we want to know.
        const bool is_done = std::holds_alternative<net::rtsp::NeedMore>(item);
        inbox_.erase(0, parser_.consumed());
        if (is_done || is_closed_) {
            return {};
        }
    }
}

void RtspViewer::take_request(const Message& request) {
    const bool was_playing = is_playing();
    queue(conversation_.answer(request));
    if (is_playing() && !was_playing) {
        needs_key_ = true;
        house_.on_play(*this);
    } else if (was_playing && !is_playing()) {
        house_.on_stop(*this);
    }
    if (conversation_.state() == Conversation::State::Ended) {
        stream_->try_write(std::exchange(outbox_, {}));  // the last word
        close();
    }
}

rt::Task<> RtspViewer::write(std::shared_ptr<RtspViewer> self) {
    while (!self->is_closed_) {
        if (self->outbox_.empty()) {
            PL_CO_TRY_VOID(co_await self->written_.wait());
            continue;
        }
        std::string bytes = std::exchange(self->outbox_, {});
        self->in_flight_ = bytes.size();
        auto writing = self->stream_->write(std::move(bytes));
        auto limited = rt::with_deadline(std::move(writing), kStalled, "The viewer reads nothing");
        const auto written = co_await std::move(limited);
        self->in_flight_ = 0;
        if (!written) {
            self->close();
        }
    }
    co_return Result<>();
}

void RtspViewer::queue(std::string_view bytes) {
    outbox_ += bytes;
    written_.wake();
}

void RtspViewer::queue_interleaved(std::uint8_t channel, media::ByteSpan packet) {
    const std::array<char, 4> head{'$', static_cast<char>(channel),
                                   static_cast<char>(packet.size() >> 8U),
                                   static_cast<char>(packet.size())};
    outbox_.append(head.data(), head.size());
    outbox_.append(reinterpret_cast<const char*>(packet.data()), packet.size());
}

bool RtspViewer::uses_datagrams() const {
    const auto& transport = conversation_.transport();
    return transport && transport->carrier == net::rtsp::TransportWish::Carrier::Datagrams;
}

void RtspViewer::send(const media::rtp::RtpFramePtr& frame) {
    if (!is_playing() || (needs_key_ && frame->kind != media::FrameKind::Key)) {
        return;
    }
    needs_key_ = false;
    if (uses_datagrams()) {
        frame->for_each([this](media::ByteSpan packet) { sockets_->send_rtp(packet); });
    } else if (outbox_.size() + in_flight_ + frame->bytes.size() > kMostWaiting) {
        needs_key_ = true;
        ++dropped_;
        return;
    } else {
        frame->for_each([this](media::ByteSpan packet) {
            queue_interleaved(conversation_.rtp_channel(), packet);
        });
        written_.wake();
    }
    sent_.packets += static_cast<std::uint32_t>(frame->ends.size());
    sent_.bytes +=
        static_cast<std::uint32_t>(frame->bytes.size() - kRtpHeader * frame->ends.size());
}

void RtspViewer::send_report(std::uint32_t ssrc, UtcTime wall, std::uint32_t timestamp) {
    if (!is_playing()) {
        return;
    }
    const auto report = media::rtp::write_sender_report(ssrc, wall, timestamp, sent_);
    if (uses_datagrams()) {
        sockets_->send_rtcp(report);
        return;
    }
    queue_interleaved(static_cast<std::uint8_t>(conversation_.rtp_channel() + 1), report);
    written_.wake();
}

void RtspViewer::look_at_the_time(MonotonicTime now) {
    const bool is_forgotten = uses_datagrams() && now - seen_at_ > Conversation::kSessionTimeout +
                                                                       std::chrono::seconds(5);
    const bool is_undecided = !is_playing() && now - seen_at_ > kPatience;
    if (is_forgotten || is_undecided) {
        close();
    }
}

void RtspViewer::close() {
    if (is_closed_) {
        return;
    }
    const bool was_playing = is_playing();
    is_closed_ = true;
    datagrams_.reset();
    stream_->close();
    written_.wake();
    if (was_playing) {
        house_.on_stop(*this);
    }
}

Result<std::string> RtspViewer::describe() {
    return house_.describe(stream_->own_address());
}

Result<std::uint16_t> RtspViewer::open_datagrams(const net::rtsp::TransportWish& wish) {
    datagrams_.reset();
    PL_TRY(sockets_, net::RtpSocketPair::open(stream_->executor(), stream_->own_address()));
    sockets_->expect(stream_->peer_address(), wish.rtp_port, wish.rtcp_port);
    if (auto self = self_.lock()) {
        datagrams_.emplace(stream_->executor(), "RTSP viewer's reports",
                           watch_datagrams(std::move(self)));
    }
    return sockets_->port();
}

rt::Task<> RtspViewer::watch_datagrams(std::shared_ptr<RtspViewer> self) {
    auto receiving = self->sockets_->receive(net::RtpChannel::Rtcp, 0, self.get());
    co_return co_await std::move(receiving);
}

}  // namespace porchlight::live
