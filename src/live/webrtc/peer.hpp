// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "live/rtp_stream.hpp"
#include "net/webrtc/dtls.hpp"
#include "net/webrtc/session.hpp"
#include "net/webrtc/srtp.hpp"
#include "net/webrtc/stun.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::live {

/// What a peer was told, and has told us, in offer and answer.
struct PeerTerms {
    std::string our_fragment;
    std::string our_password;
    std::string their_fragment;
    std::vector<std::uint8_t> their_fingerprint;
    std::uint8_t payload_type = 96;
};

/// One browser that watches: answers its connectivity checks, keys with it, sends it the stream's
/// packets encrypted, and sends again what it lost.
///
/// The kept group of pictures goes first and paced, so that it does not drown in the first router's
/// queue. What it asks for again comes from the stream's kept frames; nothing is kept for a viewer.
/// A peer from which no check has come for `kSilence` is gone.
///
/// Strand-bound. No sockets of its own: datagrams go out through `Send`.
/// @source RFC 8445 section 7.3, RFC 7675 (consent), RFC 5764, RFC 4585.
class Peer final : public RtpViewer {
  public:
    static constexpr std::chrono::seconds kSilence{10};
    /// Until it is keyed.
    static constexpr std::chrono::seconds kPatience{15};
    /// So much of what waits goes out with each `tick`.
    static constexpr std::size_t kPace = 24 << 10;

    /// @param ends  Where each datagram in `bytes` ends.
    using Send =
        std::function<void(std::span<const std::uint8_t> bytes, std::span<const std::size_t> ends,
                           const net::webrtc::StunAddress& to)>;

    /// @param clock  Outlives it.
    static Result<std::shared_ptr<Peer>> create(
        PeerTerms terms, std::shared_ptr<const net::webrtc::DtlsIdentity> identity,
        std::shared_ptr<const RtpStream> stream, const Clock& clock, Send send);

    /// A check with our fragment in its name. @return Whether it was right, and the peer is there.
    bool take_check(const net::webrtc::StunCheck& check, std::span<const std::uint8_t> datagram,
                    const net::webrtc::StunAddress& from);
    /// Anything else from an address where a right check came from.
    void take(std::span<std::uint8_t> datagram);
    /// Sends what is due.
    void tick();
    void close();

    void on_frame(const media::rtp::RtpFramePtr& frame) override;
    void on_trouble(const Error& why) override;

    [[nodiscard]] bool is_gone() const { return is_gone_; }
    [[nodiscard]] bool is_playing() const { return srtp_ != nullptr && !is_gone_; }
    /// Something waits for the next `tick`.
    [[nodiscard]] bool is_busy() const { return srtp_ != nullptr && !waiting_.empty(); }

  private:
    Peer(PeerTerms terms, std::shared_ptr<const RtpStream> stream, const Clock& clock, Send send);

    void send_datagram(std::span<const std::uint8_t> datagram);
    void take_dtls(std::span<const std::uint8_t> datagram);
    void take_rtcp(std::span<std::uint8_t> datagram);
    void send_again(const std::vector<std::uint16_t>& lost);
    void send_report();
    void add_packet(media::ByteSpan packet);
    void flush();

    PeerTerms terms_;
    std::shared_ptr<const RtpStream> stream_;
    const Clock& clock_;
    Send send_;
    std::unique_ptr<net::webrtc::DtlsSession> dtls_;
    std::unique_ptr<net::webrtc::Srtp> srtp_;
    std::optional<net::webrtc::StunAddress> address_;
    std::deque<media::rtp::RtpFramePtr> waiting_;
    media::ByteVector outbox_;
    std::vector<std::size_t> ends_;
    MonotonicTime began_;
    MonotonicTime checked_;
    std::optional<MonotonicTime> retry_at_;
    std::optional<MonotonicTime> reported_;
    media::rtp::SentCounts sent_;
    bool is_gone_ = false;
};

}  // namespace porchlight::live
