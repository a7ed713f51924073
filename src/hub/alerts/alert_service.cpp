// SPDX-License-Identifier: Apache-2.0
#include "hub/alerts/alert_service.hpp"

#include "base/log.hpp"
#include "hub/spoken.hpp"
#include "rt/deadline.hpp"
#include "rt/launch.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::hub {

using store::AlertKind;

namespace {

constexpr std::size_t kEventsRemembered = 16;

bool is_well(CameraState state) {
    return state == CameraState::Live || state == CameraState::Asleep ||
           state == CameraState::Paused;
}

/// Why there is no picture, as far as anybody knows.
std::string why_silent(const CameraView& camera) {
    if (camera.cause) {
        return camera.cause->sentence;
    }
    return camera.problem ? camera.problem->sentence : "";
}

std::string silence_detail(const CameraView& camera, std::chrono::seconds after) {
    const std::string why = why_silent(camera);
    return fmt::format("For {}.{}{}", spoken(after), why.empty() ? "" : " ", why);
}

}  // namespace

AlertService::AlertService(Parts parts) : parts_(std::move(parts)), gate_(parts_.executor) {}

AlertService::~AlertService() = default;

rt::Task<> AlertService::start() {
    PL_CO_TRY_VOID(co_await recall());
    parts_.feed.listen([this](const FeedMessage& message) { heard(message); });
    co_return Result<>();
}

void AlertService::begin_looking() {
    looking_.emplace(parts_.executor, "alerts", keep_looking());
}

rt::Task<> AlertService::stop() {
    parts_.feed.listen({});
    if (looking_) {
        looking_->cancel();
        std::ignore = co_await looking_->join();
    }
    co_return co_await gate_.close();
}

rt::Task<> AlertService::recall() {
    auto reading = parts_.store.alert_rules(parts_.home);
    PL_CO_TRY(rules_, co_await std::move(reading));
    auto listing = parts_.store.alerts(parts_.home);
    PL_CO_TRY(auto alerts, co_await std::move(listing));
    for (store::Alert& alert : alerts) {
        const bool lasts = alert.kind == AlertKind::Silent || alert.kind == AlertKind::Battery ||
                           alert.kind == AlertKind::Storage;
        if (lasts && !alert.ended) {
            open_[{alert.kind, alert.camera}] = alert.id;
        }
        alerts_.push_back(std::move(alert));
    }
    auto looking = parts_.store.seen_alerts(parts_.home);
    PL_CO_TRY(const auto seen, co_await std::move(looking));
    for (const store::SeenAlert& one : seen) {
        seen_[one.user].insert(one.alert);
    }
    co_return Result<>();
}

rt::Task<> AlertService::keep_looking() {
    for (;;) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kEvery));
        look();
    }
}

void AlertService::run(std::string what, rt::Task<> task) {
    auto holder = gate_.enter();
    if (!holder) {
        return;
    }
    rt::launch(parts_.executor, std::move(task),
               [what = std::move(what), held = std::move(*holder)](const Result<>& result) {
                   if (!result && result.error().code() != ErrorCode::Cancelled) {
                       log::warning("alerts", "{}: {}", what, result.error().message());
                   }
               });
}

// What happens.

void AlertService::heard(const FeedMessage& message) {
    if (const auto* event = std::get_if<store::Event>(&message)) {
        happened(*event);
    } else if (const auto* clip = std::get_if<store::Clip>(&message)) {
        kept(*clip);
    } else if (const auto* gone = std::get_if<ClipRemoved>(&message)) {
        lost(gone->id);
    } else if (const auto* camera = std::get_if<CameraRemoved>(&message)) {
        end({AlertKind::Silent, camera->id});
        end({AlertKind::Battery, camera->id});
        silent_since_.erase(camera->id);
        events_.erase(camera->id);
    }
}

void AlertService::happened(const store::Event& event) {
    auto& known = events_[event.camera];
    if (std::ranges::find(known, event.id) != known.end()) {
        return;
    }
    known.push_back(event.id);
    if (known.size() > kEventsRemembered) {
        known.pop_front();
    }
    if (belongs_to_ring(event)) {
        return;
    }
    const bool rings = event.kind == store::EventKind::Ring;
    store::Alert alert =
        draft(rings ? AlertKind::Ring : AlertKind::Motion, event.camera, name_of(event.camera), "");
    alert.event = event.id;
    const bool is_stale = parts_.clock.utc_now() - event.start > kStale;
    raise(std::move(alert), is_stale ? Age::Stale : Age::New);
}

/// The clip of a ring that was told when the button was pressed.
bool AlertService::belongs_to_ring(const store::Event& event) {
    const auto told = std::ranges::find_if(alerts_, [&](const store::Alert& alert) {
        return alert.kind == AlertKind::Ring && alert.camera == event.camera && !alert.event &&
               std::chrono::abs(alert.at - event.start) <= kRingClip;
    });
    if (event.kind != store::EventKind::Ring || told == alerts_.end()) {
        return false;
    }
    told->event = event.id;
    changed(*told);
    return true;
}

void AlertService::ring(CameraId camera) {
    raise(draft(AlertKind::Ring, camera, name_of(camera), ""));
}

void AlertService::kept(const store::Clip& clip) {
    if (!clip.event) {
        return;
    }
    const auto found = std::ranges::find(alerts_, clip.event, &store::Alert::event);
    if (found == alerts_.end()) {
        return;
    }
    const bool is_ours = !found->clip || found->clip == clip.id;
    if (is_ours && (found->clip != clip.id || found->picture != clip.thumbnail)) {
        found->clip = clip.id;
        found->picture = clip.thumbnail;
        changed(*found);
    }
}

