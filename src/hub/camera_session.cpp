// SPDX-License-Identifier: Apache-2.0
#include "hub/camera_session.hpp"

#include "hub/camera_probe.hpp"
#include "hub/session_settings.hpp"
#include "sources/masked/masked_source.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

/// How often rates and scores that nobody asked for are told.
constexpr std::chrono::seconds kTick(2);

constexpr std::string_view kAsleep =
    "This camera sleeps between events to save its batteries. It wakes up now.";
constexpr std::string_view kAway =
    "This camera has not called for over a minute. Look at its light: it says what is wrong. While "
    "it has power it keeps its clips and brings them when it is back.";

constexpr std::string_view kNoPicture = "There is no picture from this camera now.";
/// Each decodes every picture once more.
constexpr std::size_t kMostTrials = 3;
constexpr std::string_view kTooManyTrials =
    "Others are trying this camera already. Close the walk test elsewhere, then try again.";

recorder::GapCause gap_cause(const Error& why, WasLive was_live) {
    const auto reason = [&] {
        switch (why.code()) {
            case ErrorCode::PermissionDenied:
                return store::GapReason::WrongPassword;
            case ErrorCode::Unsupported:
                return store::GapReason::StreamUnsupported;
            default:
                return was_live == WasLive::Yes ? store::GapReason::StreamStopped
                                                : store::GapReason::CameraUnreachable;
        }
    }();
    return {reason, why.message()};
}

}  // namespace

/// Passes what one stream says on to the session.
class CameraSession::Ear final : public StreamListener {
  public:
    Ear(CameraSession& session, LiveQuality stream) : session_(session), stream_(stream) {}
    void on_description(const sources::StreamDescription& description) override {
        session_.on_description(stream_, description);
    }
    void on_packet(const media::PacketPtr& packet) override {
        if (stream_ == LiveQuality::Main) {
            session_.on_main_packet(packet);
        } else {
            session_.on_sub_packet(packet);
        }
    }
    void on_lost(const Error& why, WasLive was_live) override {
        session_.on_lost(stream_, why, was_live);
    }
    void on_status() override { session_.publish(); }

  private:
    CameraSession& session_;
    LiveQuality stream_;
};

CameraSession::CameraSession(SessionContext& context, store::Camera camera, HomeArmed home,
                             Listener& listener)
    : context_(context),
      camera_(std::move(camera)),
      home_(home),
      sleep_(context.clock.monotonic_now()),
      connection_(may_sleep() ? Connection::Resting : Connection::Kept),
      listener_(listener),
      recorder_(context.recorder.make_camera(camera_.id, recorder_settings())),
      live_(context.pool, context.media, context.clock, context.random),
      opus_sound_(context.random),
      main_ear_(std::make_unique<Ear>(*this, LiveQuality::Main)),
      sub_ear_(std::make_unique<Ear>(*this, LiveQuality::Sub)) {
    watch(preferred_stream(camera_.settings));
    start_streams();
    ticker_.emplace(context_.media, camera_.settings.name, tick());
}

CameraSession::~CameraSession() = default;

void CameraSession::watch(LiveQuality stream) {
    end_motion();
    watched_ = stream;
    dropped_ = 0;
    watch_.reset();
    each_trial([this](MotionTrial& trial) { show_track(trial); });
    if (!looks_for_motion()) {
        return;
    }
    watch_ = std::make_unique<MotionWatch>(context_.pool, context_.media,
                                           watch_settings(camera_.settings, stream),
                                           [this](const MotionNews& news) { on_news(news); });
    // A watch that begins in the middle of a stream takes it up at its next key frame.
    if (const auto& track = live_.of(stream).track()) {
        watch_->on_track(*track);
    }
}

template <typename Work>
void CameraSession::each_trial(Work work) {
    std::erase_if(trials_, [&work](const std::weak_ptr<MotionTrial>& one) {
        const auto trial = one.lock();
        if (trial) {
            work(*trial);
        }
        return !trial;
    });
}

void CameraSession::show_track(MotionTrial& trial) {
    if (const auto& track = live_.of(watched_).track()) {
        trial.on_track(*track);
    } else {
        trial.on_silence(std::string(kNoPicture));
    }
}

void CameraSession::add_trial(const std::shared_ptr<MotionTrial>& trial) {
    each_trial([](MotionTrial& /*trial*/) {});
    if (trials_.size() >= kMostTrials) {
        trial->on_silence(std::string(kTooManyTrials));
        trial->close();
        return;
    }
    trials_.push_back(trial);
    show_track(*trial);
}

void CameraSession::end_motion() {
    if (news_.motion && !device_moves_) {
        recorder_->motion_ended(context_.clock.monotonic_now());
    }
    news_ = {};
}

