// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recorder/listener.hpp"
#include "recorder/row_writer.hpp"
#include "store/types.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::recorder {

/// One moment on both of the hub's clocks.
struct Instant {
    UtcTime wall;
    MonotonicTime monotonic;
};

/// Why a camera does not record.
struct GapCause {
    store::GapReason reason = store::GapReason::CameraUnreachable;
    std::string sentence;  ///< For the householder.
};

/// Who has something to say about whether a camera records. The first that has a cause names the
/// gap.
enum class GapVoice : std::uint8_t {
    Owner,     ///< Paused.
    Stream,    ///< The camera sends no video.
    Storage,   ///< The video cannot be written.
    Analysis,  ///< Motion cannot be looked for.
};

/// Keeps one camera's gaps: one at a time, begun at once when a cause appears, ended when the last
/// is gone, and a new one when the reason changes. A gap's length is measured on the monotonic
/// clock, so a jump of the wall clock makes it neither longer nor negative.
///
/// Strand-bound to the media thread.
class GapTracker {
  public:
    /// @param rows Must outlive this; writes the rows.
    GapTracker(CameraId camera, RowWriter* rows, RecorderListener* listener, Random* random)
        : camera_(camera), rows_(rows), listener_(listener), random_(random) {}

    /// Ends gaps that were open when the run before ended, at its last heartbeat.
    /// @param last_beat When that is known.
    void end_old(const std::vector<store::Gap>& open, std::optional<UtcTime> last_beat,
                 Instant now);
    /// From the last heartbeat of the run before until the camera's first video nothing was
    /// recorded because the hub did not run.
    void hub_was_stopped(UtcTime last_beat, Instant now);

    /// @param cause Empty when this voice has no objection.   @param at Since when.
    void set(GapVoice voice, std::optional<GapCause> cause, Instant at);

    /// The gap that lasts now, if any.
    [[nodiscard]] const std::optional<store::Gap>& open() const { return open_; }

  private:
    static constexpr std::size_t kVoices = 4;

    [[nodiscard]] const GapCause* loudest() const;
    void begin(const GapCause& cause, Instant at);
    void end(Instant at);
    void write_end(store::Gap gap, UtcTime end);

    CameraId camera_;
    RowWriter* rows_;
    RecorderListener* listener_;
    Random* random_;
    std::array<std::optional<GapCause>, kVoices> causes_;
    std::optional<store::Gap> open_;
    MonotonicTime opened_;
};

}  // namespace porchlight::recorder
