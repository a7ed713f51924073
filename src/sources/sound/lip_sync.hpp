// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "sources/sound/clock_offset.hpp"

#include <optional>

namespace porchlight::sources {

/// Puts sound, which is stamped by this machine's monotonic clock, onto the time line of a picture.
///
/// A capture device stamps its pictures with that same clock, as the kernel does: then there is
/// nothing to do. Other sources count from somewhere: their line is found by when their pictures
/// come, so that the sound is as early as such a picture takes to get here. A pure value.
class LipSync {
  public:
    /// A picture whose stamp is the machine's clock is seen within so long.
    static constexpr Microseconds kSeenSoon{1'000'000};

    /// Another picture, on a line of its own.
    void restart();
    void on_picture(const media::Packet& picture);
    /// When, on the picture's line, was heard what was heard at `heard` on the machine's clock.
    /// Empty before the first picture.
    [[nodiscard]] std::optional<MediaTime> on_line(MediaTime heard) const;

  private:
    std::optional<bool> is_same_clock_;
    ClockOffset offset_;
};

/// The machine's monotonic clock as a time line.
[[nodiscard]] MediaTime to_media(MonotonicTime time);

}  // namespace porchlight::sources
