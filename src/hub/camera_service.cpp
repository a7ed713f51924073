// SPDX-License-Identifier: Apache-2.0
#include "hub/camera_service.hpp"

#include "hub/camera_entry.hpp"
#include "hub/camera_probe.hpp"
#include "rt/launch.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::seconds kTestLimit(15);
constexpr auto kTroubleSpan = std::chrono::hours(24);

}  // namespace

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

}  // namespace porchlight::hub
