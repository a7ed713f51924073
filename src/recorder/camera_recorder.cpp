// SPDX-License-Identifier: Apache-2.0
#include "recorder/camera_recorder.hpp"

#include "recorder/clip_folder.hpp"
#include "recorder/retention.hpp"
#include "recorder/running_time.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::recorder {

namespace {

using media::FrameKind;
using media::PacketPtr;
using media::TrackKind;

/// Descriptions of streams before the present one that the ring may still hold.
constexpr std::uint32_t kOldStreams = 8;

bool is_key_frame(const media::Packet& packet) {
    return packet.track == TrackKind::Video && packet.kind == FrameKind::Key;
}

/// Media time ran back, or ahead of the clock: not the same time line any more. (It may lag behind
/// the clock: a network that stalled delivers what it held back in a burst.)
bool is_torn(const media::Packet& before, const media::Packet& packet) {
    const MediaDuration media = packet.dts - before.dts;
    const Microseconds real = packet.arrived - before.arrived;
    return media < MediaDuration(0) || media > real + CameraRecorder::kMostDrift;
}

}  // namespace

CameraRecorder::CameraRecorder(const RecorderParts& parts, CameraId camera,
                               RecordingSettings settings)
    : parts_(parts),
      camera_(camera),
      settings_(settings),
      ring_({.span = settings.pre_roll}),
      gate_(parts.media),
      rows_(parts.media, parts.store),
      gaps_(camera, &rows_, parts.listener, parts.random),
      trouble_(&gaps_, parts.clock, parts.random) {}

CameraRecorder::~CameraRecorder() = default;

void CameraRecorder::resume(const std::vector<store::Gap>& open, std::optional<UtcTime> last_beat) {
    const MonotonicTime now = parts_.clock->monotonic_now();
    gaps_.end_old(open, last_beat, instant_of(now));
    if (last_beat && is_watching()) {
        gaps_.hub_was_stopped(*last_beat, instant_of(now));
    }
    tell_gaps(now);
}

void CameraRecorder::apply(RecordingSettings settings) {
    const RecordingSettings before = std::exchange(settings_, settings);
    const MonotonicTime now = parts_.clock->monotonic_now();
    ring_.set_span(settings.pre_roll);
    if (before.mode != settings.mode || before.paused != settings.paused) {
        if (settings.paused || is_continuous()) {
            end_by_hand();
        }
        step(EventInput::Stop, now);
        finish_clip(now);
        tell_gaps(now);
    }
    if (before.audio != settings.audio) {
        begin_stream();
    }
}

Instant CameraRecorder::instant_of(MonotonicTime at) const {
    return {parts_.clock->utc_now() - (parts_.clock->monotonic_now() - at), at};
}

bool CameraRecorder::is_watching() const {
    return !settings_.paused && settings_.mode != store::RecordingMode::Off;
}

bool CameraRecorder::is_continuous() const {
    return is_watching() && settings_.mode == store::RecordingMode::Continuous;
}

bool CameraRecorder::is_in_event() const {
    return state_ == EventState::Moving || state_ == EventState::Trailing;
}

bool CameraRecorder::wants_clip() const {
    const bool by_itself = is_watching() && (is_in_event() || is_continuous());
    return has_video_ && (by_itself || by_hand_until_);
}

void CameraRecorder::tell_gaps(MonotonicTime at) {
    std::optional<GapCause> owner;
    if (settings_.paused) {
        owner = GapCause{store::GapReason::Paused, "This camera is paused."};
    }
    gaps_.set(GapVoice::Owner, std::move(owner), instant_of(at));
    if (!is_watching() || stream_cause_ || has_video_) {
        gaps_.set(GapVoice::Stream, is_watching() ? stream_cause_ : std::nullopt, instant_of(at));
    }
}

void CameraRecorder::on_description(const sources::StreamDescription& description) {
    description_ = description;
    begin_stream();
}

void CameraRecorder::begin_stream() {
    close_writer(std::nullopt);
    if (!description_) {
        return;
    }
    const std::uint32_t stream = ring_.begin_stream();
    const auto& audio = description_->audio;
    audio_ = settings_.audio && audio ? PlayableAudio(*audio) : PlayableAudio();
    tracks_[stream] = {description_->video, audio_.track()};
    std::erase_if(tracks_, [&](const auto& old) { return old.first + kOldStreams < stream; });
    has_video_ = false;
    last_video_.reset();
}

