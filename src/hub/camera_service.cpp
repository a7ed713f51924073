// SPDX-License-Identifier: Apache-2.0
#include "hub/camera_service.hpp"

#include "base/log.hpp"
#include "hub/camera_probe.hpp"
#include "hub/live_viewer.hpp"
#include "media/jpeg.hpp"
#include "rt/launch.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <deque>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::seconds kTestLimit(15);
constexpr std::chrono::seconds kPlaylistLimit(10);
constexpr std::chrono::milliseconds kPlaylistTick(50);
constexpr auto kTroubleSpan = std::chrono::hours(24);

/// The newest JPEG of a camera, so that several browsers asking for one picture cost one decode.
struct CachedPicture {
    media::PacketPtr of;
    int width = 0;
    Picture picture;
};

}  // namespace

/// One camera: its row and newest view on the control thread, its session on the media thread.
struct CameraService::Entry final : public CameraSession::Listener,
                                    public std::enable_shared_from_this<CameraService::Entry> {
    Entry(store::Camera row, std::weak_ptr<State> owner)
        : camera(std::move(row)), service(std::move(owner)) {}

    // Called on the media thread.
    void on_view(const CameraView& news) override;
    void on_motion(const MotionView& motion) override;

    // Of the control thread.
    store::Camera camera;
    CameraView view;
    std::deque<store::Gap> gaps;
    std::optional<CauseView> cause;
    CachedPicture cached;
    std::weak_ptr<State> service;

    // Of the media thread.
    std::unique_ptr<CameraSession> session;
};

struct CameraService::State {
    State(SessionContext& shared, store::Store& rows, Recordings& kept, EventFeed& told,
          rt::asio::any_io_executor executor)
        : context(shared),
          store(rows),
          recordings(kept),
          feed(told),
          control(std::move(executor)) {}

    SessionContext& context;
    store::Store& store;
    Recordings& recordings;
    EventFeed& feed;
    rt::asio::any_io_executor control;
    store::Home home;
    store::Mode mode;
    /// In the order in which they were added.
    std::vector<std::shared_ptr<Entry>> entries;

    [[nodiscard]] HomeArmed armed(CameraId id) const {
        return mode.arms(id) ? HomeArmed::Yes : HomeArmed::No;
    }
    [[nodiscard]] TroubleView trouble(const Entry& entry) const;
    void refresh(Entry& entry, CameraView view);
};

void CameraService::Entry::on_view(const CameraView& news) {
    const auto owner = service.lock();
    if (!owner) {
        return;
    }
    rt::asio::post(owner->control, [self = shared_from_this(), news] {
        if (const auto state = self->service.lock()) {
            state->refresh(*self, news);
        }
    });
}

void CameraService::Entry::on_motion(const MotionView& motion) {
    if (const auto owner = service.lock()) {
        owner->feed.publish(motion);
    }
}

void CameraService::State::refresh(Entry& entry, CameraView view) {
    view.settings = entry.camera.settings;
    view.armed = records_motion(view.settings, armed(entry.camera.id));
    const int reconnects = view.trouble_24h.reconnects;
    view.trouble_24h = trouble(entry);
    view.trouble_24h.reconnects = reconnects;
    view.cause = entry.cause;
    entry.view = std::move(view);
    const bool is_known =
        std::ranges::any_of(entries, [&entry](const auto& known) { return known.get() == &entry; });
    if (is_known) {
        feed.publish(entry.view);
    }
}

TroubleView CameraService::State::trouble(const Entry& entry) const {
    const UtcTime now = context.clock.utc_now();
    TroubleView sum;
    for (const store::Gap& gap : entry.gaps) {
        const UtcTime from = std::max(gap.start, now - kTroubleSpan);
        const UtcTime to = gap.end.value_or(now);
        if (to > from && gap.reason != store::GapReason::Paused) {
            sum.gap_s += std::chrono::duration<double>(to - from).count();
        }
    }
    return sum;
}

