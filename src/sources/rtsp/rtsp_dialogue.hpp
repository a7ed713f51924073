// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/rtp_socket_pair.hpp"
#include "net/rtsp/connection.hpp"
#include "net/sdp.hpp"
#include "sources/rtsp/rtsp_source.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace porchlight::sources::rtsp {

/// What is asked and answered before a camera sends or takes anything; whoever watches it and
/// whoever speaks through it asks the same.
///
///     connect (OPTIONS) → describe → set_up, set_up … → play → queue_keep_alive …
///
/// Strand-bound. Says TEARDOWN when destroyed, if the camera set up a session.
class RtspDialogue {
  public:
    enum class Carrier : std::uint8_t { Tcp, Udp };
    /// The way of one track.
    struct Channel {
        /// UDP only.
        std::unique_ptr<net::RtpSocketPair> sockets;
        /// Interleaved only.
        std::uint8_t rtp = 0;
        std::uint8_t rtcp = 1;
    };
    struct Description {
        net::Sdp sdp;
        std::string base;  ///< As net::control_base.
    };

    /// @param url May differ from that of `settings` after a redirect.   @param settings Outlive
    /// it.
    RtspDialogue(const RtspSettings& settings, net::CameraUrl url);
    ~RtspDialogue();
    RtspDialogue(const RtspDialogue&) = delete;
    RtspDialogue& operator=(const RtspDialogue&) = delete;
    RtspDialogue(RtspDialogue&&) = delete;
    RtspDialogue& operator=(RtspDialogue&&) = delete;

    /// The camera has to know this, or refuse: goes with all that follow. @source RFC 2326 section
    /// 12.32.
    void require(std::string feature) { feature_ = std::move(feature); }

    /// Errors are those of a Source for all of these. @param handler Outlives the dialogue.
    rt::Task<> connect(net::rtsp::InterleavedHandler* handler);
    rt::Task<Description> describe();
    /// Over TCP, or as datagrams where the first track is refused that.
    rt::Task<Channel> set_up(std::string url);
    rt::Task<> play(std::string url);
    /// Puts a keep-alive into the next flush, if one is due.
    Result<> queue_keep_alive(MonotonicTime now);

    [[nodiscard]] net::rtsp::Connection& connection() { return *connection_; }
    [[nodiscard]] Carrier carrier() const { return carrier_; }
    /// How it comes, for people.
    [[nodiscard]] std::string transport() const;
    /// Where the camera sends us instead.
    [[nodiscard]] const std::optional<net::CameraUrl>& redirect() const { return redirect_; }

  private:
    [[nodiscard]] net::rtsp::Message request(std::string method, std::string url) const;
    rt::Task<net::rtsp::Message> ask(net::rtsp::Message request);
    rt::Task<net::rtsp::Message> ask_set_up(std::string url, std::string transport);
    Result<std::string> offer_transport(Channel& channel);
    void accept_transport(Channel& channel, std::string_view transport);
    void take_session(const net::rtsp::Message& response);
    Result<> take_redirect(const net::rtsp::Message& response);

    const RtspSettings& settings_;
    net::CameraUrl url_;
    std::string feature_;
    std::unique_ptr<net::rtsp::Connection> connection_;
    std::optional<net::CameraUrl> redirect_;
    std::string play_url_;
    Carrier carrier_ = Carrier::Tcp;
    std::uint8_t tracks_ = 0;
    std::uint8_t highest_channel_ = 0;
    bool has_get_parameter_ = false;
    bool is_set_up_ = false;
    std::chrono::seconds session_timeout_{60};
    std::optional<MonotonicTime> keep_alive_at_;
};

}  // namespace porchlight::sources::rtsp