void CameraRecorder::on_packet(const PacketPtr& packet) {
    if (!description_ || !description_->video) {
        return;
    }
    if (packet->track == TrackKind::Video) {
        on_video(packet);
        return;
    }
    for (const PacketPtr& audio : audio_.convert(packet)) {
        keep(audio);
    }
}

void CameraRecorder::on_video(const PacketPtr& packet) {
    if (last_video_ && is_torn(*last_video_, *packet)) {
        begin_stream();
    }
    if (!has_video_ && packet->kind != FrameKind::Key) {
        return;
    }
    last_video_ = packet;
    const bool is_first = !std::exchange(has_video_, true);
    if (is_first) {
        stream_cause_.reset();
        tell_gaps(packet->arrived);
    }
    if (state_ == EventState::Trailing && packet->arrived > post_roll_over_) {
        step(EventInput::PostRollOver, packet->arrived);
    }
    if (by_hand_until_ && packet->arrived > *by_hand_until_) {
        stop_by_hand();
    }
    keep(packet);
    if (is_first && state_ == EventState::Interrupted) {
        const bool in_time = packet->arrived - lost_at_ <= kHoldEvent;
        step(in_time ? EventInput::VideoBack : EventInput::GaveUp, packet->arrived);
    }
}

void CameraRecorder::keep(const PacketPtr& packet) {
    ring_.push(packet);
    if (writer_ && parts_.retention->is_full()) {
        on_full(packet);
    }
    if (writer_) {
        write(packet, ring_.stream());
    } else if (wants_clip()) {
        ensure_clip(packet);
    }
}

void CameraRecorder::stream_lost(GapCause cause) {
    const MonotonicTime now = parts_.clock->monotonic_now();
    const MonotonicTime at = last_video_ ? last_video_->arrived : now;
    stream_cause_ = std::move(cause);
    if (has_video_) {
        lost_at_ = at;
        end_by_hand();
        step(EventInput::VideoLost, at);
        close_writer(std::nullopt);
        has_video_ = false;
        last_video_.reset();
    }
    trouble_.end(instant_of(at));
    tell_gaps(at);
}

void CameraRecorder::motion_started(MonotonicTime at, double score) {
    if (is_watching()) {
        event_.score = state_ == EventState::Quiet ? score : std::max(event_.score, score);
        step(EventInput::MotionStarted, at);
    }
}

void CameraRecorder::motion_score(double score) {
    event_.score = std::max(event_.score, score);
}

void CameraRecorder::motion_ended(MonotonicTime at) {
    step(EventInput::MotionEnded, at);
}

void CameraRecorder::analysis_trouble(std::optional<GapCause> cause) {
    gaps_.set(GapVoice::Analysis, std::move(cause), instant_of(parts_.clock->monotonic_now()));
}

void CameraRecorder::step(EventInput input, MonotonicTime at) {
    const EventStep next = next_step(state_, input);
    state_ = next.state;
    if (has(next.actions, EventAction::BeginEvent)) {
        begin_event(at);
    }
    if (has(next.actions, EventAction::ContinueEvent)) {
        write_event(std::nullopt);
    }
    if (has(next.actions, EventAction::EndEvent)) {
        write_event(at);
    }
    if (has(next.actions, EventAction::StartPostRoll)) {
        post_roll_over_ = at + settings_.post_roll;
    }
    if (is_continuous()) {
        return;  // its clips run whatever moves
    }
    if (has(next.actions, EventAction::StartClip)) {
        start_clip_from(input == EventInput::VideoBack ? at : at - settings_.pre_roll);
    }
    if (has(next.actions, EventAction::FinishClip)) {
        finish_clip(at);
    }
}

void CameraRecorder::finish_clip(MonotonicTime at) {
    if (!by_hand_until_) {
        close_writer(std::nullopt);
        trouble_.end(instant_of(at));
    }
}

