// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/units.hpp"
#include "media/rtp/rtcp.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace porchlight::media::rtp {

/// Turns a track's 32-bit RTP timestamps into media time: unwraps them, converts the clock, and
/// bridges jumps and restarts with the time that passed at our end, so that the line goes on.
class TrackClock {
  public:
    /// @param clock_rate Hz, at least 1.   @param origin The moment that is media time zero, the
    /// same for all tracks of a source: until sender reports come, arrival lines them up.
    TrackClock(int clock_rate, MonotonicTime origin) : rate_(clock_rate), origin_(origin) {}

    /// The time of the frame that carries `timestamp`. Call once for each frame, in the order they
    /// come. May go back by up to 1 s when pictures are sent out of display order.
    MediaTime map(std::uint32_t timestamp, MonotonicTime arrived);
    /// The time that `timestamp` stands for, which must be near the last one. Empty before the
    /// first frame or when it is over 60 s away.
    [[nodiscard]] std::optional<MediaTime> at(std::uint32_t timestamp) const;
    /// A new sender: its timestamps have nothing to do with those before.
    void restart() { is_restarted_ = true; }
    /// Moves everything from now on.
    void shift(MediaDuration by) { anchor_ += by; }

  private:
    [[nodiscard]] bool is_believable(std::int32_t step, Microseconds passed);
    void anchor_at(MediaTime time, std::uint32_t timestamp);
    [[nodiscard]] MediaTime after(std::int32_t step) const;

    std::int64_t rate_;
    MonotonicTime origin_;
    /// Media time `anchor_` belongs to tick 0 of `ticks_`, which counts the track's own clock.
    MediaTime anchor_;
    std::int64_t ticks_ = 0;
    std::uint32_t last_timestamp_ = 0;
    MonotonicTime last_arrived_;
    int standing_still_ = 0;
    bool is_anchored_ = false;
    bool is_restarted_ = false;
};

/// Decode times for pictures that may be sent out of display order, without knowing how far: the
/// reorder depth grows when a time goes back. Equal to the presentation time until then.
class DecodeClock {
  public:
    /// @return Never less than before, and never more than `pts`, but that the first picture that
    /// goes back may get a later presentation time through `pts`.
    MediaTime next(MediaTime& pts);

  private:
    static constexpr std::size_t kDeepest = 4;

    std::array<MediaTime, kDeepest + 1> waiting_;
    std::size_t count_ = 0;
    std::size_t depth_ = 0;
    std::optional<MediaTime> last_;
};

/// How far the sound must be moved so that it lines up with the picture by the sender's own clock.
/// Empty when it need not (up to 20 ms), or when the reports make no sense: over 10 s apart from
/// what arrived together.
[[nodiscard]] std::optional<MediaDuration> lip_sync_correction(const SenderReport& video,
                                                               const TrackClock& video_clock,
                                                               const SenderReport& audio,
                                                               const TrackClock& audio_clock);

}  // namespace porchlight::media::rtp