CameraService::CameraService(SessionContext& context, store::Store& store, Recordings& recordings,
                             EventFeed& feed, rt::asio::any_io_executor control)
    : state_(std::make_shared<State>(context, store, recordings, feed, std::move(control))) {}

CameraService::~CameraService() = default;

namespace {

rt::Task<> make_session(std::unique_ptr<CameraSession>* slot, SessionContext* context,
                        store::Camera camera, HomeArmed armed, CameraSession::Listener* listener) {
    *slot = std::make_unique<CameraSession>(*context, std::move(camera), armed, *listener);
    co_return Result<>();
}

rt::Task<CameraView> view_of_session(std::unique_ptr<CameraSession>* slot) {
    co_return (*slot)->view();
}

rt::Task<> end_session(std::unique_ptr<CameraSession>* slot) {
    if (*slot) {
        PL_CO_TRY_VOID(co_await (*slot)->stop());
        slot->reset();
    }
    co_return Result<>();
}

}  // namespace

rt::Task<CameraView> CameraService::begin(store::Camera camera) {
    const auto state = state_;
    const auto entry = std::make_shared<Entry>(std::move(camera), state);
    state->entries.push_back(entry);
    auto make = make_session(&entry->session, &state->context, entry->camera,
                             state->armed(entry->camera.id), entry.get());
    PL_CO_TRY_VOID(co_await rt::call_on(state->context.media, std::move(make)));
    auto look = view_of_session(&entry->session);
    PL_CO_TRY(CameraView view, co_await rt::call_on(state->context.media, std::move(look)));
    state->refresh(*entry, std::move(view));
    co_return entry->view;
}

rt::Task<> CameraService::end(std::shared_ptr<Entry> entry) {
    std::erase(state_->entries, entry);
    auto ending = end_session(&entry->session);
    co_return co_await rt::call_on(state_->context.media, std::move(ending));
}

rt::Task<> CameraService::start(store::Home home, store::Mode mode) {
    state_->home = std::move(home);
    state_->mode = std::move(mode);
    PL_CO_TRY(const auto cameras, co_await state_->store.cameras(state_->home.id));
    const UtcTime now = state_->context.clock.utc_now();
    store::SpanQuery day{now - kTroubleSpan, now, std::nullopt};
    PL_CO_TRY(const store::Timeline timeline, co_await state_->store.timeline(day));
    for (const store::Camera& camera : cameras) {
        PL_CO_TRY_VOID(co_await begin(camera));
    }
    for (const store::Gap& gap : timeline.gaps) {
        note_gap(gap);
    }
    co_return Result<>();
}

rt::Task<> CameraService::stop() {
    while (!state_->entries.empty()) {
        auto entry = state_->entries.back();
        PL_CO_TRY_VOID(co_await end(std::move(entry)));
    }
    co_return Result<>();
}

void CameraService::note_gap(const store::Gap& gap) {
    rt::asio::post(state_->control, [state = state_, gap] {
        for (const auto& entry : state->entries) {
            if (entry->camera.id != gap.camera) {
                continue;
            }
            std::erase_if(entry->gaps, [&](const store::Gap& old) {
                return old.id == gap.id || (old.end && *old.end < gap.start - kTroubleSpan);
            });
            entry->gaps.push_back(gap);
        }
    });
}

std::shared_ptr<CameraService::Entry> CameraService::entry(CameraId id) const {
    const auto found = std::ranges::find_if(
        state_->entries, [id](const auto& entry) { return entry->camera.id == id; });
    return found == state_->entries.end() ? nullptr : *found;
}

namespace {

Error no_such_camera() {
    return {ErrorCode::NotFound, "There is no such camera; it may have been removed."};
}

sources::SourceRequest request_of(const Secret& url, store::ClientChoice client,
                                  store::TransportChoice transport) {
    return {url, static_cast<sources::RtspClient>(client),
            static_cast<sources::RtspTransport>(transport)};
}

}  // namespace

std::vector<CameraView> CameraService::list() const {
    std::vector<CameraView> views;
    for (const auto& entry : state_->entries) {
        views.push_back(entry->view);
    }
    return views;
}

