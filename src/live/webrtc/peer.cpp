// SPDX-License-Identifier: Apache-2.0
#include "live/webrtc/peer.hpp"

#include "base/log.hpp"
#include "media/rtp/feedback.hpp"
#include "media/rtp/rtp_packet.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::live {

namespace webrtc = net::webrtc;

namespace {

constexpr std::chrono::seconds kBetweenReports{2};

}  // namespace

Peer::Peer(PeerTerms terms, const Clock& clock, Send send)
    : terms_(std::move(terms)),
      clock_(clock),
      send_(std::move(send)),
      began_(clock.monotonic_now()),
      checked_(began_) {}

Result<std::shared_ptr<Peer>> Peer::create(PeerTerms terms,
                                           std::shared_ptr<const webrtc::DtlsIdentity> identity,
                                           const Clock& clock, Send send) {
    auto peer = std::shared_ptr<Peer>(new Peer(std::move(terms), clock, std::move(send)));
    PL_TRY(peer->dtls_,
           webrtc::DtlsSession::create(
               std::move(identity), peer->terms_.their_fingerprint,
               [to = peer.get()](std::span<const std::uint8_t> out) { to->send_datagram(out); }));
    return peer;
}

bool Peer::take_check(const webrtc::StunCheck& check, std::span<const std::uint8_t> datagram,
                      const webrtc::StunAddress& from) {
    const std::string name = terms_.our_fragment + ":" + terms_.their_fragment;
    std::vector<std::uint8_t> answer;
    const bool is_right = check.username == name && check.has_fingerprint &&
                          webrtc::has_right_integrity(datagram, terms_.our_password);
    if (!is_right) {
        answer = webrtc::stun_error(check, 401, "Unauthorized");
    } else if (!check.unknown.empty()) {
        answer = webrtc::stun_error(check, 420, "Unknown Attribute", terms_.our_password);
    } else {
        answer = webrtc::stun_success(check, from, terms_.our_password);
        checked_ = clock_.monotonic_now();
        // A browser may check several ways; it uses the one that it nominates.
        if (check.nominates || !address_) {
            address_ = from;
        }
    }
    const std::size_t end = answer.size();
    send_(answer, {&end, 1}, from);
    return is_right;
}

void Peer::send_datagram(std::span<const std::uint8_t> datagram) {
    const std::size_t end = datagram.size();
    if (address_) {
        send_(datagram, {&end, 1}, *address_);
    }
}

void Peer::take(std::span<std::uint8_t> datagram) {
    if (webrtc::is_dtls(datagram)) {
        take_dtls(datagram);
    } else if (srtp_ && media::rtp::is_rtcp(datagram)) {
        take_rtcp(datagram);
    } else if (srtp_) {
        take_rtp(datagram);
    }
}

void Peer::take_dtls(std::span<const std::uint8_t> datagram) {
    if (const auto taken = dtls_->take(datagram); !taken) {
        log::info("live", "WebRTC: {}", taken.error().message());
        is_gone_ = true;
        return;
    }
    const auto retry = dtls_->retry_in();
    retry_at_ = retry ? std::optional(clock_.monotonic_now() + *retry) : std::nullopt;
    if (const auto& keys = dtls_->keys(); keys && !srtp_) {
        auto srtp = webrtc::Srtp::create(*keys);
        if (!srtp) {
            log::warning("live", "WebRTC: {}", srtp.error().message());
            is_gone_ = true;
            return;
        }
        srtp_ = std::move(*srtp);
        tick();
    }
}

void Peer::add_feed(std::uint8_t payload_type, const FeedStreams& streams) {
    feeds_.push_back({std::make_unique<Feed>(payload_type, streams,
                                             [this] {
                                                 if (srtp_ && !is_gone_) {
                                                     tick();
                                                 }
                                             }),
                      {}});
}

void Peer::take_voice(std::uint8_t payload_type, OpenTalk open) {
    voice_.emplace(payload_type, std::move(open));
}

Result<> Peer::start_talk() {
    return voice_ ? voice_->start()
                  : Error(ErrorCode::Unsupported,
                          "This camera has no loudspeaker that can be reached.");
}

Result<> Peer::end_talk() {
    return voice_ ? voice_->end() : Result<>();
}

