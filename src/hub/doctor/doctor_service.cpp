// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/doctor_service.hpp"

#include "base/log.hpp"
#include "hub/doctor/experience.hpp"
#include "rt/launch.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::minutes kJump{5};
constexpr std::chrono::hours kKeepEvery{1};

bool is_seen(CameraState state) {
    return state == CameraState::Live || state == CameraState::Asleep;
}

/// Whether its video alone shows that a walk's trouble is over: that of a blurred picture is not.
bool is_about_silence(const doctor::Knowledge& knowledge, const doctor::Walk& walk,
                      const store::DoctorSession& row) {
    const auto says = doctor::find(knowledge.observations, "app_says");
    const doctor::Finding* told = says ? doctor::finding_of(walk.memory().home, *says) : nullptr;
    const auto online =
        says ? doctor::find(knowledge.observations[*says].values, "online") : std::nullopt;
    return row.by_itself || (told != nullptr && online && told->fits[*online] < 1);
}

}  // namespace

DoctorService::DoctorService(Parts parts)
    : parts_(std::move(parts)),
      gate_(parts_.executor),
      knowledge_(std::make_shared<const doctor::Knowledge>(parts_.knowledge)),
      began_utc_(parts_.clock.utc_now()),
      began_(parts_.clock.monotonic_now()),
      clock_offset_(began_utc_.time_since_epoch() - began_.time_since_epoch()) {}

DoctorService::~DoctorService() = default;

rt::Task<> DoctorService::start() {
    PL_CO_TRY_VOID(co_await recall());
    looking_.emplace(parts_.executor, "doctor", keep_looking());
    co_return Result<>();
}

rt::Task<> DoctorService::stop() {
    if (looking_) {
        looking_->cancel();
        std::ignore = co_await looking_->join();
    }
    co_return co_await gate_.close();
}

rt::Task<> DoctorService::recall() {
    auto counting = parts_.store.doctor_counts(parts_.home);
    PL_CO_TRY(counts_, co_await std::move(counting));
    knowledge_ =
        std::make_shared<const doctor::Knowledge>(with_experience(parts_.knowledge, counts_));
    auto reading = parts_.store.doctor_sessions(parts_.home);
    PL_CO_TRY(const auto rows, co_await std::move(reading));
    for (const store::DoctorSession& row : rows) {
        auto session = std::make_shared<Session>();
        session->row = row;
        session->has_looked = true;
        sessions_[row.id] = std::move(session);
    }
    auto remembering = parts_.store.doctor_memory(parts_.home);
    PL_CO_TRY(const auto memories, co_await std::move(remembering));
    for (const store::DoctorMemory& one : memories) {
        if (auto memory = camera_memory_from_json(one.memory)) {
            watched_[one.camera].memory = std::move(*memory);
        }
    }
    co_return Result<>();
}

rt::Task<> DoctorService::keep_looking() {
    for (;;) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kEvery));
        look();
    }
}

/// By the clock that never jumps, so that no jump ends a watch.
doctor::WalkTime DoctorService::walk_now() const {
    const UtcTime now = began_utc_ + (parts_.clock.monotonic_now() - began_);
    return std::chrono::floor<doctor::WalkTime>(now.time_since_epoch());
}

void DoctorService::run(std::string what, rt::Task<> task) {
    auto holder = gate_.enter();
    if (!holder) {
        return;
    }
    rt::launch(parts_.executor, std::move(task),
               [what = std::move(what), held = std::move(*holder)](const Result<>& result) {
                   if (!result && result.error().code() != ErrorCode::Cancelled) {
                       log::warning("doctor", "{}: {}", what, result.error().message());
                   }
               });
}

void DoctorService::note_clock() {
    const Microseconds offset =
        parts_.clock.utc_now().time_since_epoch() - parts_.clock.monotonic_now().time_since_epoch();
    if (std::chrono::abs(offset - clock_offset_) > kJump) {
        for (auto& [id, watched] : watched_) {
            watched.memory.has_clock_jumped = true;
        }
    }
    clock_offset_ = offset;
}

