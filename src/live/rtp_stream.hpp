// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "media/packet.hpp"
#include "media/rtp/packetiser.hpp"
#include "media/rtp/rtp_writer.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
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

/// One H.264 stream as RTP for many viewers: each frame is cut into packets once, and only while
/// somebody watches. The newest frames are kept, for who joins and for what was lost on the way.
///
/// Strand-bound. @source RFC 3550, RFC 6184; as the RtspServer of our cameras does it.
class RtpStream {
  public:
    /// So much is kept for sending again.
    static constexpr std::size_t kKept = 4U << 20U;
    /// And at most so long: whoever asks later has given that picture up.
    static constexpr MediaDuration kLongest{2 * 90000};

    /// @param random  For where numbers begin.
    explicit RtpStream(Random& random);

    /// The stream's description; the next packet is a key frame.
    void start(const media::VideoTrack& track);
    void send(const media::PacketPtr& packet);
    void interrupt(const Error& why);

    /// A viewer that is destroyed has left. It gets the group of pictures at once.
    /// @param group  Since the last key frame, as the Broadcast keeps it.
    void add(const std::shared_ptr<RtpViewer>& viewer, std::span<const media::PacketPtr> group);
    [[nodiscard]] bool has_viewers();

    [[nodiscard]] std::uint32_t ssrc() const { return packetiser_.ssrc(); }
    /// Nothing while there is no H.264 picture.
    [[nodiscard]] const std::optional<media::VideoTrack>& track() const { return track_; }
    /// The kept frame that has this packet, or null.
    [[nodiscard]] media::rtp::RtpFramePtr frame_with(std::uint16_t sequence) const;
    /// What the stream's clock shows at that moment, by the newest picture.
    [[nodiscard]] std::uint32_t timestamp_at(MonotonicTime now) const;

  private:
    struct Kept {
        media::rtp::RtpFramePtr frame;
        MediaTime pts;
    };
    media::rtp::RtpFramePtr packetise(const media::PacketPtr& packet);
    void for_each_viewer(const auto& each);

    media::rtp::H264Packetiser packetiser_;
    std::optional<media::VideoTrack> track_;
    std::optional<Error> trouble_;
    std::vector<std::weak_ptr<RtpViewer>> viewers_;
    std::deque<Kept> kept_;
    std::size_t kept_size_ = 0;
    std::size_t group_ = 0;  ///< Of `kept_`, where the newest group begins.
    MediaTime newest_;
    MonotonicTime newest_at_;
};

}  // namespace porchlight::live