Result<CameraView> CameraService::find(CameraId id) const {
    const auto found = entry(id);
    if (!found) {
        return no_such_camera();
    }
    return found->view;
}

rt::Task<ProbeReport> CameraService::test(CameraTest what) {
    const auto state = state_;
    PL_CO_TRY(auto source,
              state->context.factory.make(request_of(what.url, what.client, what.transport)));
    auto look = glimpse(std::move(source), kTestLimit);
    const auto seen = co_await rt::call_on(state->context.media, std::move(look));
    if (!seen) {
        co_return describe(seen.error(), state->context.clock.utc_now());
    }
    auto body = [glimpse = *seen] { return Result<ProbeReport>(describe(glimpse)); };
    PL_CO_TRY(ProbeReport report,
              co_await rt::offload(state->context.pool.executor(), std::move(body)));
    if (!what.sub_url.empty()) {
        PL_CO_TRY(auto sub, state->context.factory.make(
                                request_of(what.sub_url, what.client, what.transport)));
        auto look_sub = glimpse(std::move(sub), kTestLimit);
        const auto seen_sub = co_await rt::call_on(state->context.media, std::move(look_sub));
        if (seen_sub) {
            StreamView stream = report.stream.value_or(StreamView{});
            stream.sub =
                view_of(seen_sub->description, seen_sub->frame_rate, seen_sub->bits_per_second)
                    .video;
            report.stream = std::move(stream);
        } else {
            report.notes.push_back("The sub-stream does not work: " + seen_sub.error().message() +
                                   ". The main stream does.");
        }
    }
    co_return report;
}

rt::Task<CameraView> CameraService::add(store::CameraSettings settings, SaveCheck check) {
    const auto state = state_;
    // Made once to see that the addresses can be used at all.
    PL_CO_TRY(const auto usable, state->context.factory.make(request_of(
                                     settings.url, settings.client, settings.transport)));
    if (check == SaveCheck::Test) {
        PL_CO_TRY(const ProbeReport report, co_await test({settings.url, settings.sub_url,
                                                           settings.client, settings.transport}));
        if (report.problem) {
            co_return Error(ErrorCode::InvalidArgument, report.problem->sentence)
                .with_fault(report.problem->fault.value_or(""));
        }
    }
    store::Camera camera;
    camera.settings = std::move(settings);
    co_return co_await add_row(std::move(camera));
}

rt::Task<CameraView> CameraService::add_device(Serial device, store::CameraSettings settings) {
    PL_CO_TRY(const auto usable, state_->context.factory.make(request_of(
                                     settings.url, settings.client, settings.transport)));
    store::Camera camera;
    camera.device = std::move(device);
    camera.settings = std::move(settings);
    co_return co_await add_row(std::move(camera));
}

/// @param camera Without what every new row has: id, home and time.
rt::Task<CameraView> CameraService::add_row(store::Camera camera) {
    const UtcTime now = state_->context.clock.utc_now();
    camera.id = CameraId::create(now, state_->context.random);
    camera.home = state_->home.id;
    camera.created = now;
    PL_CO_TRY_VOID(co_await state_->store.add_camera(camera));
    co_return co_await begin(std::move(camera));
}

rt::Task<> CameraService::add_demo(std::string name, std::string url, std::string sub_url) {
    store::Camera camera;
    camera.demo = true;
    camera.settings.name = std::move(name);
    camera.settings.url = Secret(std::move(url));
    camera.settings.sub_url = Secret(std::move(sub_url));
    PL_CO_TRY_VOID(co_await add_row(std::move(camera)));
    co_return Result<>();
}

rt::Task<CameraView> CameraService::update(CameraId id, store::CameraSettings settings) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    const auto state = state_;
    PL_CO_TRY(const auto usable, state->context.factory.make(request_of(
                                     settings.url, settings.client, settings.transport)));
    PL_CO_TRY_VOID(co_await state->store.update_camera(id, settings));
    found->camera.settings = settings;
    rt::asio::post(state->context.media, [found, settings, armed = state->armed(id)] {
        if (found->session) {
            found->session->apply(settings, armed);
        }
    });
    auto look = view_of_session(&found->session);
    PL_CO_TRY(CameraView view, co_await rt::call_on(state->context.media, std::move(look)));
    state->refresh(*found, std::move(view));
    co_return found->view;
}

