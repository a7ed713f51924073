// SPDX-License-Identifier: Apache-2.0
#include "hub/motion_trial.hpp"

#include "base/check.hpp"
#include "motion/luma.hpp"
#include "motion/picture_decoder.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace porchlight::hub {

namespace {

/// Two seconds at 30 frames a second.
constexpr std::size_t kPackets = 60;
/// As motion::GatedAnalysis: more pictures a second tell nothing new.
constexpr MediaDuration kLeastSpacing{90000 * 6 / 100};
constexpr MediaDuration kBetweenNews{90000 * 15 / 100};

AreaView view_of(const motion::Area& area) {
    return {area.x, area.y, area.width, area.height};
}

WalkView view_of(const motion::Sighting& sighting) {
    WalkView view;
    view.live = true;
    view.learning = sighting.is_learning;
    view.motion = sighting.is_motion;
    view.level = sighting.level;
    const auto area = [](const motion::Area& one) { return view_of(one); };
    std::ranges::transform(sighting.counting, std::back_inserter(view.counting), area);
    std::ranges::transform(sighting.outside, std::back_inserter(view.outside), area);
    for (const motion::Candidate& one : sighting.candidates) {
        view.candidates.push_back({view_of(one.area), one.nearness});
    }
    if (sighting.ignored != motion::Cause::None) {
        view.ignored = std::string(motion::to_string(sighting.ignored));
    }
    return view;
}

}  // namespace

struct MotionTrial::State {
    State(const rt::WorkerPool& pool, const rt::asio::any_io_executor& control,
          TriedSettings settings)
        : queue(pool, kPackets), news(control, kQueued), tried(std::move(settings)) {}

    rt::WorkQueue queue;
    rt::Channel<WalkView> news;

    // Of the media thread.
    std::optional<media::VideoTrack> track;
    bool needs_key = true;
    bool restart = true;

    // Under the lock.
    std::mutex mutex;
    TriedSettings tried;
    bool is_new = true;

    // Of whichever worker runs the queue: one at a time.
    std::optional<motion::Trial> trial;
    std::optional<motion::PictureDecoder> decoder;
    motion::SmallLuma small;
    std::optional<MediaTime> last_look;
    std::optional<MediaTime> last_news;
    bool motion = false;

    void analyse(const media::Packet& packet, const std::optional<media::VideoTrack>& new_track);
    void take_settings();
    void look(const motion::FrameDecoder::Frame& frame, UtcTime wall);
};

MotionTrial::MotionTrial(const rt::WorkerPool& pool, const rt::asio::any_io_executor& control,
                         TriedSettings tried)
    : state_(std::make_shared<State>(pool, control, std::move(tried))) {}

MotionTrial::~MotionTrial() {
    close();
}

void MotionTrial::close() {
    state_->news.close();
}

void MotionTrial::on_track(const media::VideoTrack& track) {
    state_->track = track;
    state_->needs_key = true;
    state_->restart = true;
}

void MotionTrial::on_packet(const media::PacketPtr& packet) {
    State& state = *state_;
    const bool is_key = packet->kind == media::FrameKind::Key;
    if (packet->track != media::TrackKind::Video || !state.track || (state.needs_key && !is_key)) {
        return;
    }
    const auto new_track = state.restart ? state.track : std::nullopt;
    const bool taken = state.queue.try_post(
        [shared = state_, packet, new_track] { shared->analyse(*packet, new_track); });
    state.needs_key = !taken;
    state.restart = state.restart && !taken;
}

void MotionTrial::on_silence(std::string why) {
    state_->track.reset();
    WalkView view;
    view.problem = std::move(why);
    state_->news.try_send(std::move(view));
}

void MotionTrial::change(TriedSettings tried) {
    const std::lock_guard lock(state_->mutex);
    state_->tried = std::move(tried);
    state_->is_new = true;
}

rt::Task<WalkView> MotionTrial::next() {
    const auto state = state_;
    co_return co_await state->news.receive();
}

void MotionTrial::State::take_settings() {
    const std::lock_guard lock(mutex);
    if (!trial) {
        trial.emplace(trial_settings(tried));
    } else if (is_new) {
        trial->change(trial_settings(tried));
    }
    is_new = false;
}

void MotionTrial::State::analyse(const media::Packet& packet,
                                 const std::optional<media::VideoTrack>& new_track) {
    if (new_track) {
        trial.reset();
        last_look.reset();
        last_news.reset();
        decoder.emplace(*new_track);
    }
    PL_CHECK(decoder, "a stream's first packet comes with its track");
    take_settings();
    if (packet.kind == media::FrameKind::Key) {
        decoder->reset();
    }
    const auto frame = decoder->decode(packet);
    const bool is_seen = frame && *frame;
    if (is_seen && (!last_look || (*frame)->time >= *last_look + kLeastSpacing)) {
        look(**frame, packet.wall);
    }
}

void MotionTrial::State::look(const motion::FrameDecoder::Frame& frame, UtcTime wall) {
    last_look = frame.time;
    motion::shrink(frame.luma, small);
    const motion::Sighting sighting = trial->look(small, frame.time);
    const bool changed = std::exchange(motion, sighting.is_motion) != sighting.is_motion;
    if (!changed && last_news && frame.time < *last_news + kBetweenNews) {
        return;
    }
    last_news = frame.time;
    WalkView view = view_of(sighting);
    if (sighting.started) {
        view.trigger = {wall, to_seconds(frame.time - sighting.started->start)};
    }
    news.try_send(std::move(view));
}

}  // namespace porchlight::hub
