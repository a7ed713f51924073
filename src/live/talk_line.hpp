// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"
#include "media/packet.hpp"

#include <chrono>
#include <optional>

namespace porchlight::live {

/// One person's voice on its way to a camera's loudspeaker. Who holds it speaks, nobody else can;
/// destroying it ends the talk.
///
/// It is open at once, the camera is reached while the first words come: they wait for it as far as
/// `kMostBehind`, and what is older is lost rather than late. Silence, and a pause between packets,
/// costs nothing and ends nothing.
///
/// Strand-bound to the media thread. May outlive the camera's session; then nothing is heard and
/// `trouble` says so.
class TalkLine {
  public:
    /// In 20 ms packets. What comes faster than real time by more is dropped.
    static constexpr std::chrono::milliseconds kMostBehind{200};

    TalkLine() = default;
    TalkLine(const TalkLine&) = delete;
    TalkLine& operator=(const TalkLine&) = delete;
    TalkLine(TalkLine&&) = delete;
    TalkLine& operator=(TalkLine&&) = delete;
    virtual ~TalkLine() = default;

    /// @param opus One packet of 20 ms, 48 kHz, mono or stereo, in order; its `pts` is of the
    /// speaker's own time line, lost packets are a gap in it. What is no Opus is dropped. Never
    /// blocks.
    virtual void send(const media::PacketPtr& opus) = 0;

    /// Why nothing is heard any more; nothing while the line is well. Once there is some it stays:
    /// a new line has to be opened. @error Unavailable  The camera or the way to it is gone, or it
    /// has no talk left to give.   @error PermissionDenied  This account may not speak.
    /// @error Unsupported  The camera refuses what it has offered.
    [[nodiscard]] virtual const std::optional<Error>& trouble() const = 0;
};

}  // namespace porchlight::live