rt::Task<> CameraService::remove(CameraId id, ClipsOfRemoved clips) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    const auto state = state_;
    PL_CO_TRY_VOID(co_await end(found));
    PL_CO_TRY_VOID(co_await state->store.remove_camera(id, state->context.clock.utc_now()));
    state->feed.publish(CameraRemoved{id});
    if (clips == ClipsOfRemoved::Delete) {
        co_return co_await remove_clips(id);
    }
    co_return Result<>();
}

rt::Task<> CameraService::remove_clips(CameraId id) {
    const auto state = state_;
    store::ClipQuery query;
    query.camera = id;
    query.limit = 200;
    for (;;) {
        PL_CO_TRY(const store::ClipPage page, co_await state->store.clips(query));
        for (const store::Clip& clip : page.clips) {
            PL_CO_TRY_VOID(co_await state->recordings.remove_clip(clip.id));
        }
        if (!page.next) {
            co_return Result<>();
        }
    }
}

rt::Task<> CameraService::remove_demo() {
    std::vector<CameraId> demo;
    for (const auto& entry : state_->entries) {
        if (entry->camera.demo) {
            demo.push_back(entry->camera.id);
        }
    }
    for (const CameraId id : demo) {
        PL_CO_TRY_VOID(co_await remove(id, ClipsOfRemoved::Delete));
    }
    co_return Result<>();
}

/// On the media thread, if there is such a camera then.
void CameraService::on_session(CameraId id, std::function<void(CameraSession&)> work) {
    if (const auto found = entry(id)) {
        rt::asio::post(state_->context.media, [found, work = std::move(work)] {
            if (found->session) {
                work(*found->session);
            }
        });
    }
}

void CameraService::device_motion(CameraId id, DeviceMotion motion) {
    on_session(id, [motion](CameraSession& session) { session.device_motion(motion); });
}

void CameraService::device_here(CameraId id, bool is_here) {
    on_session(id, [is_here](CameraSession& session) { session.device_here(is_here); });
}

void CameraService::show_cause(CameraId id, std::optional<CauseView> cause) {
    if (const auto found = entry(id); found && found->cause != cause) {
        found->cause = std::move(cause);
        state_->refresh(*found, found->view);
    }
}

void CameraService::apply_mode(store::Mode mode) {
    state_->mode = std::move(mode);
    for (const auto& entry : state_->entries) {
        const HomeArmed armed = state_->armed(entry->camera.id);
        rt::asio::post(state_->context.media, [entry, settings = entry->camera.settings, armed] {
            if (entry->session) {
                entry->session->apply(settings, armed);
            }
        });
        if (entry->view.armed != records_motion(entry->camera.settings, armed)) {
            state_->refresh(*entry, entry->view);
        }
    }
}

namespace {

rt::Task<CameraView> by_hand_on_media(std::unique_ptr<CameraSession>* slot,
                                      std::chrono::milliseconds length) {
    if (!*slot) {
        co_return no_such_camera();
    }
    if (length == length.zero()) {
        (*slot)->stop_by_hand();
    } else {
        PL_CO_TRY_VOID((*slot)->record_by_hand(length));
    }
    co_return (*slot)->view();
}

}  // namespace

rt::Task<CameraView> CameraService::by_hand(CameraId id, std::chrono::milliseconds length) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    auto recording = by_hand_on_media(&found->session, length);
    PL_CO_TRY(CameraView view, co_await rt::call_on(state_->context.media, std::move(recording)));
    state_->refresh(*found, std::move(view));
    co_return found->view;
}

rt::Task<CameraView> CameraService::record_by_hand(CameraId id, std::chrono::milliseconds length) {
    return by_hand(id, length);
}

rt::Task<CameraView> CameraService::stop_by_hand(CameraId id) {
    return by_hand(id, std::chrono::milliseconds(0));
}

