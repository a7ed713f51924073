// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/talk_line.hpp"
#include "media/nal.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace porchlight::live {

/// Reaches the loudspeaker of the camera that is watched. Errors as CameraSession::open_talk().
using OpenTalk = std::function<Result<std::unique_ptr<TalkLine>>()>;

/// What a browser's microphone sends, on its way to a camera: RTP packets of Opus in, packets in
/// their order out. One that comes too late for its place is left out. Strand-bound.
/// @source RFC 7587 section 4.2.
class Voice {
  public:
    Voice(std::uint8_t payload_type, OpenTalk open)
        : payload_type_(payload_type), open_(std::move(open)) {}

    /// A talk that goes on goes on.
    Result<> start();
    /// @error  Why not all of it was heard.
    Result<> end();
    /// A talk that is no longer heard ends. @error  Why.
    Result<> go_on();
    [[nodiscard]] bool is_on() const { return line_ != nullptr; }
    /// @param rtp  A whole packet, opened.
    void take(media::ByteSpan rtp);

  private:
    std::uint8_t payload_type_;
    OpenTalk open_;
    std::unique_ptr<TalkLine> line_;
    std::optional<std::uint16_t> last_;
    std::uint32_t last_timestamp_ = 0;
    MediaTime time_;  ///< Of the last packet, on the talk's own line.
};

}  // namespace porchlight::live