void CameraSession::start_streams() {
    main_.reset();
    sub_.reset();
    seat_.vacate(Error(ErrorCode::Unavailable, "The connection to the camera begins anew."));
    live_.set_has_sub(!camera_.settings.sub_url.empty());
    if (camera_.settings.paused) {
        live_.interrupt(Error(ErrorCode::FailedPrecondition, "This camera is paused."));
        publish();
        return;
    }
    if (connection_ != Connection::Kept) {
        live_.interrupt(Error(ErrorCode::Unavailable, connection_ == Connection::Away
                                                          ? std::string(kAway)
                                                          : std::string(kAsleep)));
        publish();
        return;
    }
    main_ = std::make_unique<StreamRunner>(camera_.settings.name, context_.clock, context_.random,
                                           source_maker(camera_.settings.url),
                                           live_.of(LiveQuality::Main), *main_ear_);
    main_->start(context_.media);
    if (!camera_.settings.sub_url.empty()) {
        sub_ = std::make_unique<StreamRunner>(
            camera_.settings.name + " (sub-stream)", context_.clock, context_.random,
            source_maker(camera_.settings.sub_url), live_.of(LiveQuality::Sub), *sub_ear_);
        sub_->start(context_.media);
    }
}

StreamRunner::MakeSource CameraSession::source_maker(const Secret& url) const {
    sources::SourceRequest request{url, static_cast<sources::RtspClient>(camera_.settings.client),
                                   static_cast<sources::RtspTransport>(camera_.settings.transport)};
    return [request = std::move(request), covered = privacy_polygons(camera_.settings),
            &context = context_]() -> Result<std::unique_ptr<sources::Source>> {
        PL_TRY(auto source, context.factory.make(request));
        if (covered.empty()) {
            return source;
        }
        return sources::make_masked_source(std::move(source), covered, context.pool);
    };
}

/// A camera that may sleep says itself when something moves.
bool CameraSession::looks_for_motion() const {
    return is_armed() && camera_.settings.connect == store::ConnectChoice::Always;
}

bool records_motion(const store::CameraSettings& settings, HomeArmed home) {
    return home == HomeArmed::Yes && settings.armed && !settings.paused &&
           settings.mode != store::RecordingMode::Off;
}

bool CameraSession::is_armed() const {
    return records_motion(camera_.settings, home_);
}

recorder::RecordingSettings CameraSession::recorder_settings() const {
    const auto& settings = camera_.settings;
    recorder::RecordingSettings chosen;
    const bool is_on =
        settings.mode == store::RecordingMode::Continuous ? !settings.paused : is_armed();
    const bool records = is_on && connection_ != Connection::Resting;
    chosen.mode = records ? settings.mode : store::RecordingMode::Off;
    chosen.pre_roll = settings.pre_roll;
    chosen.post_roll = settings.post_roll;
    chosen.max_clip = settings.max_clip;
    chosen.audio = settings.record_audio;
    chosen.paused = settings.paused;
    return chosen;
}

void CameraSession::apply(store::CameraSettings settings, HomeArmed home) {
    const bool looked = looks_for_motion();
    const store::CameraSettings before = std::exchange(camera_.settings, std::move(settings));
    home_ = home;
    const Connection connection = std::exchange(connection_, wished_connection());
    recorder_->apply(recorder_settings());
    const bool new_streams = !same_stream(camera_.settings, before) || connection != connection_;
    const LiveQuality stream = new_streams ? preferred_stream(camera_.settings) : watched_;
    if (stream != watched_ || looked != looks_for_motion() ||
        watch_settings(camera_.settings, stream) != watch_settings(before, stream)) {
        watch(stream);
    }
    if (new_streams) {
        start_streams();
    }
    publish();
}

rt::Task<> CameraSession::stop() {
    ticker_.reset();
    each_trial([](MotionTrial& trial) { trial.close(); });
    watch_.reset();
    main_.reset();
    sub_.reset();
    seat_.vacate(Error(ErrorCode::Unavailable, "The hub ends."));
    co_return co_await recorder_->stop();
}

void CameraSession::on_description(LiveQuality stream,
                                   const sources::StreamDescription& description) {
    if (stream == LiveQuality::Main) {
        recorder_->on_description(description);
        opus_sound_.start(description.audio);
        aac_sound_.start(description.audio);
    } else if (watched_ == LiveQuality::Main && description.video) {
        watch(LiveQuality::Sub);
    }
    if (description.video) {
        live_.on_track(stream, *description.video);
    }
    if (watch_ && stream == watched_ && description.video) {
        watch_->on_track(*description.video);
    }
    if (stream == watched_ && description.video) {
        each_trial([&](MotionTrial& trial) { trial.on_track(*description.video); });
    }
}

