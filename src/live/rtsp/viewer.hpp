// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "live/rtsp/conversation.hpp"
#include "media/rtp/packetiser.hpp"
#include "media/rtp/rtp_writer.hpp"
#include "net/rtp_socket_pair.hpp"
#include "net/stream.hpp"
#include "rt/channel.hpp"
#include "rt/job.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::live {

class RtspViewer;

/// What the server is to one of its connections.
class RtspHouse {
  public:
    RtspHouse() = default;
    RtspHouse(const RtspHouse&) = delete;
    RtspHouse& operator=(const RtspHouse&) = delete;
    RtspHouse(RtspHouse&&) = delete;
    RtspHouse& operator=(RtspHouse&&) = delete;
    virtual ~RtspHouse() = default;

    virtual Result<std::string> describe(Asked asked, const std::string& own_address) = 0;
    [[nodiscard]] virtual bool has(Lane lane) const = 0;
    virtual Result<> may_play(const std::string& user) = 0;
    virtual Result<> may_speak(const RtspViewer& viewer) = 0;
    virtual ConversationHost::Position position(media::TrackKind track) = 0;
    /// It began to watch, and is to get the kept group of pictures.
    virtual void on_play(RtspViewer& viewer) = 0;
    /// It has stopped watching or is gone.
    virtual void on_stop(RtspViewer& viewer) = 0;
    /// An RTCP packet about the picture that it gets.
    virtual void on_picture_feedback(media::ByteSpan packet) = 0;
    /// An RTP packet of what it says.
    virtual void on_voice(const RtspViewer& viewer, media::ByteSpan packet) = 0;
    /// Its connection has ended: it says no more.
    virtual void on_voice_end(const RtspViewer& viewer) = 0;
};

/// One RTSP connection: reads requests, answers them, and sends frames, interleaved or as
/// datagrams. What waits to be sent over TCP is bounded: a client that reads too slowly loses
/// frames up to the next key frame, and one that reads nothing for `kStalled` its connection.
///
/// Strand-bound. `read`, `write` and `watch_datagrams` are coroutines that hold the viewer.
class RtspViewer final : private ConversationHost, private net::DatagramHandler {
  public:
    static constexpr std::size_t kMostWaiting = 4U << 20U;
    static constexpr std::chrono::seconds kStalled{10};
    /// Until it plays.
    static constexpr std::chrono::seconds kPatience{30};

    /// @param house, clock Outlive it.
    RtspViewer(std::unique_ptr<net::Stream> stream, ConversationSettings settings, RtspHouse& house,
               const Clock& clock);

    /// Until the connection ends.
    static rt::Task<> read(std::shared_ptr<RtspViewer> self);
    static rt::Task<> write(std::shared_ptr<RtspViewer> self);

    /// Nothing happens if the client did not ask for the frame's track.
    void send(const media::rtp::RtpFramePtr& frame);
    void send_report(media::TrackKind track, std::uint32_t ssrc, UtcTime wall,
                     std::uint32_t timestamp);
    /// Ends the connection if it has been silent for too long.
    void look_at_the_time(MonotonicTime now);
    void close();

    [[nodiscard]] bool is_playing() const {
        return !is_closed_ && conversation_.state() == Conversation::State::Playing;
    }
    /// It plays picture or sound, and does not only speak.
    [[nodiscard]] bool is_watching() const { return is_playing() && conversation_.watches(); }
    [[nodiscard]] bool is_closed() const { return is_closed_; }
    [[nodiscard]] const std::string& user() const { return conversation_.user(); }
    /// It was told of the stream while there was no sound.
    [[nodiscard]] bool was_told_of_no_sound() const {
        return was_told_of_no_sound_ && (!is_playing() || is_watching());
    }
    /// Frames it did not get because it reads too slowly.
    [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

  private:
    /// What one track needs to get to the client.
    struct Way {
        std::unique_ptr<net::RtpSocketPair> sockets;
        std::optional<rt::Job> receiving;  ///< Reports, or a voice.
        media::rtp::SentCounts sent;
    };

    Result<std::string> describe(Asked asked) override;
    [[nodiscard]] bool has(Lane lane) const override { return house_.has(lane); }
    Result<std::uint16_t> open_datagrams(Lane lane, const net::rtsp::TransportWish& wish) override;
    Result<> may_play(const std::string& user) override { return house_.may_play(user); }
    Result<> may_speak() override { return house_.may_speak(*this); }
    Position position(media::TrackKind track) override { return house_.position(track); }
    void on_bytes() override { seen_at_ = clock_.monotonic_now(); }
    Result<> on_datagram(int tag, net::RtpChannel channel,
                         std::span<const std::uint8_t> datagram) override;

    Result<> take(std::span<const std::uint8_t> bytes);
    void take_request(const net::rtsp::Message& request);
    void queue(std::string_view bytes);
    void queue_interleaved(std::uint8_t channel, media::ByteSpan packet);
    void take_interleaved(const net::rtsp::InterleavedFrame& frame);
    [[nodiscard]] bool uses_datagrams(Lane lane) const;
    Way& way(Lane lane) { return ways_[static_cast<std::size_t>(lane)]; }
    static rt::Task<> watch_datagrams(std::shared_ptr<RtspViewer> self, Lane lane);

    std::unique_ptr<net::Stream> stream_;
    RtspHouse& house_;
    const Clock& clock_;
    Conversation conversation_;
    net::rtsp::MessageParser parser_;
    std::string inbox_;
    std::string outbox_;
    std::size_t in_flight_ = 0;
    rt::Wakeup written_;
    std::array<Way, 3> ways_;
    std::weak_ptr<RtspViewer> self_;
    MonotonicTime seen_at_;
    std::uint64_t dropped_ = 0;
    bool needs_key_ = true;
    bool was_told_of_no_sound_ = false;
    bool is_closed_ = false;
};

}  // namespace porchlight::live
