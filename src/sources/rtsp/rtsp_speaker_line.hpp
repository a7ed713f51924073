// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/audio_packetiser.hpp"
#include "rt/channel.hpp"
#include "rt/job.hpp"
#include "sources/rtsp/backchannel.hpp"
#include "sources/rtsp/rtsp_dialogue.hpp"
#include "sources/speaker.hpp"

#include <memory>
#include <optional>

namespace porchlight::sources::rtsp {

/// One talk through a camera: connect → DESCRIBE → SETUP of the loudspeaker alone → PLAY → packets.
///
/// Strand-bound. The conversation holds `State`, which goes on for a moment after the line is gone.
class RtspSpeakerLine final : public SpeakerLine {
  public:
    /// So many frames wait for a camera that does not read; what comes then is lost.
    static constexpr int kMostWaiting = 10;

    /// @param clock Outlives it.
    RtspSpeakerLine(const rt::asio::any_io_executor& executor, RtspSettings settings,
                    const Clock& clock);
    ~RtspSpeakerLine() override;
    RtspSpeakerLine(const RtspSpeakerLine&) = delete;
    RtspSpeakerLine& operator=(const RtspSpeakerLine&) = delete;
    RtspSpeakerLine(RtspSpeakerLine&&) = delete;
    RtspSpeakerLine& operator=(RtspSpeakerLine&&) = delete;

    [[nodiscard]] const std::optional<media::AudioTrack>& format() const override;
    void send(const media::Packet& frame) override;
    [[nodiscard]] const std::optional<Error>& trouble() const override;

  private:
    struct State;
    std::shared_ptr<State> state_;
    std::optional<rt::Job> job_;
};

/// Where a description leads, with the demand for a loudspeaker.
/// @error Unsupported  It has none, or none that is understood.  Others as Source::run.
rt::Task<Backchannel> ask_for_backchannel(RtspDialogue* dialogue,
                                          net::rtsp::InterleavedHandler* handler);

}  // namespace porchlight::sources::rtsp