Result<> CameraRecorder::record_by_hand(std::chrono::milliseconds length) {
    if (settings_.paused || is_continuous()) {
        return Error(ErrorCode::FailedPrecondition,
                     settings_.paused ? "This camera is paused. Resume it first."
                                      : "This camera records all the time: what you see is kept.");
    }
    if (!has_video_) {
        return Error(ErrorCode::Unavailable, "There is no video from this camera now.");
    }
    const MonotonicTime now = parts_.clock->monotonic_now();
    by_hand_until_ = now + length;
    start_clip_from(now - settings_.pre_roll);
    return {};
}

void CameraRecorder::stop_by_hand() {
    end_by_hand();
    if (!is_in_event() && !is_continuous()) {
        finish_clip(parts_.clock->monotonic_now());
    }
}

void CameraRecorder::end_by_hand() {
    by_hand_until_.reset();
}

void CameraRecorder::begin_event(MonotonicTime at) {
    const UtcTime start = instant_of(at).wall;
    event_ = {EventId::create(parts_.clock->utc_now(), *parts_.random),
              camera_,
              store::EventKind::Motion,
              start,
              std::nullopt,
              event_.score};
    event_start_ = at;
    rows_.add("the beginning of an event",
              [event = event_](store::Store* store) { return store->begin_event(event); });
    parts_.listener->on_event(event_);
}

void CameraRecorder::write_event(std::optional<MonotonicTime> end) {
    event_.end.reset();
    if (end) {
        event_.end = event_.start + std::max(Microseconds(0), *end - event_start_);
    }
    rows_.add("the end of an event", [event = event_](store::Store* store) {
        return store->update_event(event.id, event.end, event.score);
    });
    parts_.listener->on_event(event_);
}

void CameraRecorder::start_clip_from(MonotonicTime at) {
    if (writer_ || trouble_.exists()) {
        return;  // trouble: the retry begins where the clip should have begun
    }
    for (const media::PacketPiece& piece : ring_.since(at)) {
        const bool is_old = piece.stream != ring_.stream();
        if (is_old && piece.packets.front()->arrived <= recorded_until_) {
            continue;  // it is in the clip that ended when the camera went away
        }
        for (const PacketPtr& packet : piece.packets) {
            write(packet, piece.stream);
        }
        if (is_old) {
            close_writer(std::nullopt);
        }
    }
}

void CameraRecorder::ensure_clip(const PacketPtr& newest) {
    if (trouble_.exists()) {
        if (trouble_.is_due(newest->arrived)) {
            retry();
        }
        return;
    }
    const std::vector<PacketPtr> group = ring_.last_group();
    if (!group.empty() && group.front()->arrived > recorded_until_) {
        start_clip_from(group.front()->arrived);
    }
}

void CameraRecorder::write(const PacketPtr& packet, std::uint32_t stream) {
    const bool is_key = is_key_frame(*packet);
    // Motion gets a clip of its own also while somebody records by hand.
    const bool is_others = writing_kind_ == store::ClipKind::ByHand && is_in_event();
    if (writer_ && is_key &&
        (is_others || writer_->duration_until(packet->dts) >= settings_.max_clip)) {
        close_writer(packet->dts);
    }
    if (!writer_ && is_key) {
        open_writer(packet, stream);
    }
    if (writer_) {
        writer_->add(packet);
        recorded_until_ = packet->arrived;
    }
}

store::Clip CameraRecorder::new_clip(const PacketPtr& first, const media::Mp4Tracks& tracks) const {
    store::Clip clip;
    clip.id = ClipId::create(parts_.clock->utc_now(), *parts_.random);
    clip.camera = camera_;
    clip.start = instant_of(first->arrived).wall;
    if (tracks.video) {
        clip.picture = tracks.video->size;
        clip.codec = tracks.video->codec;
    }
    clip.audio = tracks.audio.has_value();
    clip.recorded = parts_.running->now();
    if (is_continuous()) {
        clip.kind = store::ClipKind::Continuous;
    } else if (by_hand_until_ && !is_in_event()) {
        clip.kind = store::ClipKind::ByHand;
    } else {
        clip.event = event_.id;
        clip.score = event_.score;
    }
    clip.path = ClipFolder::path_for(clip);
    return clip;
}

