// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/channel.hpp"
#include "sources/rtsp/rtsp_dialogue.hpp"
#include "sources/rtsp/track_plan.hpp"

#include <memory>
#include <optional>

namespace porchlight::sources::rtsp {

class TrackReorder;

/// One connection to a camera from its first to its last byte.
///
///     run: connect → OPTIONS → DESCRIBE → SETUP video, SETUP sound → PLAY → stream
///                                │301,302                                  ├ read: frames to the
///                                sink └ redirect()                              ├ tick each
///                                second: watchdog,
///                                                                          │   keep-alive, reports
///                                                                          └ UDP: one reader a
///                                                                          socket
///
/// Strand-bound.
class RtspSession final : private net::rtsp::InterleavedHandler,
                          private net::DatagramHandler,
                          private media::rtp::PacketReceiver {
  public:
    /// @param url May differ from that of `settings` after a redirect. All outlive the session.
    RtspSession(const RtspSettings& settings, net::CameraUrl url, const Clock& clock,
                PacketSink& sink, const rt::asio::any_io_executor& executor);
    ~RtspSession() override;
    RtspSession(const RtspSession&) = delete;
    RtspSession& operator=(const RtspSession&) = delete;
    RtspSession(RtspSession&&) = delete;
    RtspSession& operator=(RtspSession&&) = delete;

    /// Never a success, as Source::run.
    rt::Task<> run();
    /// As Source; only a camera that says it would is asked.
    void ask_for_key_frame();
    /// After `run`: where the camera sends us instead.
    [[nodiscard]] const std::optional<net::CameraUrl>& redirect() const {
        return dialogue_.redirect();
    }

  private:
    struct Track {
        RtspDialogue::Channel channel;
        std::unique_ptr<media::rtp::TrackReceiver> receiver;
        /// UDP only.
        std::unique_ptr<TrackReorder> reorder;
        bool takes_picture_loss = false;
    };

    rt::Task<> set_up_all(TrackPlan plan);
    rt::Task<> set_up(PlannedTrack planned);
    rt::Task<> stream();
    rt::Task<> read();
    rt::Task<> tick();
    rt::Task<> pause();
    rt::Task<> receive_datagrams();

    Result<> watch(MonotonicTime now);
    void queue_reports(MonotonicTime now);
    void queue_report(Track& track, const media::ByteVector& report);
    Result<> on_rtp(Track& track, std::span<const std::uint8_t> bytes);
    void on_rtcp(Track& track, std::span<const std::uint8_t> bytes);

    void on_bytes() override;
    Result<> on_interleaved(const net::rtsp::InterleavedFrame& frame) override;
    Result<> on_datagram(int tag, net::RtpChannel channel,
                         std::span<const std::uint8_t> datagram) override;
    void on_video_track(const media::VideoTrack& track) override;
    void on_packet(media::Packet packet) override;

    const RtspSettings& settings_;
    const Clock& clock_;
    PacketSink& sink_;
    MonotonicTime origin_;  ///< Media time zero.
    RtspDialogue dialogue_;
    std::vector<Track> tracks_;  ///< The picture first.
    StreamDescription description_;
    bool described_ = false;

    media::rtp::Arrival arrival_;
    std::uint64_t packets_seen_ = 0;
    std::uint64_t frames_seen_ = 0;
    MonotonicTime last_packet_at_;
    MonotonicTime last_frame_at_;
    MonotonicTime report_at_;
    rt::Wakeup wished_;
    bool is_streaming_ = false;
};

}  // namespace porchlight::sources::rtsp
