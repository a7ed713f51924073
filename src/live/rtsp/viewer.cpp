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
        } else if (const auto* frame = std::get_if<net::rtsp::InterleavedFrame>(&item)) {
            take_interleaved(*frame);
        }
        const bool is_done = std::holds_alternative<net::rtsp::NeedMore>(item);
        inbox_.erase(0, parser_.consumed());
        if (is_done || is_closed_) {
            return {};
        }
    }
}

void RtspViewer::take_interleaved(const net::rtsp::InterleavedFrame& frame) {
    const auto is_of = [&](Lane lane, int channel) {
        return is_playing() && conversation_.transport(lane) && !uses_datagrams(lane) &&
               frame.channel == conversation_.rtp_channel(lane) + channel;
    };
    if (is_of(Lane::Voice, 0)) {
        house_.on_voice(*this, frame.payload);
    } else if (is_of(Lane::Picture, 1)) {
        house_.on_picture_feedback(frame.payload);
    }
}

Result<> RtspViewer::on_datagram(int tag, net::RtpChannel channel,
                                 std::span<const std::uint8_t> datagram) {
    if (!is_playing()) {
        return {};
    }
    if (tag == static_cast<int>(Lane::Voice) && channel == net::RtpChannel::Rtp) {
        house_.on_voice(*this, datagram);
    } else if (tag == static_cast<int>(Lane::Picture) && channel == net::RtpChannel::Rtcp) {
        house_.on_picture_feedback(datagram);
    }
    return {};
}

void RtspViewer::take_request(const Message& request) {
    const bool was_watching = is_watching();
    queue(conversation_.answer(request));
    if (is_watching() && !was_watching) {
        needs_key_ = true;
        house_.on_play(*this);
    } else if (was_watching && !is_watching()) {
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

bool RtspViewer::uses_datagrams(Lane lane) const {
    const auto& transport = conversation_.transport(lane);
    return transport && transport->carrier == net::rtsp::TransportWish::Carrier::Datagrams;
}

/// A picture can only begin with a key frame; sound can with any.
void RtspViewer::send(const media::rtp::RtpFramePtr& frame) {
    const Lane lane = lane_of(frame->track);
    const bool is_picture = lane == Lane::Picture;
    if (!is_playing() || !conversation_.transport(lane) ||
        (is_picture && needs_key_ && frame->kind != media::FrameKind::Key)) {
        return;
    }
    Way& its = way(lane);
    if (uses_datagrams(lane)) {
        frame->for_each([&](media::ByteSpan packet) { its.sockets->send_rtp(packet); });
    } else if (outbox_.size() + in_flight_ + frame->bytes.size() > kMostWaiting) {
        needs_key_ = needs_key_ || is_picture;
        ++dropped_;
        return;
    } else {
        frame->for_each([&](media::ByteSpan packet) {
            queue_interleaved(conversation_.rtp_channel(lane), packet);
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
    const Lane lane = lane_of(track);
    if (!is_playing() || !conversation_.transport(lane)) {
        return;
    }
    const auto report = media::rtp::write_sender_report(ssrc, wall, timestamp, way(lane).sent);
    if (uses_datagrams(lane)) {
        way(lane).sockets->send_rtcp(report);
        return;
    }
    queue_interleaved(static_cast<std::uint8_t>(conversation_.rtp_channel(lane) + 1), report);
    written_.wake();
}

void RtspViewer::look_at_the_time(MonotonicTime now) {
    const bool is_by_datagrams =
        uses_datagrams(Lane::Picture) || uses_datagrams(Lane::Sound) || uses_datagrams(Lane::Voice);
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
    const bool was_watching = is_watching();
    is_closed_ = true;
    for (Way& its : ways_) {
        its.receiving.reset();
    }
    stream_->close();
    written_.wake();
    house_.on_voice_end(*this);
    if (was_watching) {
        house_.on_stop(*this);
    }
}

Result<std::string> RtspViewer::describe(Asked asked) {
    was_told_of_no_sound_ = !house_.has(Lane::Sound);
    return house_.describe(asked, stream_->own_address());
}

Result<std::uint16_t> RtspViewer::open_datagrams(Lane lane, const net::rtsp::TransportWish& wish) {
    Way& its = way(lane);
    its.receiving.reset();
    PL_TRY(its.sockets, net::RtpSocketPair::open(stream_->executor(), stream_->own_address()));
    its.sockets->expect(stream_->peer_address(), wish.rtp_port, wish.rtcp_port);
    if (auto self = self_.lock()) {
        its.receiving.emplace(stream_->executor(), "RTSP viewer's datagrams",
                              watch_datagrams(std::move(self), lane));
    }
    return its.sockets->port();
}

/// A client that watches sends reports, one that speaks its voice.
rt::Task<> RtspViewer::watch_datagrams(std::shared_ptr<RtspViewer> self, Lane lane) {
    const auto channel = lane == Lane::Voice ? net::RtpChannel::Rtp : net::RtpChannel::Rtcp;
    auto receiving = self->way(lane).sockets->receive(channel, static_cast<int>(lane), self.get());
    co_return co_await std::move(receiving);
}

}  // namespace porchlight::live
