// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "media/packet.hpp"
#include "media/rtp/track_receiver.hpp"

#include <memory>
#include <optional>

namespace porchlight::live {

/// Takes what is said into a camera. Calls come on the server's strand.
class VoiceSink {
  public:
    VoiceSink() = default;
    VoiceSink(const VoiceSink&) = delete;
    VoiceSink& operator=(const VoiceSink&) = delete;
    VoiceSink(VoiceSink&&) = delete;
    VoiceSink& operator=(VoiceSink&&) = delete;
    virtual ~VoiceSink() = default;

    /// One frame, with the time that it has on the speaker's line. @param track G.711 or AAC, one
    /// channel; may change.
    virtual void on_voice(const media::AudioTrack& track, const media::Packet& packet) = 0;
};

/// One client's voice: RTP packets of what the description offers in, frames out. Strand-bound.
class VoiceReceiver final : private media::rtp::PacketReceiver {
  public:
    /// @param sink Outlives it.
    explicit VoiceReceiver(VoiceSink& sink) : sink_(sink) {}

    /// @param rtp One packet; what it is not is left out.
    void take(media::ByteSpan rtp, media::rtp::Arrival arrival);

  private:
    void on_video_track(const media::VideoTrack& /*track*/) override {}
    void on_packet(media::Packet packet) override { sink_.on_voice(track_, packet); }

    VoiceSink& sink_;
    media::AudioTrack track_;
    std::optional<int> payload_type_;
    std::unique_ptr<media::rtp::TrackReceiver> receiver_;
};

}  // namespace porchlight::live
