// SPDX-License-Identifier: Apache-2.0
// What a session does once the camera plays.
#include "sources/rtsp/rtsp_errors.hpp"
#include "sources/rtsp/rtsp_session.hpp"
#include "sources/rtsp/track_reorder.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>

namespace porchlight::sources::rtsp {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 1s;
constexpr auto kReportInterval = 5s;
constexpr std::uint32_t kOwnSsrc = 0x506F7263;
constexpr std::size_t kPicture = 0;

}  // namespace

rt::Task<> RtspSession::stream() {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    is_streaming_ = true;
    last_packet_at_ = last_frame_at_ = report_at_ = clock_.monotonic_now();
    auto reading = read();
    auto ticking = tick();
    if (dialogue_.carrier() == RtspDialogue::Carrier::Tcp) {
        const auto ended = co_await (std::move(reading) || std::move(ticking));
        co_return std::visit([](const Result<>& result) { return result; }, ended);
    }
    auto receiving = receive_datagrams();
    const auto ended = co_await (std::move(reading) || std::move(ticking) || std::move(receiving));
    co_return std::visit([](const Result<>& result) { return result; }, ended);
}

rt::Task<> RtspSession::read() {
    for (;;) {
        auto receiving = dialogue_.connection().receive();
        if (auto result = co_await std::move(receiving); !result) {
            const bool closed = result.error().code() == ErrorCode::Unavailable;
            co_return closed ? result.error().wrap("The camera ended the stream") : result.error();
        }
    }
}

rt::Task<> RtspSession::receive_datagrams() {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    auto* handler = static_cast<net::DatagramHandler*>(this);
    using enum net::RtpChannel;
    auto picture = tracks_[kPicture].channel.sockets->receive(Rtp, 0, handler);
    auto picture_reports = tracks_[kPicture].channel.sockets->receive(Rtcp, 0, handler);
    if (tracks_.size() == 1) {
        const auto ended = co_await (std::move(picture) || std::move(picture_reports));
        co_return std::visit([](const Result<>& result) { return result; }, ended);
    }
    auto sound = tracks_[1].channel.sockets->receive(Rtp, 1, handler);
    auto sound_reports = tracks_[1].channel.sockets->receive(Rtcp, 1, handler);
    const auto ended = co_await (std::move(picture) || std::move(picture_reports) ||
                                 std::move(sound) || std::move(sound_reports));
    co_return std::visit([](const Result<>& result) { return result; }, ended);
}

/// Until the next tick is due, or something is to be sent before it.
rt::Task<> RtspSession::pause() {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    auto sleeping = rt::sleep_for(kTick);
    auto waiting = wished_.wait();
    const auto ended = co_await (std::move(sleeping) || std::move(waiting));
    co_return std::visit([](const Result<>& result) { return result; }, ended);
}

rt::Task<> RtspSession::tick() {
    for (;;) {
        auto pausing = pause();
        PL_CO_TRY_VOID(co_await std::move(pausing));
        const MonotonicTime now = clock_.monotonic_now();
        PL_CO_TRY_VOID(watch(now));
        PL_CO_TRY_VOID(dialogue_.queue_keep_alive(now));
        queue_reports(now);
        auto sending = dialogue_.connection().flush();
        PL_CO_TRY_VOID(co_await std::move(sending));
    }
}

Result<> RtspSession::watch(MonotonicTime now) {
    const auto counters = tracks_[kPicture].receiver->counters();
    if (counters.packets != std::exchange(packets_seen_, counters.packets)) {
        last_packet_at_ = now;
    }
    if (counters.frames.frames != std::exchange(frames_seen_, counters.frames.frames)) {
        last_frame_at_ = now;
    }
    if (tracks_[kPicture].receiver->said_bye() && now - last_packet_at_ > 2 * kTick) {
        return Error(ErrorCode::Unavailable, "The camera ended the stream");
    }
    if (now - last_packet_at_ >= settings_.silence_limit) {
        return counters.packets == 0 ? never_sent(settings_.silence_limit)
                                     : stopped_sending(settings_.silence_limit);
    }
    if (now - last_frame_at_ >= settings_.frame_limit) {
        return no_usable_frame(settings_.frame_limit, counters.frames);
    }
    return {};
}

void RtspSession::queue_reports(MonotonicTime now) {
    if (now - report_at_ < kReportInterval) {
        return;
    }
    report_at_ = now;
    for (Track& track : tracks_) {
        queue_report(track, track.receiver->write_report(kOwnSsrc, now));
    }
}

void RtspSession::queue_report(Track& track, const media::ByteVector& report) {
    if (track.channel.sockets) {
        track.channel.sockets->send_rtcp(report);
    } else {
        dialogue_.connection().queue_interleaved(track.channel.rtcp, report);
    }
}

void RtspSession::ask_for_key_frame() {
    if (!is_streaming_ || !tracks_[kPicture].takes_picture_loss) {
        return;
    }
    Track& picture = tracks_[kPicture];
    queue_report(picture, picture.receiver->write_picture_loss(kOwnSsrc, clock_.monotonic_now()));
    wished_.wake();
}

void RtspSession::on_bytes() {
    arrival_ = {clock_.monotonic_now(), clock_.utc_now()};
}

Result<> RtspSession::on_interleaved(const net::rtsp::InterleavedFrame& frame) {
    for (Track& track : tracks_) {
        if (frame.channel == track.channel.rtp) {
            return on_rtp(track, frame.payload);
        }
        if (frame.channel == track.channel.rtcp) {
            on_rtcp(track, frame.payload);
            return {};
        }
    }
    return {};
}

Result<> RtspSession::on_datagram(int tag, net::RtpChannel channel,
                                  std::span<const std::uint8_t> datagram) {
    Track& track = tracks_[static_cast<std::size_t>(tag)];
    if (channel == net::RtpChannel::Rtcp) {
        on_rtcp(track, datagram);
        return {};
    }
    return on_rtp(track, datagram);
}

Result<> RtspSession::on_rtp(Track& track, std::span<const std::uint8_t> bytes) {
    if (track.reorder && !media::rtp::is_rtcp(bytes)) {
        return track.reorder->push(bytes);
    }
    return track.receiver->on_rtp(bytes, arrival_);
}

void RtspSession::on_rtcp(Track& track, std::span<const std::uint8_t> bytes) {
    track.receiver->on_rtcp(bytes, arrival_);
    if (tracks_.size() == 2) {
        media::rtp::align_audio(*tracks_[kPicture].receiver, *tracks_[1].receiver);
    }
}

void RtspSession::on_video_track(const media::VideoTrack& track) {
    description_.video = track;
    described_ = true;
    sink_.on_description(description_);
}

void RtspSession::on_packet(media::Packet packet) {
    if (described_) {
        sink_.on_packet(std::make_shared<const media::Packet>(std::move(packet)));
    }
}

}  // namespace porchlight::sources::rtsp