namespace {

struct KeyFrame {
    media::VideoTrack track;
    media::PacketPtr packet;
};

rt::Task<KeyFrame> newest_key_frame(std::unique_ptr<CameraSession>* slot, LiveQuality quality) {
    const live::Broadcast* broadcast = *slot ? &(*slot)->broadcast(quality) : nullptr;
    const auto track = broadcast != nullptr ? broadcast->track() : std::nullopt;
    if (!track || !broadcast->newest_key_frame()) {
        co_return Error(ErrorCode::NotFound, "There is no picture from this camera yet.");
    }
    co_return KeyFrame{*track, broadcast->newest_key_frame()};
}

}  // namespace

rt::Task<Picture> CameraService::picture(CameraId id, int width) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    const auto state = state_;
    // A small picture is made from the sub-stream: 5 ms instead of 40.
    const StreamView stream = found->view.stream.value_or(StreamView{});
    const bool sub_is_enough = width > 0 && width <= stream.sub.value_or(VideoView{}).width;
    auto look =
        newest_key_frame(&found->session, sub_is_enough ? LiveQuality::Sub : LiveQuality::Main);
    PL_CO_TRY(const KeyFrame key, co_await rt::call_on(state->context.media, std::move(look)));
    if (found->cached.of == key.packet && found->cached.width == width) {
        co_return found->cached.picture;
    }
    auto body = [key, width] { return media::key_frame_to_jpeg(key.track, *key.packet, width); };
    PL_CO_TRY(auto jpeg, co_await rt::offload(state->context.pool.executor(), std::move(body)));
    found->cached = {
        key.packet,
        width,
        {std::make_shared<const std::vector<std::uint8_t>>(std::move(jpeg)), key.packet->wall}};
    co_return found->cached.picture;
}

rt::Task<LiveAnswer> CameraService::answer_offer(std::vector<CameraId> ids, LiveWish wish,
                                                 std::string offer) {
    std::vector<std::shared_ptr<Entry>> entries;
    for (const CameraId id : ids) {
        entries.push_back(entry(id));
        if (!entries.back()) {
            co_return no_such_camera();
        }
    }
    auto answering =
        answer_on_media(state_->context.webrtc, std::move(entries), wish, std::move(offer));
    co_return co_await rt::call_on(state_->context.media, std::move(answering));
}

rt::Task<LiveAnswer> CameraService::answer_on_media(live::WebRtcServer* webrtc,
                                                    std::vector<std::shared_ptr<Entry>> entries,
                                                    LiveWish wish, std::string offer) {
    if (webrtc == nullptr) {
        co_return Error(ErrorCode::Unavailable,
                        "Live video over WebRTC is switched off in this hub.")
            .with_fault(std::string(kWebRtcOff));
    }
    std::vector<live::WebRtcServer::Camera> cameras;
    std::vector<LiveStream> streams;
    for (const auto& entry : entries) {
        if (!entry->session) {
            co_return no_such_camera();
        }
        auto chosen = entry->session->for_webrtc(wish);
        if (chosen.is_h265 && entries.size() == 1) {
            co_return Error(ErrorCode::Unsupported,
                            "This camera sends H.265, which comes another way.")
                .with_fault(std::string(kBetterOtherwise));
        }
        cameras.push_back(std::move(chosen.camera));
        streams.push_back(chosen.stream);
        cameras.back().talk = [weak = std::weak_ptr(entry)] {
            const auto camera = weak.lock();
            return camera && camera->session ? camera->session->open_talk() : no_such_camera();
        };
    }
    PL_CO_TRY(live::WebRtcServer::Accepted accepted, webrtc->accept(offer, cameras));
    for (const auto& entry : entries) {
        entry->session->follow_viewers();
    }
    co_return LiveAnswer{std::move(accepted.id), std::move(accepted.answer), std::move(streams)};
}

rt::Task<std::string> CameraService::hls_playlist(CameraId id, LiveWish wish) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    auto asking = playlist_on_media(found, wish);
    co_return co_await rt::call_on(state_->context.media, std::move(asking));
}

