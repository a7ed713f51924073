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
    virtual Result<std::string> describe() = 0;
    /// Whether this track can be had now.
    [[nodiscard]] virtual bool has(media::TrackKind track) const = 0;
    /// Makes ready for a track's datagrams to the client. @return Our own even port.
    virtual Result<std::uint16_t> open_datagrams(media::TrackKind track,
                                                 const net::rtsp::TransportWish& wish) = 0;
    /// Whether this user may be shown the picture now. The sentence says why not.
    virtual Result<> may_play(const std::string& user) = 0;
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
/// A client sets up the picture ("track1", or no track named), the sound ("track2"), or both, each
/// in its own way. OPTIONS is answered to anyone; everything else asks for a login where there are
/// any. What is not known gets 501, what does not fit the state 455, another session's number 454.
/// Strand-bound, pure. @source RFC 2326 section 10 and appendix A.
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
    /// Set once the client has said how it wants this track.
    [[nodiscard]] const std::optional<net::rtsp::TransportWish>& transport(
        media::TrackKind track) const {
        return ways_[index(track)].transport;
    }
    [[nodiscard]] std::uint8_t rtp_channel(media::TrackKind track) const {
        const auto& wish = transport(track);
        return wish ? wish->channel.value_or(0) : 0;
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
    static constexpr std::size_t index(media::TrackKind track) {
        return track == media::TrackKind::Video ? 0 : 1;
    }

    [[nodiscard]] bool let_in(const Message& request);
    Message respond(const Message& request);
    Message describe(const Message& request);
    Message set_up(const Message& request);
    [[nodiscard]] std::optional<media::TrackKind> track_named(std::string_view path) const;
    [[nodiscard]] std::optional<std::uint8_t> free_channel(
        media::TrackKind track, const net::rtsp::TransportWish& wish) const;
    Result<std::string> agree(media::TrackKind track, net::rtsp::TransportWish& wish);
    Message play();
    [[nodiscard]] bool is_other_session(const Message& request) const;
    [[nodiscard]] std::string session_header() const;

    ConversationSettings settings_;
    ConversationHost& host_;
    net::DigestGuard guard_;
    State state_ = State::Open;
    std::string session_;
    std::string user_;
    std::array<Way, 2> ways_;
    int refusals_ = 0;
};

}  // namespace porchlight::live