void CameraSession::on_main_packet(const media::PacketPtr& packet) {
    recorder_->on_packet(packet);
    live_.on_packet(LiveQuality::Main, packet);
    opus_sound_.send(packet);
    aac_sound_.send(packet);
    if (watched_ == LiveQuality::Main) {
        look_at(packet);
    }
}

void CameraSession::on_sub_packet(const media::PacketPtr& packet) {
    live_.on_packet(LiveQuality::Sub, packet);
    if (watched_ == LiveQuality::Sub) {
        look_at(packet);
    }
}

void CameraSession::look_at(const media::PacketPtr& packet) {
    if (watch_) {
        watch_->on_packet(packet);
    }
    each_trial([&packet](MotionTrial& trial) { trial.on_packet(packet); });
}

void CameraSession::on_lost(LiveQuality stream, const Error& why, WasLive was_live) {
    if (stream == LiveQuality::Main) {
        recorder_->stream_lost(gap_cause(why, was_live));
        opus_sound_.stop();
        aac_sound_.stop();
    }
    live_.on_lost(stream, why);
    if (stream == watched_) {
        each_trial([](MotionTrial& trial) { trial.on_silence(std::string(kNoPicture)); });
        if (watch_) {
            watch_->on_lost();
        }
    }
    if (stream == LiveQuality::Sub && watched_ == LiveQuality::Sub) {
        watch(LiveQuality::Main);
    }
}

void CameraSession::on_news(const MotionNews& news) {
    const bool changed = news.motion != news_.motion;
    news_ = news;
    if (news.motion) {
        last_motion_ = context_.clock.utc_now();
    }
    if (changed && !device_moves_ && news.motion) {
        recorder_->motion_started(news.since, news.score);
    } else if (changed && !device_moves_) {
        recorder_->motion_ended(news.since);
    } else if (news.motion) {
        recorder_->motion_score(news.score);
    }
    listener_.on_motion({camera_.id, news.score, news.motion || device_moves_});
    if (changed) {
        publish();
    }
}

/// Motion is what either of the two sees.
void CameraSession::device_motion(DeviceMotion motion) {
    const bool changed = std::exchange(device_moves_, motion.moves) != motion.moves;
    if (!changed) {
        return;
    }
    follow_wishes();
    const MonotonicTime now = context_.clock.monotonic_now();
    if (motion.moves) {
        last_motion_ = context_.clock.utc_now();
    }
    if (!news_.motion && motion.moves) {
        recorder_->motion_started(now, motion.score);
    } else if (!news_.motion) {
        // The camera has waited for its own post-roll already.
        recorder_->motion_ended(now - camera_.settings.post_roll);
    }
    listener_.on_motion({camera_.id, motion.score, news_.motion || device_moves_});
    publish();
}

void CameraSession::device_here(bool is_here) {
    sleep_.set_here(is_here, context_.clock.monotonic_now());
    if (!is_here) {
        device_motion({});
    }
    follow_wishes();
    publish();
}

void CameraSession::add_viewer(const std::shared_ptr<live::Viewer>& viewer, LiveWish wish) {
    live_.choose(wish).add(viewer);
    follow_wishes();
}

Result<> CameraSession::record_by_hand(std::chrono::milliseconds length) {
    PL_TRY_VOID(recorder_->record_by_hand(length));
    follow_wishes();
    publish();
    return {};
}

void CameraSession::stop_by_hand() {
    recorder_->stop_by_hand();
    follow_wishes();
    publish();
}

CameraSession::ForWebRtc CameraSession::for_webrtc(LiveWish wish) {
    live::Broadcast& live = live_.choose(wish);
    const auto& track = live.track();
    const bool can_shrink = &live == &live_.of(LiveQuality::Main) && sub_;
    return {{{live.rtp(), live.group(), can_shrink ? live_.of(LiveQuality::Sub).rtp() : nullptr},
             opus_sound_.rtp()},
            static_cast<LiveStream>(live.kind()),
            track && track->codec != media::Codec::H264};
}

std::string CameraSession::hls_playlist(LiveWish wish) {
    std::string text = live_.hls_playlist(wish);
    follow_wishes();
    return text;
}

Result<std::unique_ptr<live::TalkLine>> CameraSession::open_talk() {
    if (!is_live()) {
        return Error(
            ErrorCode::Unavailable,
            "There is no connection to this camera now. Wait for its picture, then speak.");
    }
    return seat_.take(context_.media, main_->speaker(), context_.clock);
}

