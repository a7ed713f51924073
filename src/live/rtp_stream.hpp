// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "media/packet.hpp"
#include "media/rtp/opus_packetiser.hpp"
#include "media/rtp/packetiser.hpp"
#include "media/rtp/rtp_writer.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace porchlight::live {

/// Gets a stream's frames as RTP packets, the same bytes as everybody else. On the stream's strand.
class RtpViewer {
  public:
    RtpViewer() = default;
    RtpViewer(const RtpViewer&) = delete;
    RtpViewer& operator=(const RtpViewer&) = delete;
    RtpViewer(RtpViewer&&) = delete;
    RtpViewer& operator=(RtpViewer&&) = delete;
    virtual ~RtpViewer() = default;

    virtual void on_frame(const media::rtp::RtpFramePtr& frame) = 0;
    /// There is no picture now. Frames may follow later; the first one is a key frame.
    virtual void on_trouble(const Error& why) = 0;
};

/// One stream of H.264 or Opus as RTP for many viewers: each frame is cut into packets once, and
/// only while somebody watches or listens. The newest frames are kept, for who joins and for what
/// was lost on the way.
///
/// Strand-bound. @source RFC 3550, RFC 6184, RFC 7587; as the RtspServer of our cameras does it.
class RtpStream {
  public:
    /// So much is kept for sending again.
    static constexpr std::size_t kKept = 4U << 20U;
    /// And at most so long: whoever asks later has given that picture up.
    static constexpr MediaDuration kLongest{2 * 90000};
    static constexpr MediaDuration kBetweenKeyFrames{90000};

    /// @param random  For where numbers begin.
    explicit RtpStream(Random& random, media::TrackKind kind = media::TrackKind::Video);

    /// The stream's description; the next packet is a key frame.
    void start(const media::VideoTrack& track);
    /// Sound, of Opus packets, follows.
    void start_sound() { is_playing_ = true; }
    void send(const media::PacketPtr& packet);
    void interrupt(const Error& why);

    /// A viewer that is destroyed has left. It gets the group of pictures at once.
    /// @param group  Since the last key frame, as the Broadcast keeps it.
    void add(const std::shared_ptr<RtpViewer>& viewer, std::span<const media::PacketPtr> group);
    [[nodiscard]] bool has_viewers();

    [[nodiscard]] media::TrackKind kind() const {
        return packetiser_.index() == 0 ? media::TrackKind::Video : media::TrackKind::Audio;
    }
    [[nodiscard]] std::uint32_t ssrc() const;
    /// Frames come, or will soon.
    [[nodiscard]] bool is_playing() const { return is_playing_; }
    /// Nothing while there is no H.264 picture, and for sound.
    [[nodiscard]] const std::optional<media::VideoTrack>& track() const { return track_; }
    /// The kept frame that has this packet, or null.
    [[nodiscard]] media::rtp::RtpFramePtr frame_with(std::uint16_t sequence) const;
    [[nodiscard]] bool is_newest(const media::rtp::RtpFrame& frame) const;
    /// When the newest frame arrived.
    [[nodiscard]] MonotonicTime newest_at() const { return newest_at_; }
    /// What the stream's clock shows at that moment, by the newest frame.
    [[nodiscard]] std::uint32_t timestamp_at(MonotonicTime now) const;

    /// Who cannot go on without a key frame says so; `on_wanted` asks whoever makes the stream for
    /// one, at most once in `kBetweenKeyFrames` of it.
    void ask_for_key_frame();
    void on_key_frame_wanted(std::function<void()> on_wanted) {
        on_key_frame_wanted_ = std::move(on_wanted);
    }

  private:
    struct Kept {
        media::rtp::RtpFramePtr frame;
        MediaTime pts;
    };
    media::rtp::RtpFramePtr packetise(const media::PacketPtr& packet);
    void for_each_viewer(const auto& each);
    void forget_kept();

    [[nodiscard]] std::uint32_t timestamp_of(MediaTime time) const;

    std::variant<media::rtp::H264Packetiser, media::rtp::OpusPacketiser> packetiser_;
    bool is_playing_ = false;
    std::optional<media::VideoTrack> track_;
    std::optional<Error> trouble_;
    std::vector<std::weak_ptr<RtpViewer>> viewers_;
    std::deque<Kept> kept_;
    std::size_t kept_size_ = 0;
    std::size_t group_ = 0;  ///< Of `kept_`, where the newest group begins.
    MediaTime newest_;
    MonotonicTime newest_at_;
    std::function<void()> on_key_frame_wanted_;
    std::optional<MediaTime> key_frame_wanted_;  ///< When it was asked for last.
};

}  // namespace porchlight::live
