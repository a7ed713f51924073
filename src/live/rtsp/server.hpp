// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "live/rtsp/conversation.hpp"
#include "live/rtsp/voice.hpp"
#include "media/packet.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::live {

/// Decides who may watch, and hears who does.
class RtspAudience {
  public:
    RtspAudience() = default;
    RtspAudience(const RtspAudience&) = delete;
    RtspAudience& operator=(const RtspAudience&) = delete;
    RtspAudience(RtspAudience&&) = delete;
    RtspAudience& operator=(RtspAudience&&) = delete;
    virtual ~RtspAudience() = default;

    /// @param user As logged in; empty if nobody is asked. @error The viewer is told the sentence.
    virtual Result<> may_watch(const std::string& user) = 0;
    virtual void on_watching(const std::string& user) = 0;
    virtual void on_gone(const std::string& user) = 0;
    /// Somebody's picture is broken and waits for a key frame. Not more often than every
    /// `RtspServer::kBetweenKeyFrames`, whoever asks.
    virtual void on_key_frame_wanted() = 0;
};

struct RtspServerSettings {
    std::string address = "127.0.0.1";  ///< Ours, numeric.
    std::uint16_t port = 8554;          ///< 0: any that is free.
    std::string name = "Porchlight";    ///< What players show.
    ConversationSettings conversation;
};

/// Serves one H.264 stream and its sound in AAC over RTSP to a few clients: our own hub, VLC,
/// ffmpeg, recorders. A client may take either alone. Where there is a loudspeaker it hears, too.
///
/// A frame is packetised once and the same bytes go to every client, interleaved in its RTSP
/// connection or as UDP datagrams; the last group of pictures is kept, so that a client's first
/// picture is immediate. Every 5 s a sender report of each track goes out, both of one moment, so
/// that players keep lips and voice together.
///
/// Strand-bound. Must be stopped before it is destroyed.
/// @source RFC 2326, 3550, 3640, 4585, 6184, 7616; ONVIF Streaming Specification section 5.3.
class RtspServer {
  public:
    static constexpr std::size_t kMostViewers = 16;
    /// A group of pictures with more is not kept; its viewers start at the next key frame.
    static constexpr std::size_t kLargestGroup = 3U << 20U;
    static constexpr std::chrono::seconds kTalkEnds{2};
    static constexpr std::chrono::seconds kBetweenKeyFrames{1};

    /// Starts to listen. @param audience, clock, random Outlive it.
    /// @error As net::Listener::open.
    static Result<std::unique_ptr<RtspServer>> open(const rt::asio::any_io_executor& executor,
                                                    RtspServerSettings settings,
                                                    RtspAudience& audience, const Clock& clock,
                                                    Random& random);
    ~RtspServer();
    RtspServer(const RtspServer&) = delete;
    RtspServer& operator=(const RtspServer&) = delete;
    RtspServer(RtspServer&&) = delete;
    RtspServer& operator=(RtspServer&&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// "rtsp://<address>:<port>/main"; without a login.
    [[nodiscard]] std::string url() const;

    /// The stream's description; the next packet is a key frame.
    void start(const media::VideoTrack& track);
    /// The sound that clients are told of from now on; nothing: none. It may come and go while the
    /// picture goes on. Connections that were told of none end when there is some, and come back
    /// for it; those that have it go on without when it is gone.
    /// @param track AAC.
    void offer_sound(const std::optional<media::AudioTrack>& track);
    /// The loudspeaker that clients who ask for it are told of from now on; null: none. One client
    /// speaks at a time; it gives way when it leaves, or has been silent for `kTalkEnds`.
    /// @param sink Outlives the server.
    void offer_speaker(VoiceSink* sink);
    /// Pictures and sound, both on one time line.
    void send(const media::PacketPtr& packet);
    /// There is no picture now: viewers are let go, and new ones told why.
    void interrupt(const Error& why);
    /// The eye is closed for a while and opens for whoever plays: clients may come all the same,
    /// and their picture begins with the next key frame.
    void rest();
    /// Ends all connections; they may come back.
    void let_go();
    /// Ends those that play picture or sound, of the users that `goes` picks. Who has just stopped
    /// watching, or is about to begin, stays.
    void let_watchers_go(const std::function<bool(const std::string& user)>& goes);
    /// Of connections made from now on; all present ones end.
    void set_logins(std::vector<net::Login> logins);

    [[nodiscard]] std::size_t watching() const;
    /// Frames that slow clients did not get.
    [[nodiscard]] std::uint64_t dropped() const;

    /// Takes no more connections, gives the port back, ends the connections there are, and returns
    /// when all is over.
    rt::Task<> stop();

  private:
    struct State;
    explicit RtspServer(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::live