rt::Task<std::string> CameraService::playlist_on_media(std::shared_ptr<Entry> entry,
                                                       LiveWish wish) {
    // Players take a playlist without a picture for the end of it all.
    for (std::chrono::milliseconds waited{}; waited < kPlaylistLimit; waited += kPlaylistTick) {
        if (!entry->session) {
            co_return no_such_camera();
        }
        std::string text = entry->session->hls_playlist(wish);
        if (!text.empty()) {
            co_return text;
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kPlaylistTick));
    }
    co_return Error(ErrorCode::Unavailable, "There is no picture from this camera now.");
}

rt::Task<SharedBytes> CameraService::hls_file(CameraId id, std::string name) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    auto asking = file_on_media(found, std::move(name));
    co_return co_await rt::call_on(state_->context.media, std::move(asking));
}

rt::Task<SharedBytes> CameraService::file_on_media(std::shared_ptr<Entry> entry, std::string name) {
    const auto file = entry->session ? entry->session->hls_file(name) : nullptr;
    if (!file) {
        co_return Error(ErrorCode::NotFound, "That piece of the live video is no longer there.");
    }
    co_return file;
}

namespace {

rt::Task<> end_on_media(live::WebRtcServer* webrtc, std::string id) {
    co_return webrtc == nullptr ? Error(ErrorCode::NotFound, "Nobody watches under that name.")
                                : webrtc->end(id);
}

rt::Task<> talk_on_media(live::WebRtcServer* webrtc, std::string id, live::Talk wish) {
    co_return webrtc == nullptr ? Error(ErrorCode::NotFound, "Nobody watches under that name.")
                                : webrtc->talk(id, wish);
}

}  // namespace

rt::Task<> CameraService::talk(std::string id, TalkWish wish) {
    auto talking = talk_on_media(state_->context.webrtc, std::move(id),
                                 wish == TalkWish::Start ? live::Talk::Start : live::Talk::End);
    co_return co_await rt::call_on(state_->context.media, std::move(talking));
}

rt::Task<> CameraService::end_watching(std::string id) {
    auto ending = end_on_media(state_->context.webrtc, std::move(id));
    co_return co_await rt::call_on(state_->context.media, std::move(ending));
}

Result<std::unique_ptr<LiveSubscription>> CameraService::watch(CameraId id, LiveWish wish) {
    const auto found = entry(id);
    if (!found) {
        return no_such_camera();
    }
    auto attach = [found, media = state_->context.media](
                      const std::shared_ptr<live::Viewer>& viewer, LiveWish wanted) {
        rt::asio::post(media, [found, viewer, wanted] {
            if (found->session) {
                found->session->add_viewer(viewer, wanted);
            } else {
                viewer->close();
            }
        });
    };
    return std::unique_ptr<LiveSubscription>(std::make_unique<LiveViewer>(
        state_->control, state_->context.clock, std::move(attach), wish));
}

namespace {

/// One person's trial; the session forgets it when it goes.
class ServedWalk final : public WalkTest {
  public:
    explicit ServedWalk(std::shared_ptr<MotionTrial> trial) : trial_(std::move(trial)) {}
    rt::Task<WalkView> next() override { return trial_->next(); }
    void change(TriedSettings tried) override { trial_->change(std::move(tried)); }

  private:
    std::shared_ptr<MotionTrial> trial_;
};

}  // namespace

Result<std::unique_ptr<WalkTest>> CameraService::walk(CameraId id, TriedSettings tried) {
    const auto found = entry(id);
    if (!found) {
        return no_such_camera();
    }
    auto trial =
        std::make_shared<MotionTrial>(state_->context.pool, state_->control, std::move(tried));
    rt::asio::post(state_->context.media, [found, trial] {
        if (found->session) {
            found->session->add_trial(trial);
        } else {
            trial->close();
        }
    });
    return std::unique_ptr<WalkTest>(std::make_unique<ServedWalk>(std::move(trial)));
}

}  // namespace porchlight::hub
