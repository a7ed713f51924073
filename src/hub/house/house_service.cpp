// SPDX-License-Identifier: Apache-2.0
#include "hub/house/house_service.hpp"

#include "base/log.hpp"
#include "hub/house/house_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

/// A wall clock that jumps is noticed within this.
constexpr std::chrono::seconds kLookEvery{20};
constexpr std::chrono::minutes kJump{1};

Error no_such_mode() {
    return {ErrorCode::NotFound, "There is no such mode; it may have been removed."};
}

/// A zone that a newer database of time zones has dropped must not keep the hub from starting.
Timetable lay_out(const store::Schedule& schedule) {
    auto zone = TimeZone::find(schedule.time_zone);
    if (!zone) {
        log::warning("house", "{} The schedule goes by this machine's.", zone.error().message());
        zone = TimeZone::machine();
    }
    return {schedule, *zone};
}

Microseconds offset_of(const Clock& clock) {
    return clock.utc_now().time_since_epoch() - clock.monotonic_now().time_since_epoch();
}

}  // namespace

rt::Task<store::House> open_house(store::Store* store, const Clock* clock, Random* random,
                                  HomeId home) {
    auto reading = store->house(home);
    PL_CO_TRY(auto kept, co_await std::move(reading));
    if (kept) {
        co_return std::move(*kept);
    }
    const UtcTime now = clock->utc_now();
    store::House house;
    for (const auto kind : {store::ModeKind::Home, store::ModeKind::Away, store::ModeKind::Night}) {
        house.modes.push_back(
            {ModeId::create(now, *random), kind, "", kind != store::ModeKind::Home, {}});
    }
    house.in_use = {house.modes[1].id, now, store::ModeBy::Start, {}};
    house.last_arming = house.in_use.mode;
    auto keeping = store->keep_house(home, house);
    PL_CO_TRY_VOID(co_await std::move(keeping));
    co_return house;
}

HouseService::HouseService(Parts parts, store::House house)
    : parts_(std::move(parts)),
      house_(std::move(house)),
      timetable_(lay_out(house_.schedule)),
      alarm_(parts_.executor),
      clock_offset_(offset_of(parts_.clock)) {}

HouseService::~HouseService() = default;

void HouseService::start() {
    looking_.emplace(parts_.executor, "schedule", keep_looking());
}

rt::Task<> HouseService::stop() {
    if (looking_) {
        looking_->cancel();
        std::ignore = co_await looking_->join();
    }
    co_return Result<>();
}

bool HouseService::is_arming(const store::Mode& mode) const {
    const auto cameras = parts_.cameras.list();
    return cameras.empty() ? mode.arms_new
                           : std::ranges::any_of(cameras, [&mode](const CameraView& camera) {
                                 return mode.arms(camera.id);
                             });
}

std::optional<ModeMoment> HouseService::next() const {
    return house_.schedule.is_on ? timetable_.next(parts_.clock.utc_now(), house_.in_use.mode)
                                 : std::nullopt;
}

rt::Task<> HouseService::choose(ModeId mode, UserId person) {
    if (std::ranges::find(house_.modes, mode, &store::Mode::id) == house_.modes.end()) {
        co_return no_such_mode();
    }
    auto using_it = use({mode, parts_.clock.utc_now(), store::ModeBy::Person, person});
    co_return co_await std::move(using_it);
}

rt::Task<> HouseService::arm(bool armed, UserId person) {
    if (is_arming(mode_in_use()) == armed) {
        co_return Result<>();
    }
    auto found =
        armed ? std::ranges::find_if(house_.modes,
                                     [this](const store::Mode& mode) {
                                         return mode.id == house_.last_arming && is_arming(mode);
                                     })
              : house_.modes.end();
    if (found == house_.modes.end()) {
        found = std::ranges::find_if(house_.modes, [this, armed](const store::Mode& mode) {
            return is_arming(mode) == armed;
        });
    }
    if (found == house_.modes.end()) {
        co_return Error(ErrorCode::FailedPrecondition,
                        armed
                            ? "No mode arms a camera. Say first which cameras a mode arms."
                            : "Every mode arms a camera. Add one that arms none, or choose a mode "
                              "instead.");
    }
    auto choosing = choose(found->id, person);
    co_return co_await std::move(choosing);
}

rt::Task<> HouseService::use(store::ModeInUse in_use) {
    house_.in_use = in_use;
    if (is_arming(mode_in_use())) {
        house_.last_arming = in_use.mode;
    }
    // Before it is kept: a full disk must not keep a home from being armed.
    parts_.cameras.apply_mode(mode_in_use());
    auto keeping = parts_.store.keep_mode_in_use(parts_.home, in_use, house_.last_arming);
    const auto kept = co_await std::move(keeping);
    auto following = parts_.follow();
    PL_CO_TRY_VOID(co_await std::move(following));
    alarm_.wake();
    co_return kept;
}

