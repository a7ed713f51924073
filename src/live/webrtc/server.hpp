// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "live/webrtc/peer.hpp"
#include "net/webrtc/session.hpp"
#include "net/webrtc/udp_port.hpp"
#include "rt/job.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::live {

enum class Talk : std::uint8_t {
    End,
    Start,
    GoOn,  ///< Only says whether it is still heard.
};

struct WebRtcSettings {
    std::uint16_t port = 8421;  ///< UDP, for all viewers; 0: any that is free.
    net::webrtc::Reach reach = net::webrtc::Reach::ThisMachine;
    /// Besides this machine's own addresses: of a relay or a router that leads here.
    std::vector<std::string> more_addresses;
};

/// Live video for browsers over WebRTC: one UDP port for all viewers, as an ICE-lite server. A
/// browser's offer is answered at once (WHEP); its checks then find the way.
///
/// A datagram belongs to the peer whose fragment its check names, everything else to the peer whose
/// checks come from its address. Wrong checks from one address are answered a few times a second.
///
/// Strand-bound to the media thread. Must be stopped before it is destroyed.
/// @source RFC 9725 (WHIP, of which WHEP is the mirror), RFC 8445, RFC 7983.
class WebRtcServer final : private net::webrtc::UdpPort::Handler {
  public:
    static constexpr std::size_t kMostPeers = 200;
    static constexpr int kWrongChecksASecond = 10;

    /// @param clock  Outlives it. @error As net::webrtc::UdpPort::open.
    static Result<std::unique_ptr<WebRtcServer>> open(const rt::asio::any_io_executor& executor,
                                                      WebRtcSettings settings, const Clock& clock);
    ~WebRtcServer() override;
    WebRtcServer(const WebRtcServer&) = delete;
    WebRtcServer& operator=(const WebRtcServer&) = delete;
    WebRtcServer(WebRtcServer&&) = delete;
    WebRtcServer& operator=(WebRtcServer&&) = delete;

    struct Accepted {
        std::string id;      ///< A secret: who has it may end the watching.
        std::string answer;  ///< SDP.
    };
    /// What one of the offer's sections of video gets, and its section of sound.
    struct Camera {
        FeedStreams picture;                         ///< No stream: it comes another way.
        std::shared_ptr<RtpStream> sound = nullptr;  ///< Null: it has none.
        OpenTalk talk = nullptr;                     ///< Null: nobody can be heard through it.
    };
    /// @param cameras  The first is for the offer's first section of video and its first of sound,
    /// and so on. One without a picture now is sent it once there is one.
    /// @error Unsupported  The offer will not do; says why.
    /// @error Unavailable  None of them has a picture now, and one was asked for.
    /// @error Exhausted  kMostPeers watch.
    Result<Accepted> accept(const net::webrtc::Offer& offer, std::span<const Camera> cameras);
    /// @error NotFound
    Result<> end(std::string_view id);
    /// Who watches under that id speaks now, or still, or no longer.
    /// @error NotFound.  Else as Peer::start_talk(), Peer::end_talk().
    Result<> talk(std::string_view id, Talk wish);

    [[nodiscard]] std::uint16_t port() const { return port_->port(); }
    [[nodiscard]] std::size_t watching() const;

    rt::Task<> stop();

  private:
    struct ByAddress {
        bool operator()(const net::webrtc::StunAddress& a, const net::webrtc::StunAddress& b) const;
    };

    WebRtcServer(const rt::asio::any_io_executor& executor, WebRtcSettings settings,
                 const Clock& clock, std::unique_ptr<net::webrtc::UdpPort> port,
                 std::shared_ptr<const net::webrtc::DtlsIdentity> identity);

    Result<std::shared_ptr<Peer>> make_peer(PeerTerms terms);
    [[nodiscard]] std::vector<net::webrtc::HostCandidate> candidates() const;
    void on_datagram(std::span<std::uint8_t> datagram,
                     const net::webrtc::StunAddress& from) override;
    void take_check(std::span<const std::uint8_t> datagram, const net::webrtc::StunAddress& from);
    [[nodiscard]] int& wrong_checks_from(net::webrtc::StunAddress from);
    void sweep();
    static rt::Task<> tick(WebRtcServer* self);

    WebRtcSettings settings_;
    const Clock& clock_;
    std::unique_ptr<net::webrtc::UdpPort> port_;
    std::shared_ptr<const net::webrtc::DtlsIdentity> identity_;
    std::map<std::string, std::shared_ptr<Peer>, std::less<>> peers_;
    std::map<std::string, std::weak_ptr<Peer>, std::less<>> by_fragment_;
    std::map<net::webrtc::StunAddress, std::weak_ptr<Peer>, ByAddress> by_address_;
    /// In the second that began with `wrong_since_`.
    std::map<net::webrtc::StunAddress, int, ByAddress> wrong_;
    MonotonicTime wrong_since_;
    std::unique_ptr<rt::Job> receiving_;
    std::unique_ptr<rt::Job> ticking_;
    bool is_stopped_ = false;
};

}  // namespace porchlight::live
