// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/access_unit.hpp"
#include "media/rtp/depacketiser.hpp"

namespace porchlight::media::rtp {

/// H.264 (RFC 6184) and H.265 (RFC 7798) frames.
///
/// A frame ends at the marker bit where the camera sets it well, else when the timestamp changes,
/// which costs one frame of delay. It learns which: at first it waits for the timestamp, and trusts
/// markers after three frames in a row that ended with one and had none inside. After a loss frames
/// are dropped up to the next key frame, so that nothing undecodable is stored.
class VideoDepacketiser final : public Depacketiser {
  public:
    /// @param track Codec, and the parameter sets of the session description if there were any.
    /// @param sink Outlives this.
    VideoDepacketiser(VideoTrack track, FrameSink& sink);

    Result<> push(const RtpPacket& packet) override;
    void on_break() override;
    [[nodiscard]] const FrameCounters& counters() const override { return counters_; }
    /// False while frames come late because their marker bits cannot be trusted.
    [[nodiscard]] bool trusts_markers() const { return trust_ == MarkerTrust::Trusted; }

  private:
    enum class MarkerTrust : std::uint8_t { Learning, Trusted, Never };

    void look_at_boundary(const RtpPacket& packet);
    void learn(bool ended_with_marker);
    void finish();
    void yield();

    AccessUnit unit_;
    FrameSink& sink_;
    FrameCounters counters_;
    std::uint32_t timestamp_ = 0;
    bool unit_open_ = false;
    bool marker_seen_ = false;   ///< Within the unit at hand, on its picture.
    bool finished_one_ = false;  ///< `timestamp_` is that of a unit that a marker ended.
    bool needs_key_ = true;
    bool break_pending_ = true;
    MarkerTrust trust_ = MarkerTrust::Learning;
    int agreeing_ = 0;
};

}  // namespace porchlight::media::rtp
