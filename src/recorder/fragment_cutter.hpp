// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/fmp4.hpp"
#include "media/packet.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace porchlight::recorder {

/// A fragment and what it ends with.
struct CutFragment {
    media::Fragment fragment;
    media::PacketPtr last_video;
    MediaTime end;  ///< The decode time at which its last frame ends.
};

/// Gathers a clip's packets into fragments of about a second, each begun at a key frame where there
/// is one. A pure value: no clock, no disk.
class FragmentCutter {
  public:
    static constexpr MediaDuration kLength = std::chrono::seconds(1);
    /// A key frame ends a fragment that is at least this long, so that streams of key frames only
    /// do not become a fragment a frame.
    static constexpr MediaDuration kShortest = std::chrono::milliseconds(250);

    explicit FragmentCutter(const media::Mp4Tracks& tracks);

    /// The first video packet must be a key frame. Audio from before it is left out.
    /// @return The fragment that this packet completed, if any. It ends before the packet.
    std::optional<CutFragment> add(const media::PacketPtr& packet);
    /// What is left. @param end When the last frame ends; unknown when not given.
    std::optional<CutFragment> finish(std::optional<MediaTime> end);

    /// From the first frame to `time`; zero before the first.
    [[nodiscard]] MediaDuration duration_until(MediaTime time) const;

  private:
    [[nodiscard]] bool is_due(const media::Packet& next) const;
    CutFragment cut(MediaTime end);

    std::optional<MediaTime> origin_;
    std::vector<media::PacketPtr> video_;
    std::vector<media::PacketPtr> audio_;
    MediaDuration video_frame_;
    MediaDuration audio_frame_;
    MediaTime newest_;
    std::uint32_t sequence_ = 1;
};

}  // namespace porchlight::recorder