void CameraRecorder::open_writer(const PacketPtr& first, std::uint32_t stream) {
    auto holder = gate_.enter();
    const auto tracks = tracks_.find(stream);
    if (!holder || tracks == tracks_.end()) {
        return;
    }
    if (parts_.retention->is_full()) {
        on_full(first);
        return;
    }
    ClipPlan plan;
    plan.clip = new_clip(first, tracks->second);
    plan.tracks = tracks->second;
    plan.picture_from = plan.clip.kind == store::ClipKind::Motion ? event_start_ : first->arrived;
    if (plan.clip.kind == store::ClipKind::ByHand) {
        plan.picture_from = parts_.clock->monotonic_now();
    }
    plan.on_written = [this, at = first->arrived] { trouble_.overcome(instant_of(at)); };
    plan.on_failure = [this, clip = plan.clip.id, at = first->arrived](const auto& failure) {
        on_write_failure(clip, at, failure);
    };
    writing_ = plan.clip.id;
    writing_kind_ = plan.clip.kind;
    writer_ = ClipWriter::start(parts_, std::move(plan), std::move(*holder));
    std::erase_if(writers_, [](const auto& writer) { return writer.expired(); });
    writers_.push_back(writer_);
}

void CameraRecorder::close_writer(std::optional<MediaTime> end) {
    if (writer_) {
        writer_->finish(end, writing_kind_ == store::ClipKind::Motion ? event_.score : 0);
        writer_.reset();
    }
}

void CameraRecorder::on_full(const PacketPtr& packet) {
    close_writer(std::nullopt);
    trouble_.begin({store::GapReason::StorageFull, Retention::full_error().sentence()},
                   instant_of(packet->arrived), {packet, packet->arrived});
    trouble_.open_gap();
}

void CameraRecorder::on_write_failure(ClipId clip, MonotonicTime first_frame,
                                      const WriteFailure& failure) {
    if (!writer_ || clip != writing_) {
        note_lost_end(failure);
        return;
    }
    writer_.reset();
    const MonotonicTime since = failure.last_written ? failure.last_written->arrived : first_frame;
    // A full disk gets one chance to be cleared before it costs a gap.
    const bool full = failure.reason == store::GapReason::StorageFull;
    const bool costs_a_gap = trouble_.exists() || !full;
    trouble_.begin({failure.reason, failure.error.message()}, instant_of(since),
                   {failure.last_written, first_frame});
    if (costs_a_gap) {
        trouble_.open_gap();
    }
    if (auto holder = gate_.enter(); full && holder) {
        rt::spawn(parts_.media, "making room", make_room(this, std::move(*holder)));
    }
}

/// The last frames of a clip that nobody waits for any more could not be written.
void CameraRecorder::note_lost_end(const WriteFailure& failure) {
    if (trouble_.exists() || !failure.last_written) {
        return;
    }
    const GapCause cause{failure.reason, failure.error.message()};
    gaps_.set(GapVoice::Storage, cause, instant_of(failure.last_written->arrived));
    gaps_.set(GapVoice::Storage, std::nullopt, instant_of(parts_.clock->monotonic_now()));
}

rt::Task<> CameraRecorder::make_room(CameraRecorder* self, rt::Gate::Holder holder) {
    const auto held = std::move(holder);
    const auto made = co_await self->parts_.retention->make_room();
    if (!made) {
        self->trouble_.open_gap(made.error().message());
    }
    co_return Result<>();
}

void CameraRecorder::retry() {
    for (const media::PacketPiece& piece : trouble_.unwritten(ring_)) {
        if (piece.stream != ring_.stream() || piece.packets.empty()) {
            continue;
        }
        trouble_.postpone();
        for (const PacketPtr& packet : piece.packets) {
            write(packet, piece.stream);
        }
    }
}

rt::Task<> CameraRecorder::stop() {
    end_by_hand();
    step(EventInput::Stop, parts_.clock->monotonic_now());
    close_writer(std::nullopt);
    for (const auto& weak : writers_) {
        if (const auto writer = weak.lock()) {
            writer->hurry();
        }
    }
    PL_CO_TRY_VOID(co_await gate_.close());
    co_return co_await rows_.stop();
}

}  // namespace porchlight::recorder
