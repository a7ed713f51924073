// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "net/digest_guard.hpp"
#include "net/rtsp/message.hpp"
#include "net/rtsp/transport.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::live {

/// What goes between a client and us: two tracks from us, and what is said into the loudspeaker.
enum class Lane : std::uint8_t { Picture, Sound, Voice };
[[nodiscard]] constexpr Lane lane_of(media::TrackKind track) {
    return track == media::TrackKind::Video ? Lane::Picture : Lane::Sound;
}

/// Whether a client asks for the loudspeaker, too (ONVIF's backchannel).
enum class Asked : std::uint8_t { Plainly, WithSpeaker };

/// What a conversation asks of the server it belongs to.
class ConversationHost {
  public:
    ConversationHost() = default;
    ConversationHost(const ConversationHost&) = delete;
    ConversationHost& operator=(const ConversationHost&) = delete;
    ConversationHost(ConversationHost&&) = delete;
    ConversationHost& operator=(ConversationHost&&) = delete;
    virtual ~ConversationHost() = default;

    /// The session description. @error Unavailable  There is no picture now.
    virtual Result<std::string> describe(Asked asked) = 0;
    /// Whether this can be had now.
    [[nodiscard]] virtual bool has(Lane lane) const = 0;
    /// Makes ready for a lane's datagrams. @return Our own even port.
    virtual Result<std::uint16_t> open_datagrams(Lane lane,
                                                 const net::rtsp::TransportWish& wish) = 0;
    /// Whether this user may be shown the picture now. The sentence says why not.
    virtual Result<> may_play(const std::string& user) = 0;
    /// Whether somebody may speak now.
    virtual Result<> may_speak() = 0;
    /// Where a track is: the next sequence number and the present timestamp.
    struct Position {
        std::uint16_t sequence = 0;
        std::uint32_t timestamp = 0;
    };
    virtual Position position(media::TrackKind track) = 0;
};

struct ConversationSettings {
    std::string path = "/main";  ///< All other paths are unknown.
    /// Empty: nobody is asked for a password.
    std::vector<net::Login> logins;
    std::string realm = "Porchlight camera";
};

/// One client's requests and our answers to them; it sends and receives nothing itself.
///
///            SETUP            PLAY
///   Open ──────────▶ Ready ──────────▶ Playing
///                      ▲                  │ PAUSE
///                      └──────────────────┘
///   any ── TEARDOWN ──▶ Ended
///
/// A client sets up the picture ("track1", or no track named), the sound ("track2"), the
/// loudspeaker ("track3"), or several, each in its own way. Only who asks for the loudspeaker is
/// told of it. OPTIONS is answered to anyone; everything else asks for a login where there are any.
/// What is not known gets 501, what is required and not known 551, what does not fit the state 455,
/// another session's number 454. Strand-bound, pure.
/// @source RFC 2326 section 10 and appendix A; ONVIF Streaming Specification section 5.3.
class Conversation {
  public:
    enum class State : std::uint8_t { Open, Ready, Playing, Ended };
    static constexpr std::chrono::seconds kSessionTimeout{60};
    /// So many wrong passwords end the connection.
    static constexpr int kMostRefusals = 5;

    /// @param host Outlives it.
    Conversation(ConversationSettings settings, ConversationHost& host);

    /// The answer, as it goes over the wire.
    std::string answer(const net::rtsp::Message& request);

    [[nodiscard]] State state() const { return state_; }
    /// Set once the client has said how it wants this.
    [[nodiscard]] const std::optional<net::rtsp::TransportWish>& transport(Lane lane) const {
        return ways_[index(lane)].transport;
    }
    [[nodiscard]] std::uint8_t rtp_channel(Lane lane) const {
        const auto& wish = transport(lane);
        return wish ? wish->channel.value_or(0) : 0;
    }
    /// Picture, sound or both.
    [[nodiscard]] bool watches() const {
        return transport(Lane::Picture).has_value() || transport(Lane::Sound).has_value();
    }
    /// Who logged in; empty if nobody was asked.
    [[nodiscard]] const std::string& user() const { return user_; }

  private:
    using Message = net::rtsp::Message;
    /// How a track goes to the client, and by which name it asked for it.
    struct Way {
        std::optional<net::rtsp::TransportWish> transport;
        std::string uri;
    };
    static constexpr std::size_t index(Lane lane) { return static_cast<std::size_t>(lane); }

    [[nodiscard]] bool let_in(const Message& request);
    Message respond(const Message& request);
    /// What is required and not there; empty: nothing.
    [[nodiscard]] std::string missing_feature(const Message& request) const;
    Message describe(const Message& request);
    Message set_up(const Message& request);
    [[nodiscard]] std::optional<Lane> lane_named(std::string_view path) const;
    [[nodiscard]] bool is_free(std::uint8_t channel, Lane lane) const;
    [[nodiscard]] std::optional<std::uint8_t> free_channel(
        Lane lane, const net::rtsp::TransportWish& wish) const;
    Result<std::string> agree(Lane lane, net::rtsp::TransportWish& wish);
    Message play();
    [[nodiscard]] Result<> may_begin();
    [[nodiscard]] bool is_other_session(const Message& request) const;
    [[nodiscard]] std::string session_header() const;

    ConversationSettings settings_;
    ConversationHost& host_;
    net::DigestGuard guard_;
    State state_ = State::Open;
    std::string session_;
    std::string user_;
    std::array<Way, 3> ways_;
    int refusals_ = 0;
};

}  // namespace porchlight::live
