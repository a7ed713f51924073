// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet_ring.hpp"
#include "recorder/clip_writer.hpp"
#include "recorder/event_life.hpp"
#include "recorder/gaps.hpp"
#include "recorder/parts.hpp"
#include "recorder/playable_audio.hpp"
#include "recorder/storage_trouble.hpp"
#include "sources/source.hpp"
#include "store/types.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::recorder {

/// What a camera records; see store::CameraSettings. `mode` is what holds now: a disarmed camera in
/// motion mode is given Off.
struct RecordingSettings {
    store::RecordingMode mode = store::RecordingMode::Motion;
    bool paused = false;
    std::chrono::milliseconds pre_roll{5000};
    std::chrono::milliseconds post_roll{5000};
    std::chrono::milliseconds max_clip{60000};
    bool audio = true;
};

/// Records one camera: keeps the last seconds, writes clips for events or all the time, and notes
/// the gaps.
///
/// Moments are given as the hub's monotonic time at which a frame arrived, which is the same line
/// for a camera's main and sub-stream. Lengths within a clip are media time. The wall clock only
/// names things.
/// Strand-bound to the media thread; never blocks. Call `stop` before it is destroyed.
class CameraRecorder final : public sources::PacketSink {
  public:
    /// An event whose camera went away goes on if the video is back within this time.
    static constexpr std::chrono::seconds kHoldEvent{120};
    /// Media time that runs away from the clock by more than this is a new stream.
    static constexpr std::chrono::seconds kMostDrift{5};

    CameraRecorder(const RecorderParts& parts, CameraId camera, RecordingSettings settings);
    ~CameraRecorder() override;
    CameraRecorder(const CameraRecorder&) = delete;
    CameraRecorder& operator=(const CameraRecorder&) = delete;
    CameraRecorder(CameraRecorder&&) = delete;
    CameraRecorder& operator=(CameraRecorder&&) = delete;

    /// Once, before anything else: takes up the gaps that the run before left open.
    /// @param last_beat Of the run before; empty when this hub never ran before.
    void resume(const std::vector<store::Gap>& open, std::optional<UtcTime> last_beat);
    void apply(RecordingSettings settings);

    void on_description(const sources::StreamDescription& description) override;
    void on_packet(const media::PacketPtr& packet) override;
    /// The connection ended or could not be made. Ends the clip, holds the event.
    void stream_lost(GapCause cause);

    /// @param at When the first frame of the motion arrived.   @param score 0 to 1.
    void motion_started(MonotonicTime at, double score);
    /// The motion goes on; the surest score counts.
    void motion_score(double score);
    /// @param at When the last frame of the motion arrived.
    void motion_ended(MonotonicTime at);
    /// Somebody wants this recorded: from now less the pre-roll and for `length`, also while the
    /// camera is disarmed. Asked again, it goes on for as long from then. Ends when the video does.
    /// @error FailedPrecondition  It is paused, or records all the time anyway.
    /// @error Unavailable  There is no video now.
    Result<> record_by_hand(std::chrono::milliseconds length);
    /// Ends what was begun by hand; a clip of motion that goes on is left alone.
    void stop_by_hand();

    /// Motion cannot be looked for, or can again (empty).
    void analysis_trouble(std::optional<GapCause> cause);

    [[nodiscard]] bool is_recording() const { return writer_ != nullptr; }
    /// When what was begun by hand ends; empty when nothing was.
    [[nodiscard]] const std::optional<MonotonicTime>& by_hand_until() const {
        return by_hand_until_;
    }
    [[nodiscard]] const std::optional<store::Gap>& gap() const { return gaps_.open(); }
    [[nodiscard]] const media::PacketRing& ring() const { return ring_; }
    /// Why the sound is not recorded although the camera sends some; else empty.
    [[nodiscard]] const std::string& audio_note() const { return audio_.note(); }

    /// Ends the clip, writes everything down. Nothing may be called afterwards.
    rt::Task<> stop();

  private:
    /// The same moment on both clocks, by the wall clock as it goes now.
    [[nodiscard]] Instant instant_of(MonotonicTime at) const;
    [[nodiscard]] bool is_watching() const;
    [[nodiscard]] bool is_continuous() const;
    [[nodiscard]] bool is_in_event() const;
    [[nodiscard]] bool wants_clip() const;
    void tell_gaps(MonotonicTime at);

    void begin_stream();
    void on_video(const media::PacketPtr& packet);
    void keep(const media::PacketPtr& packet);
    void step(EventInput input, MonotonicTime at);
    void begin_event(MonotonicTime at);
    void write_event(std::optional<MonotonicTime> end);

    /// Writes everything kept since `at`, and goes on from there.
    void start_clip_from(MonotonicTime at);
    void ensure_clip(const media::PacketPtr& newest);
    void write(const media::PacketPtr& packet, std::uint32_t stream);
    void open_writer(const media::PacketPtr& first, std::uint32_t stream);
    void close_writer(std::optional<MediaTime> end);
    void end_by_hand();
    /// Nothing but a hand may want it any longer.
    void finish_clip(MonotonicTime at);
    [[nodiscard]] store::Clip new_clip(const media::PacketPtr& first,
                                       const media::Mp4Tracks& tracks) const;

    void on_write_failure(ClipId clip, MonotonicTime first_frame, const WriteFailure& failure);
    void note_lost_end(const WriteFailure& failure);
    void on_full(const media::PacketPtr& packet);
    static rt::Task<> make_room(CameraRecorder* self, rt::Gate::Holder holder);
    void retry();

    RecorderParts parts_;
    CameraId camera_;
    RecordingSettings settings_;
    media::PacketRing ring_;
    std::map<std::uint32_t, media::Mp4Tracks> tracks_;  ///< Of the streams in the ring.
    std::optional<sources::StreamDescription> description_;
    PlayableAudio audio_;
    rt::Gate gate_;
    RowWriter rows_;
    GapTracker gaps_;
    std::optional<GapCause> stream_cause_;
    media::PacketPtr last_video_;
    bool has_video_ = false;  ///< A key frame has come since the stream began.

    EventState state_ = EventState::Quiet;
    store::Event event_;
    MonotonicTime event_start_;
    MonotonicTime post_roll_over_;
    MonotonicTime lost_at_;
    std::optional<MonotonicTime> by_hand_until_;

    std::shared_ptr<ClipWriter> writer_;
    ClipId writing_;  ///< The clip of `writer_`.
    store::ClipKind writing_kind_ = store::ClipKind::Motion;
    MonotonicTime recorded_until_;
    std::vector<std::weak_ptr<ClipWriter>> writers_;  ///< All that may still write.
    StorageTrouble trouble_;
};

}  // namespace porchlight::recorder