Result<> Peer::go_on_talking() {
    return voice_ ? voice_->go_on() : Result<>();
}

bool Peer::is_busy() const {
    return srtp_ &&
           std::ranges::any_of(feeds_, [](const Sent& sent) { return sent.feed->has_waiting(); });
}

/// While nobody talks, what a microphone sends is not even opened.
void Peer::take_rtp(std::span<std::uint8_t> datagram) {
    if (!voice_ || !voice_->is_on()) {
        return;
    }
    if (const auto size = srtp_->open_rtp(datagram)) {
        voice_->take(datagram.first(*size));
    }
}

void Peer::take_rtcp(std::span<std::uint8_t> datagram) {
    const auto size = srtp_->open_rtcp(datagram);
    if (!size) {
        return;  // forged, or late
    }
    for (Sent& to : feeds_) {
        const auto feedback = media::rtp::parse_feedback(datagram.first(*size), to.feed->ssrc());
        is_gone_ = is_gone_ || feedback.is_gone;
        to.feed->take(
            feedback, clock_.monotonic_now(),
            [&](media::ByteSpan packet, Feed::Moved moved) { add_packet(to, packet, moved); });
    }
    flush();
}

void Peer::tick() {
    const MonotonicTime now = clock_.monotonic_now();
    const bool is_late =
        std::ranges::any_of(feeds_, [](const Sent& sent) { return sent.feed->is_overdue(); });
    is_gone_ =
        is_gone_ || now - checked_ > kSilence || (srtp_ ? is_late : now - began_ > kPatience);
    if (is_gone_) {
        return;
    }
    if (retry_at_ && now >= *retry_at_) {
        is_gone_ = !dtls_->passed();
        const auto retry = dtls_->retry_in();
        retry_at_ = retry ? std::optional(now + *retry) : std::nullopt;
    }
    if (!srtp_) {
        return;
    }
    send_waiting();
    if (!reported_ || now - *reported_ >= kBetweenReports) {
        send_reports();
    }
}

/// One frame of each feed after the other, so that no picture waits for another's.
void Peer::send_waiting() {
    std::size_t sent = 0;
    for (std::size_t idle = 0; idle < feeds_.size() && sent < kPace;) {
        Sent& to = feeds_[turn_++ % feeds_.size()];
        if (!to.feed->has_waiting()) {
            ++idle;
            continue;
        }
        idle = 0;
        sent += to.feed->send_next(
            [&](media::ByteSpan packet, Feed::Moved moved) { add_packet(to, packet, moved); });
    }
    flush();
}

void Peer::add_packet(Sent& to, media::ByteSpan packet, Feed::Moved moved) {
    const std::size_t begin = outbox_.size();
    outbox_.insert(outbox_.end(), packet.begin(), packet.end());
    to.feed->number(std::span(outbox_).subspan(begin), moved);
    outbox_.resize(begin + packet.size() + webrtc::Srtp::kLargestTrailer);
    const auto size = srtp_->protect_rtp(std::span(outbox_).subspan(begin), packet.size());
    outbox_.resize(begin + (size ? *size : 0));
    if (size) {
        ends_.push_back(outbox_.size());
        ++to.counts.packets;
        constexpr std::size_t kHead = 12;
        to.counts.bytes += static_cast<std::uint32_t>(packet.size() - kHead);
    }
}

void Peer::send_reports() {
    const MonotonicTime now = clock_.monotonic_now();
    for (const Sent& to : feeds_) {
        if (to.counts.packets == 0) {
            continue;
        }
        reported_ = now;
        media::ByteVector report = media::rtp::write_sender_report(
            to.feed->ssrc(), clock_.utc_now(), to.feed->timestamp_at(now), to.counts);
        const std::size_t plain = report.size();
        report.resize(plain + webrtc::Srtp::kLargestTrailer);
        if (const auto size = srtp_->protect_rtcp(report, plain)) {
            send_datagram(std::span(report).first(*size));
        }
    }
}

void Peer::flush() {
    if (address_ && !ends_.empty()) {
        send_(outbox_, ends_, *address_);
    }
    outbox_.clear();
    ends_.clear();
}

void Peer::close() {
    voice_.reset();
    if (!is_gone_) {
        dtls_->close();
        is_gone_ = true;
    }
}

}  // namespace porchlight::live
