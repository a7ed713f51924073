// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace porchlight::sources {

/// Sound on its way into a camera's loudspeaker; destroying it ends the talk. Strand-bound; may
/// outlive its Speaker and source.
class SpeakerLine {
  public:
    SpeakerLine() = default;
    SpeakerLine(const SpeakerLine&) = delete;
    SpeakerLine& operator=(const SpeakerLine&) = delete;
    SpeakerLine(SpeakerLine&&) = delete;
    SpeakerLine& operator=(SpeakerLine&&) = delete;
    virtual ~SpeakerLine() = default;

    /// What the loudspeaker takes: PCMU, PCMA or AAC, one channel; nothing until the camera is
    /// ready for it. Does not change.
    [[nodiscard]] virtual const std::optional<media::AudioTrack>& format() const = 0;
    /// One frame in that format, in time. Lost while the camera is not ready or does not read.
    /// Never blocks.
    virtual void send(const media::Packet& frame) = 0;
    /// Why nothing gets through any more; stays. Errors as Source::run.
    [[nodiscard]] virtual const std::optional<Error>& trouble() const = 0;
};

/// Whether a camera's loudspeaker can be reached.
enum class SpeakerReach : std::uint8_t {
    Unknown,  ///< Not asked yet, or it gave no answer.
    Yes,
    No,
};

/// The loudspeaker of a camera, if it has one. Strand-bound.
class Speaker {
  public:
    Speaker() = default;
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;
    Speaker(Speaker&&) = delete;
    Speaker& operator=(Speaker&&) = delete;
    virtual ~Speaker() = default;

    [[nodiscard]] virtual SpeakerReach reach() const = 0;
    /// Asks the camera in the background, if it is not known and was not asked lately. Call it when
    /// the camera is known to be there, as often as you like.
    virtual void find_out(const rt::asio::any_io_executor& executor) = 0;
    /// Begins to connect at once; the line tells when it is ready, or what is wrong.
    virtual std::unique_ptr<SpeakerLine> open(const rt::asio::any_io_executor& executor) = 0;
};

}  // namespace porchlight::sources
