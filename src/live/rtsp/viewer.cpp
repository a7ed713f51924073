// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/viewer.hpp"

#include "rt/deadline.hpp"

#include <array>
#include <utility>

namespace porchlight::live {

namespace {

using media::TrackKind;
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

bool RtspViewer::uses_datagrams(TrackKind track) const {
    const auto& transport = conversation_.transport(track);
    return transport && transport->carrier == net::rtsp::TransportWish::Carrier::Datagrams;
}

/// A picture can only begin with a key frame; sound can with any.
void RtspViewer::send(const media::rtp::RtpFramePtr& frame) {
    const bool is_picture = frame->track == TrackKind::Video;
    if (!is_playing() || !conversation_.transport(frame->track) ||
        (is_picture && needs_key_ && frame->kind != media::FrameKind::Key)) {
        return;
    }
    Way& its = way(frame->track);
    if (uses_datagrams(frame->track)) {
        frame->for_each([&](media::ByteSpan packet) { its.sockets->send_rtp(packet); });
    } else if (outbox_.size() + in_flight_ + frame->bytes.size() > kMostWaiting) {
        needs_key_ = needs_key_ || is_picture;
        ++dropped_;
        return;
    } else {
        frame->for_each([&](media::ByteSpan packet) {
            queue_interleaved(conversation_.rtp_channel(frame->track), packet);
        });
        written_.wake();
    }
    needs_key_ = needs_key_ && !is_picture;
    its.sent.packets += static_cast<std::uint32_t>(frame->ends.size());
    its.sent.bytes +=
        static_cast<std::uint32_t>(frame->bytes.size() - kRtpHeader * frame->ends.size());
}

void RtspViewer::send_report(TrackKind track, std::uint32_t ssrc, UtcTime wall,
                             std::uint32_t timestamp) {
    if (!is_playing() || !conversation_.transport(track)) {
        return;
    }
    const auto report = media::rtp::write_sender_report(ssrc, wall, timestamp, way(track).sent);
    if (uses_datagrams(track)) {
        way(track).sockets->send_rtcp(report);
        return;
    }
    queue_interleaved(static_cast<std::uint8_t>(conversation_.rtp_channel(track) + 1), report);
    written_.wake();
}

void RtspViewer::look_at_the_time(MonotonicTime now) {
    const bool is_by_datagrams =
        uses_datagrams(TrackKind::Video) || uses_datagrams(TrackKind::Audio);
    const bool is_forgotten =
        is_by_datagrams && now - seen_at_ > Conversation::kSessionTimeout + std::chrono::seconds(5);
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
    for (Way& its : ways_) {
        its.reports.reset();
    }
    stream_->close();
    written_.wake();
    if (was_playing) {
        house_.on_stop(*this);
    }
}

Result<std::string> RtspViewer::describe() {
    was_told_of_no_sound_ = !house_.has(TrackKind::Audio);
    return house_.describe(stream_->own_address());
}

Result<std::uint16_t> RtspViewer::open_datagrams(TrackKind track,
                                                 const net::rtsp::TransportWish& wish) {
    Way& its = way(track);
    its.reports.reset();
    PL_TRY(its.sockets, net::RtpSocketPair::open(stream_->executor(), stream_->own_address()));
    its.sockets->expect(stream_->peer_address(), wish.rtp_port, wish.rtcp_port);
    if (auto self = self_.lock()) {
        its.reports.emplace(stream_->executor(), "RTSP viewer's reports",
                            watch_datagrams(std::move(self), track));
    }
    return its.sockets->port();
}

rt::Task<> RtspViewer::watch_datagrams(std::shared_ptr<RtspViewer> self, TrackKind track) {
    auto receiving = self->way(track).sockets->receive(net::RtpChannel::Rtcp, 0, self.get());
    co_return co_await std::move(receiving);
}

}  // namespace porchlight::live
