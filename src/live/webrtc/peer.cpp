// SPDX-License-Identifier: Apache-2.0
#include "live/webrtc/peer.hpp"

#include "base/log.hpp"
#include "media/rtp/feedback.hpp"
#include "media/rtp/rtp_packet.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::live {

namespace webrtc = net::webrtc;
using media::rtp::RtpFramePtr;

namespace {

constexpr std::chrono::seconds kBetweenReports{2};
/// More frames than that wait for nobody who still watches.
constexpr std::size_t kMostWaiting = 600;
/// Behind marker bit and payload type in the second byte of RTP.
constexpr std::uint8_t kMarker = 0x80;

}  // namespace

Peer::Peer(PeerTerms terms, std::shared_ptr<const RtpStream> stream, const Clock& clock, Send send)
    : terms_(std::move(terms)),
      stream_(std::move(stream)),
      clock_(clock),
      send_(std::move(send)),
      began_(clock.monotonic_now()),
      checked_(began_) {}

Result<std::shared_ptr<Peer>> Peer::create(PeerTerms terms,
                                           std::shared_ptr<const webrtc::DtlsIdentity> identity,
                                           std::shared_ptr<const RtpStream> stream,
                                           const Clock& clock, Send send) {
    auto peer = std::shared_ptr<Peer>(
        new Peer(std::move(terms), std::move(stream), clock, std::move(send)));
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

void Peer::take_rtcp(std::span<std::uint8_t> datagram) {
    const auto size = srtp_->open_rtcp(datagram);
    if (!size) {
        return;  // forged, or late
    }
    const auto feedback = media::rtp::parse_feedback(datagram.first(*size), stream_->ssrc());
    is_gone_ = is_gone_ || feedback.is_gone;
    send_again(feedback.lost);
}

void Peer::send_again(const std::vector<std::uint16_t>& lost) {
    for (const std::uint16_t sequence : lost) {
        const RtpFramePtr frame = stream_->frame_with(sequence);
        if (!frame) {
            continue;  // too old: the next key frame mends it
        }
        const auto place = static_cast<std::uint16_t>(sequence - frame->first_sequence);
        const std::size_t begin = place == 0 ? 0 : frame->ends[place - 1U];
        add_packet(media::ByteSpan(frame->bytes).subspan(begin, frame->ends[place] - begin));
    }
    flush();
}

void Peer::on_frame(const RtpFramePtr& frame) {
    if (is_gone_) {
        return;
    }
    if (sent_.packets == 0 && frame->kind == media::FrameKind::Key) {
        waiting_.clear();  // it was not keyed yet, and can begin with what is newer
    }
    waiting_.push_back(frame);
    if (waiting_.size() > kMostWaiting) {
        is_gone_ = true;
        waiting_.clear();
    } else if (srtp_ && waiting_.size() == 1) {
        tick();
    }
}

void Peer::on_trouble(const Error& /*why*/) {
    // The page hears why from the hub's news; here there just are no pictures.
    waiting_.clear();
}

void Peer::tick() {
    const MonotonicTime now = clock_.monotonic_now();
    is_gone_ = is_gone_ || now - checked_ > kSilence || (!srtp_ && now - began_ > kPatience);
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
    std::size_t sent = 0;
    while (!waiting_.empty() && sent < kPace) {
        const RtpFramePtr frame = std::move(waiting_.front());
        waiting_.pop_front();
        frame->for_each([this](media::ByteSpan packet) { add_packet(packet); });
        sent += frame->bytes.size();
    }
    flush();
    if (!reported_ || now - *reported_ >= kBetweenReports) {
        send_report();
    }
}

void Peer::add_packet(media::ByteSpan packet) {
    const std::size_t begin = outbox_.size();
    outbox_.insert(outbox_.end(), packet.begin(), packet.end());
    outbox_[begin + 1] =
        static_cast<std::uint8_t>((outbox_[begin + 1] & kMarker) | terms_.payload_type);
    outbox_.resize(begin + packet.size() + webrtc::Srtp::kLargestTrailer);
    const auto size = srtp_->protect_rtp(std::span(outbox_).subspan(begin), packet.size());
    outbox_.resize(begin + (size ? *size : 0));
    if (size) {
        ends_.push_back(outbox_.size());
        ++sent_.packets;
        constexpr std::size_t kHead = 12;
        sent_.bytes += static_cast<std::uint32_t>(packet.size() - kHead);
    }
}

void Peer::send_report() {
    const MonotonicTime now = clock_.monotonic_now();
    if (sent_.packets == 0) {
        return;
    }
    reported_ = now;
    media::ByteVector report = media::rtp::write_sender_report(stream_->ssrc(), clock_.utc_now(),
                                                               stream_->timestamp_at(now), sent_);
    const std::size_t plain = report.size();
    report.resize(plain + webrtc::Srtp::kLargestTrailer);
    if (const auto size = srtp_->protect_rtcp(report, plain)) {
        send_datagram(std::span(report).first(*size));
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
    if (!is_gone_) {
        dtls_->close();
        is_gone_ = true;
    }
}

}  // namespace porchlight::live