void AlertService::lost(ClipId clip) {
    const auto found = std::ranges::find(alerts_, clip, &store::Alert::clip);
    if (clip && found != alerts_.end()) {
        found->clip = {};
        found->picture = false;
        changed(*found);
    }
}

void AlertService::new_place(const store::User& who, std::string where) {
    store::Alert alert = draft(AlertKind::SignIn, {}, who.name, std::move(where));
    alert.user = who.id;
    raise(std::move(alert));
}

void AlertService::adopt(store::Alert alert) {
    const auto& rule = alert_rule(rules_, alert.kind, alert.camera);
    const AlertGate::Moment now{parts_.clock.monotonic_now(), parts_.local(alert.at)};
    alert.quiet = deciding_.decide(rule, alert.camera, now) != AlertVerdict::Told;
    add(std::move(alert));
}

// What lasts.

void AlertService::look() {
    for (const CameraView& camera : parts_.cameras.list()) {
        look_at(camera);
    }
    look_at_storage();
}

void AlertService::look_at(const CameraView& camera) {
    look_at_picture(camera);
    look_at_cells(camera);
}

void AlertService::look_at_picture(const CameraView& camera) {
    if (is_well(camera.state)) {
        silent_since_.erase(camera.id);
        end({AlertKind::Silent, camera.id});
        return;
    }
    const MonotonicTime now = parts_.clock.monotonic_now();
    const MonotonicTime since = silent_since_.try_emplace(camera.id, now).first->second;
    const auto& rule = alert_rule(rules_, AlertKind::Silent, camera.id);
    const auto open = open_.find({AlertKind::Silent, camera.id});
    if (open == open_.end()) {
        if (now - since >= rule.after) {
            begin(draft(AlertKind::Silent, camera.id, camera.settings.name,
                        silence_detail(camera, rule.after)));
        }
        return;
    }
    // The doctor may find the cause after people were told.
    store::Alert* alert = find(open->second);
    if (alert != nullptr && camera.cause &&
        alert->detail.find(camera.cause->sentence) == std::string::npos) {
        alert->detail = silence_detail(camera, rule.after);
        changed(*alert);
    }
}

void AlertService::look_at_cells(const CameraView& camera) {
    if (!camera.device) {
        return;
    }
    const HealthView health = parts_.health(*camera.device);
    if (!health.telemetry || !health.told_ago) {
        return;
    }
    const auto cells = cell_state(*health.telemetry);
    if (cells == CellState::Low) {
        begin(draft(AlertKind::Battery, camera.id, camera.settings.name,
                    cells_left(*health.telemetry)));
    } else if (cells == CellState::Fine) {
        end({AlertKind::Battery, camera.id});
    }
}

void AlertService::look_at_storage() {
    const StorageView storage = parts_.recordings.storage();
    if (storage.problem) {
        begin(draft(AlertKind::Storage, {}, "", storage.problem->sentence));
    } else {
        end({AlertKind::Storage, {}});
    }
}

void AlertService::begin(const store::Alert& draft) {
    const Key key{draft.kind, draft.camera};
    if (open_.contains(key)) {
        return;
    }
    if (const AlertId id = raise(draft)) {
        open_[key] = id;
    }
}

void AlertService::end(Key key) {
    const auto open = open_.find(key);
    if (open == open_.end()) {
        return;
    }
    store::Alert* alert = find(open->second);
    open_.erase(open);
    if (alert != nullptr) {
        alert->ended = parts_.clock.utc_now();
        changed(*alert);
    }
}

// What is kept.

store::Alert AlertService::draft(AlertKind kind, CameraId camera, std::string place,
                                 std::string detail) const {
    store::Alert alert;
    alert.home = parts_.home;
    alert.kind = kind;
    alert.at = parts_.clock.utc_now();
    alert.camera = camera;
    alert.place = std::move(place);
    alert.detail = std::move(detail);
    return alert;
}

AlertId AlertService::raise(store::Alert draft, Age age) {
    const AlertGate::Moment now{parts_.clock.monotonic_now(), parts_.local(draft.at)};
    const auto& rule = alert_rule(rules_, draft.kind, draft.camera);
    const auto verdict = deciding_.decide(rule, draft.camera, now);
    if (verdict == AlertVerdict::Nothing) {
        return {};
    }
    draft.id = AlertId::create(draft.at, parts_.random);
    draft.quiet = verdict == AlertVerdict::Listed || age == Age::Stale;
    const AlertId id = draft.id;
    add(std::move(draft));
    return id;
}

void AlertService::add(store::Alert alert) {
    alerts_.push_back(std::move(alert));
    if (alerts_.size() > store::AlertStore::kMostAlerts) {
        for (auto& [who, seen] : seen_) {
            seen.erase(alerts_.front().id);
        }
        alerts_.pop_front();
    }
    const store::Alert& added = alerts_.back();
    changed(added);
    if (!added.quiet) {
        parts_.send(added);
    }
}

void AlertService::changed(const store::Alert& alert) {
    run("keep an alert", parts_.store.keep_alert(alert));
    parts_.feed.publish(alert);
}

store::Alert* AlertService::find(AlertId id) {
    const auto found = std::ranges::find(alerts_, id, &store::Alert::id);
    return found == alerts_.end() ? nullptr : &*found;
}

std::string AlertService::name_of(CameraId camera) const {
    const auto found = parts_.cameras.find(camera);
    return found ? found->settings.name : "a camera";
}

}  // namespace porchlight::hub