void DoctorService::look() {
    note_clock();
    for (const CameraView& camera : parts_.cameras.list()) {
        look_at(camera);
    }
    for (const auto& [id, session] : sessions_) {
        if (session->row.ended) {
            continue;
        }
        const std::optional<CameraId> camera = session->row.camera;
        if (!camera) {
            // Of cameras that the hub cannot see time alone tells.
            change(session, [this](doctor::Walk& walk) { walk.passed(walk_now()); });
        } else if (!parts_.cameras.find(*camera)) {
            change(session, [](doctor::Walk& walk) { walk.leave(); });
        }
    }
}

void DoctorService::look_at(const CameraView& camera) {
    Watched& watched = watched_[camera.id];
    SilenceWatch::Now now{.at = parts_.clock.monotonic_now(),
                          .state = camera.state,
                          .problem = camera.problem,
                          .is_expected = is_expected(watched, camera)};
    if (camera.last_frame_at) {
        now.frame_ago =
            std::max(std::chrono::seconds(0), std::chrono::floor<std::chrono::seconds>(
                                                  parts_.clock.utc_now() - *camera.last_frame_at));
    }
    const SilenceWatch::State state = watched.silence.look(now);
    remember(watched, camera);
    SessionPtr session = session_of(camera.id);
    if (session) {
        follow(session, camera, state);
    } else if (state == SilenceWatch::State::Silent && !watched.is_being_looked_at) {
        look_for_cause(camera);
    }
    show(camera, session_of(camera.id), state);
}

/// What it is while it works, and what its owner changes.
void DoctorService::remember(Watched& watched, const CameraView& camera) {
    CameraMemory memory = watched.memory;
    if (!watched.url.empty() && !camera.device) {
        note_new_url(memory, watched.url, camera.settings.url);
    }
    watched.url = camera.settings.url;
    const bool is_live = camera.state == CameraState::Live;
    const MonotonicTime now = parts_.clock.monotonic_now();
    const bool is_due = is_live && (!watched.kept || now - *watched.kept >= kKeepEvery);
    if (is_live) {
        std::string mac = is_due ? parts_.hardware_address(camera) : std::move(memory.mac);
        memory =
            working(parts_.clock.utc_now(),
                    camera.device ? std::optional(parts_.health(*camera.device)) : std::nullopt);
        memory.mac = std::move(mac);
        if (camera.stream) {
            memory.width = camera.stream->video.width;
            memory.height = camera.stream->video.height;
        }
    }
    CameraMemory same_time = memory;
    same_time.worked = watched.memory.worked;
    if (same_time != watched.memory || is_due) {
        watched.kept = now;
        run("remembering a camera", parts_.store.set_doctor_memory({camera.id, to_json(memory)}));
    }
    watched.memory = std::move(memory);
}

bool DoctorService::is_expected(const Watched& watched, const CameraView& camera) const {
    if (watched.expected_until && parts_.clock.monotonic_now() < *watched.expected_until) {
        return true;
    }
    if (!camera.device) {
        return false;
    }
    const HealthView health = parts_.health(*camera.device);
    return health.telemetry && health.telemetry->stage == device::Stage::Updating &&
           health.told_ago && *health.told_ago < SilenceWatch::kExpected;
}

void DoctorService::follow(const SessionPtr& session, const CameraView& camera,
                           SilenceWatch::State state) {
    const bool counts = is_about_silence(parts_.knowledge, walk_of(*session), session->row);
    change(session, [&](doctor::Walk& walk) {
        const auto& watch = walk.memory().watch;
        const bool has_worked = watch && watch->works_since;
        if (is_seen(camera.state) && counts && !has_worked) {
            walk.works(walk_now());
        } else if (state == SilenceWatch::State::Silent && counts && has_worked) {
            walk.fails(walk_now());
        } else {
            walk.passed(walk_now());
        }
    });
}