Talk CameraSession::talk() const {
    const auto speaker = main_ ? main_->speaker() : nullptr;
    if (!main_ || (speaker && speaker->reach() == sources::SpeakerReach::Unknown)) {
        return Talk::Unknown;
    }
    return speaker && speaker->reach() == sources::SpeakerReach::Yes ? Talk::Yes : Talk::No;
}

bool CameraSession::is_live() const {
    return main_ && main_->status().state == CameraState::Live;
}

bool CameraSession::may_sleep() const {
    const auto& settings = camera_.settings;
    return camera_.device && !settings.paused &&
           settings.connect == store::ConnectChoice::WhenNeeded &&
           settings.mode != store::RecordingMode::Continuous;
}

Connection CameraSession::wished_connection() {
    const MonotonicTime now = context_.clock.monotonic_now();
    if (!may_sleep()) {
        // Its address alone would say that a port is closed, and not that the camera is gone.
        const bool is_away =
            camera_.device && !camera_.settings.paused && !is_live() && sleep_.is_away(now);
        return is_away ? Connection::Away : Connection::Kept;
    }
    const bool is_wanted = device_moves_ || live_.is_watched() || recorder_->by_hand_until();
    return sleep_.decide({now, is_wanted, is_live(), camera_.settings.post_roll});
}

void CameraSession::follow_wishes() {
    const Connection wished = wished_connection();
    if (wished == connection_) {
        return;
    }
    connection_ = wished;
    recorder_->apply(recorder_settings());
    start_streams();
    if (connection_ == Connection::Away) {
        away_since_ = context_.clock.utc_now();
        recorder_->stream_lost({store::GapReason::CameraUnreachable, std::string(kAway)});
    }
}

void CameraSession::publish() {
    listener_.on_view(view());
}

rt::Task<> CameraSession::tick() {
    for (;;) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kTick));
        live_.tick();
        follow_wishes();
        note_overload();
        if (is_live()) {
            if (const auto speaker = main_->speaker()) {
                speaker->find_out(context_.media);
            }
            publish();
        }
    }
}

void CameraSession::note_overload() {
    const std::uint64_t before = std::exchange(dropped_, watch_ ? watch_->dropped() : 0);
    const bool is_recorded_anyway = camera_.settings.mode == store::RecordingMode::Continuous;
    std::optional<recorder::GapCause> cause;
    if (dropped_ > before && !is_recorded_anyway) {
        cause = {store::GapReason::DecoderOverload,
                 "This machine is too busy to look for motion in this camera's video. Give the "
                 "camera a sub-stream, or watch fewer cameras with it."};
    }
    recorder_->analysis_trouble(std::move(cause));
}

live::Broadcast& CameraSession::broadcast(LiveQuality quality) {
    return live_.sent(quality);
}

CameraView CameraSession::view() const {
    CameraView view;
    view.id = camera_.id;
    view.settings = camera_.settings;
    view.demo = camera_.demo;
    view.state = CameraState::Paused;
    view.recording = recorder_->is_recording();
    if (const auto& until = recorder_->by_hand_until()) {
        view.by_hand_until = context_.clock.utc_now() + (*until - context_.clock.monotonic_now());
    }
    view.device = camera_.device;
    view.motion = news_.motion || device_moves_;
    view.talk = talk();
    view.last_motion_at = last_motion_;
    if (main_) {
        describe_stream(view);
    } else if (connection_ == Connection::Away) {
        view.state = CameraState::Retrying;
        view.problem = problem_of(Error(ErrorCode::Unavailable, std::string(kAway)), away_since_);
    } else if (connection_ == Connection::Resting) {
        view.state = sleep_.is_here() ? CameraState::Asleep : CameraState::Connecting;
    }
    return view;
}

void CameraSession::describe_stream(CameraView& view) const {
    const StreamStatus& status = main_->status();
    view.state = status.state;
    view.problem = status.problem;
    view.next_try_at = status.next_try;
    view.last_frame_at = status.last_frame;
    view.trouble_24h.reconnects = status.reconnects;
    if (status.description && status.state == CameraState::Live) {
        StreamView stream =
            view_of(*status.description, status.rate.frame_rate(), status.rate.bits_per_second());
        view.analysis = watch_ ? std::optional(news_.view) : std::nullopt;
        const StreamStatus* sub = sub_ ? &sub_->status() : nullptr;
        if (sub != nullptr && sub->description) {
            stream.sub =
                view_of(*sub->description, sub->rate.frame_rate(), sub->rate.bits_per_second())
                    .video;
        }
        view.stream = std::move(stream);
    }
    view.privacy_cost = privacy_cost(view);
    view.transcoding = live_.transcoding();
}

}  // namespace porchlight::hub
