// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "live/talk_line.hpp"
#include "live/webrtc/feed.hpp"
#include "live/webrtc/voice.hpp"
#include "net/webrtc/dtls.hpp"
#include "net/webrtc/session.hpp"
#include "net/webrtc/srtp.hpp"
#include "net/webrtc/stun.hpp"

#include <cstdint>
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
};

/// One browser that watches: answers its connectivity checks, keys with it, sends it the packets of
/// its feeds encrypted, and sends again what it lost.
///
/// The kept group of pictures goes first and paced, so that it does not drown in the first router's
/// queue. What it asks for again comes from the streams' kept frames; nothing is kept for a viewer.
/// A peer from which no check has come for `kSilence` is gone.
///
/// Strand-bound. No sockets of its own: datagrams go out through `Send`.
/// @source RFC 8445 section 7.3, RFC 7675 (consent), RFC 5764, RFC 4585.
class Peer {
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
        const Clock& clock, Send send);

    /// What it is sent from now on, besides what it is sent already.
    void add_feed(std::uint8_t payload_type, const FeedStreams& streams);

    /// What the browser's microphone sends, as its offer numbers Opus, goes to the camera that
    /// `open` reaches, while somebody talks.
    void take_voice(std::uint8_t payload_type, OpenTalk open);
    /// @error Unsupported  No camera of this peer can be spoken through.  Else as
    /// CameraSession::open_talk().
    Result<> start_talk();
    /// @error  Why not all of it was heard: as TalkLine::trouble().
    Result<> end_talk();
    /// A talk that is no longer heard ends. @error  As end_talk().
    Result<> go_on_talking();

    /// A check with our fragment in its name. @return Whether it was right, and the peer is there.
    bool take_check(const net::webrtc::StunCheck& check, std::span<const std::uint8_t> datagram,
                    const net::webrtc::StunAddress& from);
    /// Anything else from an address where a right check came from.
    void take(std::span<std::uint8_t> datagram);
    /// Sends what is due.
    void tick();
    void close();

    [[nodiscard]] bool is_gone() const { return is_gone_; }
    [[nodiscard]] bool is_playing() const { return srtp_ != nullptr && !is_gone_; }
    /// Something waits for the next `tick`.
    [[nodiscard]] bool is_busy() const;

  private:
    /// A feed, and what it has been sent.
    struct Sent {
        std::unique_ptr<Feed> feed;
        media::rtp::SentCounts counts;
    };

    Peer(PeerTerms terms, const Clock& clock, Send send);

    void send_datagram(std::span<const std::uint8_t> datagram);
    void take_dtls(std::span<const std::uint8_t> datagram);
    void take_rtcp(std::span<std::uint8_t> datagram);
    void take_rtp(std::span<std::uint8_t> datagram);
    void send_waiting();
    void send_reports();
    void add_packet(Sent& to, media::ByteSpan packet, Feed::Moved moved);
    void flush();

    PeerTerms terms_;
    const Clock& clock_;
    Send send_;
    std::unique_ptr<net::webrtc::DtlsSession> dtls_;
    std::unique_ptr<net::webrtc::Srtp> srtp_;
    std::optional<net::webrtc::StunAddress> address_;
    std::vector<Sent> feeds_;
    std::optional<Voice> voice_;
    std::size_t turn_ = 0;  ///< Of `feeds_`, whose frame is sent next.
    media::ByteVector outbox_;
    std::vector<std::size_t> ends_;
    MonotonicTime began_;
    MonotonicTime checked_;
    std::optional<MonotonicTime> retry_at_;
    std::optional<MonotonicTime> reported_;
    bool is_gone_ = false;
};

}  // namespace porchlight::live