void DoctorService::show(const CameraView& camera, const SessionPtr& session,
                         SilenceWatch::State state) {
    std::optional<CauseView> cause;
    if (session && session->has_looked && state == SilenceWatch::State::Silent &&
        !session->view.causes.empty()) {
        const DoctorSessionView& view = session->view;
        cause = CauseView{view.causes.front().id,    view.summary, view.next.say,
                          view.causes.front().share, view.id,      view.started};
    }
    parts_.cameras.show_cause(camera.id, std::move(cause));
}

DoctorService::SessionPtr DoctorService::session_of(CameraId camera) const {
    for (const auto& [id, session] : sessions_) {
        if (session->row.camera == camera && !session->row.ended) {
            return session;
        }
    }
    return nullptr;
}

/// The newest session of a camera, if what cured it then has not held.
DoctorService::SessionPtr DoctorService::relapsed(CameraId camera) {
    const auto newest =
        std::ranges::find_if(sessions_.rbegin(), sessions_.rend(),
                             [&](const auto& entry) { return entry.second->row.camera == camera; });
    const std::optional<UtcTime> ended =
        newest == sessions_.rend() ? std::nullopt : newest->second->row.ended;
    if (!ended || parts_.clock.utc_now() - *ended > kRelapse) {
        return nullptr;
    }
    return walk_of(*newest->second).memory().end == doctor::End::Fixed ? newest->second : nullptr;
}

void DoctorService::look_for_cause(const CameraView& camera) {
    if (const SessionPtr old = relapsed(camera.id)) {
        change(old, [this](doctor::Walk& walk) { walk.fails(walk_now()); });
        return;
    }
    watched_[camera.id].is_being_looked_at = true;
    run("looking for a cause", begin_by_itself(camera.id));
}

rt::Task<bool> DoctorService::was_told_to_restart(Serial serial) {
    auto reading = parts_.commands(std::move(serial));
    PL_CO_TRY(const auto commands, co_await std::move(reading));
    const UtcTime now = parts_.clock.utc_now();
    co_return std::ranges::any_of(commands, [&](const store::DeviceCommand& command) {
        const UtcTime at = command.finished.value_or(command.created);
        const bool restarts = command.action.find("restart") != std::string::npos ||
                              command.action.find("firmware") != std::string::npos;
        return restarts && now - at < SilenceWatch::kExpected && at <= now;
    });
}

rt::Task<> DoctorService::begin_by_itself(CameraId id) {
    const std::shared_ptr<void> until_the_end(
        nullptr, [this, id](void*) { watched_[id].is_being_looked_at = false; });
    PL_CO_TRY(const CameraView camera, parts_.cameras.find(id));
    if (camera.device) {
        PL_CO_TRY(const bool is_expected, co_await was_told_to_restart(*camera.device));
        const MonotonicTime now = parts_.clock.monotonic_now();
        Watched& watched = watched_[id];
        if (is_expected && !watched.expected_until) {
            watched.expected_until = now + SilenceWatch::kExpected;
            co_return Result<>();
        }
    }
    PL_CO_TRY(doctor::CameraCase its, co_await case_of(camera));
    doctor::WalkMemory memory;
    memory.home.cameras.push_back(std::move(its));
    auto looking = look_into(camera, std::move(memory));
    PL_CO_TRY(memory, co_await std::move(looking));
    auto asking = model_of(id);
    PL_CO_TRY(std::string model, co_await std::move(asking));
    PL_CO_TRY(const CameraView now, parts_.cameras.find(id));
    if (is_seen(now.state) || now.state == CameraState::Paused || session_of(id)) {
        co_return Result<>();
    }
    store::DoctorSession row;
    row.camera = id;
    row.by_itself = true;
    row.model = std::move(model);
    const SessionPtr session = make_session(std::move(row), std::move(memory));
    session->has_looked = true;
    changed(session);
    log::info("doctor", "{}: {}", camera.settings.name, session->view.summary);
    show(now, session, SilenceWatch::State::Silent);
    co_return Result<>();
}

}  // namespace porchlight::hub