Result<> HouseService::name_mode(store::Mode& mode, const ModeWish& wish) const {
    mode.name = trimmed(wish.name);
    mode.arms_new = wish.arms_new;
    if (mode.name.empty() && mode.kind == store::ModeKind::Own) {
        return Error(ErrorCode::InvalidArgument, "Give the mode a name.");
    }
    const auto same = std::ranges::find_if(house_.modes, [&mode](const store::Mode& other) {
        return other.id != mode.id && is_same_name(title_of(other), title_of(mode));
    });
    if (same != house_.modes.end()) {
        return Error(ErrorCode::AlreadyExists,
                     fmt::format("Another mode is called {} already.", title_of(*same)));
    }
    for (const ArmedCamera& camera : wish.cameras) {
        PL_TRY_VOID(parts_.cameras.find(camera.camera_id));
        mode.chosen[camera.camera_id] = camera.armed;
    }
    return {};
}

rt::Task<> HouseService::add_mode(ModeWish wish) {
    if (house_.modes.size() >= kMostModes) {
        co_return Error(ErrorCode::Exhausted,
                        fmt::format("A home has at most {} modes. Remove one first.", kMostModes));
    }
    store::Mode mode;
    mode.id = ModeId::create(parts_.clock.utc_now(), parts_.random);
    PL_CO_TRY_VOID(name_mode(mode, wish));
    store::House changed = house_;
    changed.modes.push_back(std::move(mode));
    auto keeping = keep(std::move(changed));
    co_return co_await std::move(keeping);
}

rt::Task<> HouseService::change_mode(ModeId mode, ModeWish wish) {
    store::House changed = house_;
    const auto found = std::ranges::find(changed.modes, mode, &store::Mode::id);
    if (found == changed.modes.end()) {
        co_return no_such_mode();
    }
    PL_CO_TRY_VOID(name_mode(*found, wish));
    auto keeping = keep(std::move(changed));
    co_return co_await std::move(keeping);
}

rt::Task<> HouseService::remove_mode(ModeId mode) {
    store::House changed = house_;
    const auto found = std::ranges::find(changed.modes, mode, &store::Mode::id);
    if (found == changed.modes.end()) {
        co_return no_such_mode();
    }
    if (mode == house_.in_use.mode) {
        co_return Error(ErrorCode::FailedPrecondition,
                        fmt::format("{} is in use now. Choose another mode, then remove it.",
                                    title_of(*found)));
    }
    changed.modes.erase(found);
    if (std::erase_if(changed.schedule.rules,
                      [mode](const auto& rule) { return rule.mode == mode; }) > 0) {
        changed.schedule.rules_since = parts_.clock.utc_now();
    }
    if (changed.last_arming == mode) {
        changed.last_arming = {};
    }
    auto keeping = keep(std::move(changed));
    co_return co_await std::move(keeping);
}

rt::Task<> HouseService::change_schedule(store::Schedule schedule) {
    PL_CO_TRY_VOID(check_schedule(schedule, house_.modes));
    const store::Schedule& before = house_.schedule;
    if (schedule.rules != before.rules || schedule.place != before.place ||
        schedule.time_zone != before.time_zone) {
        schedule.rules_since = parts_.clock.utc_now();
    }
    store::House changed = house_;
    changed.schedule = std::move(schedule);
    auto keeping = keep(std::move(changed));
    PL_CO_TRY_VOID(co_await std::move(keeping));
    auto looking = look();
    co_return co_await std::move(looking);
}

rt::Task<> HouseService::keep(store::House changed) {
    store::House before = std::exchange(house_, std::move(changed));
    timetable_ = lay_out(house_.schedule);
    auto keeping = parts_.store.keep_house(parts_.home, house_);
    if (const auto kept = co_await std::move(keeping); !kept) {
        house_ = std::move(before);
        timetable_ = lay_out(house_.schedule);
        co_return kept;
    }
    alarm_.wake();
    parts_.cameras.apply_mode(mode_in_use());
    auto following = parts_.follow();
    co_return co_await std::move(following);
}

rt::Task<> HouseService::look() {
    const Microseconds offset = offset_of(parts_.clock);
    if (std::chrono::abs(offset - std::exchange(clock_offset_, offset)) > kJump) {
        looked_.reset();
    }
    const UtcTime now = parts_.clock.utc_now();
    const auto due = due_mode(timetable_, house_.in_use, std::exchange(looked_, now), now);
    if (!due) {
        co_return Result<>();
    }
    log::info("house", "the schedule puts {} into use",
              title_of(*std::ranges::find(house_.modes, due->mode, &store::Mode::id)));
    auto using_it = use({due->mode, now, store::ModeBy::Schedule, {}});
    co_return co_await std::move(using_it);
}

rt::Task<> HouseService::keep_looking() {
    for (;;) {
        auto looking = look();
        if (const auto looked = co_await std::move(looking); !looked) {
            log::warning("house", "cannot follow the schedule: {}", looked.error().message());
        }
        Microseconds wait = kLookEvery;
        if (house_.schedule.is_on) {
            const auto next = timetable_.next(parts_.clock.utc_now(), {});
            wait = next ? std::clamp<Microseconds>(next->at - parts_.clock.utc_now(),
                                                   std::chrono::milliseconds(1), kLookEvery)
                        : wait;
        }
        auto waiting = alarm_.wait_for(wait);
        PL_CO_TRY_VOID(co_await std::move(waiting));
    }
}

}  // namespace porchlight::hub
