// SPDX-License-Identifier: Apache-2.0
#include "hub/motion_watch.hpp"

#include "base/check.hpp"
#include "hub/motion_zones.hpp"
#include "motion/picture_decoder.hpp"
#include "motion/pipeline.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace porchlight::hub {

namespace {

/// Two seconds at 30 frames a second: a look-back decodes that much in one go.
constexpr std::size_t kQueued = 60;
constexpr std::chrono::milliseconds kBetweenNews(200);

}  // namespace

struct MotionWatch::State : std::enable_shared_from_this<MotionWatch::State> {
    State(const rt::WorkerPool& pool, rt::asio::any_io_executor executor,
          MotionWatchSettings chosen, OnNews news)
        : media(std::move(executor)),
          settings(std::move(chosen)),
          on_news(std::move(news)),
          queue(pool, kQueued) {}

    // Of the media thread.
    rt::asio::any_io_executor media;
    MotionWatchSettings settings;
    OnNews on_news;
    rt::WorkQueue queue;
    bool needs_key = true;
    bool restart = true;
    std::optional<media::VideoTrack> track;
    std::uint64_t dropped = 0;

    // Of whichever worker runs the queue: one at a time.
    std::unique_ptr<motion::GatedAnalysis> analysis;
    std::optional<motion::PictureDecoder> decoder;
    motion::Observation seen;
    bool motion = false;
    MonotonicTime last_news;

    void analyse(const media::PacketPtr& packet, const std::optional<media::VideoTrack>& new_track);
    void begin(const media::VideoTrack& new_track);
    void tell(MotionNews news);
    [[nodiscard]] AnalysisView view() const;
};

MotionWatch::MotionWatch(const rt::WorkerPool& pool, rt::asio::any_io_executor media,
                         MotionWatchSettings settings, OnNews on_news)
    : state_(std::make_shared<State>(pool, std::move(media), std::move(settings),
                                     std::move(on_news))) {}

MotionWatch::~MotionWatch() {
    state_->on_news = nullptr;
}

std::uint64_t MotionWatch::dropped() const {
    return state_->dropped;
}

void MotionWatch::on_track(const media::VideoTrack& track) {
    state_->track = track;
    state_->needs_key = true;
    state_->restart = true;
}

void MotionWatch::on_packet(const media::PacketPtr& packet) {
    State& state = *state_;
    if (packet->track != media::TrackKind::Video || !state.track ||
        (state.needs_key && packet->kind != media::FrameKind::Key)) {
        return;
    }
    const auto new_track = state.restart ? state.track : std::nullopt;
    const bool taken = state.queue.try_post(
        [shared = state_, packet, new_track] { shared->analyse(packet, new_track); });
    state.needs_key = !taken;
    state.restart = state.restart && !taken;
    state.dropped += taken ? 0 : 1;
}

void MotionWatch::on_lost() {
    state_->needs_key = true;
    state_->restart = true;
    state_->queue.try_post([shared = state_] {
        if (shared->motion) {
            shared->motion = false;
            shared->tell({false, shared->last_news, 0, shared->view()});
        }
    });
}

void MotionWatch::State::begin(const media::VideoTrack& new_track) {
    const bool all = settings.is_sub || settings.decode == store::DecodeChoice::All;
    analysis = std::make_unique<motion::GatedAnalysis>(
        settings.motion, all ? motion::DecodeMode::Everything : motion::DecodeMode::Gated,
        motion_zones(settings.zones));
    analysis->set_listener([this](const motion::Observation& observation) { seen = observation; });
    decoder.emplace(new_track);
}

void MotionWatch::State::analyse(const media::PacketPtr& packet,
                                 const std::optional<media::VideoTrack>& new_track) {
    if (new_track) {
        begin(*new_track);
    }
    PL_CHECK(decoder, "a stream's first packet comes with its track");
    // Media times of this stream, moved to the clock that all streams of the camera share.
    const auto arrival_of = [&packet](MediaTime time) {
        return packet->arrived - std::chrono::duration_cast<Microseconds>(packet->dts - time);
    };
    for (const motion::Change& change : analysis->feed(packet, *decoder)) {
        motion = change.kind == motion::Change::Kind::Started;
        tell({motion, arrival_of(motion ? change.detection.start : change.detection.end),
              change.detection.peak, view()});
    }
    if (packet->arrived - last_news >= kBetweenNews) {
        last_news = packet->arrived;
        tell({motion, packet->arrived, seen.score, view()});
    }
}

AnalysisView MotionWatch::State::view() const {
    AnalysisView view;
    const auto gate = analysis ? analysis->policy().state() : motion::DecodePolicy::State::Learning;
    const bool key_frames =
        gate == motion::DecodePolicy::State::Quiet || gate == motion::DecodePolicy::State::Riding;
    view.decoding = settings.is_sub ? Decoding::Sub
                    : key_frames    ? Decoding::KeyFrames
                                    : Decoding::AllFrames;
    view.score = seen.score;
    if (!seen.is_motion && seen.cause != motion::Cause::None) {
        view.suppressed = std::string(motion::to_string(seen.cause));
    }
    return view;
}

void MotionWatch::State::tell(MotionNews news) {
    rt::asio::post(media, [shared = shared_from_this(), news = std::move(news)] {
        if (shared->on_news) {
            shared->on_news(news);
        }
    });
}

}  // namespace porchlight::hub
