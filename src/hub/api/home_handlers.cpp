// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"
#include "hub/api/descriptions.hpp"
#include "hub/api/house_descriptions.hpp"
#include "hub/api/services.hpp"

#include <algorithm>

namespace porchlight::hub::api {

namespace {

rt::Task<store::Home> stored_home(const Services* hub) {
    PL_CO_TRY(auto homes, co_await hub->store->homes());
    const auto found = std::ranges::find(homes, hub->home, &store::Home::id);
    if (found == homes.end()) {
        co_return Error(ErrorCode::NotFound, "The hub has lost its home; restart it.");
    }
    co_return std::move(*found);
}

Retention retention_of(const store::Home& home) {
    Retention retention;
    if (home.keep_for) {
        retention.days = static_cast<int>(home.keep_for->count());
    }
    if (home.keep_below) {
        retention.limit_bytes = home.keep_below->count();
    }
    return retention;
}

void apply(const HomeSettings& settings, store::Home& home) {
    home.name = settings.name;
    home.keep_for = settings.retention.days
                        ? std::optional(std::chrono::days(*settings.retention.days))
                        : std::nullopt;
    home.keep_below = settings.retention.limit_bytes
                          ? std::optional(Bytes(*settings.retention.limit_bytes))
                          : std::nullopt;
}

Reply<HomeView> show_home(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                          Nothing /*body*/) {
    co_return co_await view_home(hub);
}

/// Members arm; all else about the home is its owners' business.
bool only_arms(const json::value& fields) {
    return std::ranges::all_of(fields.get_object(),
                               [](const auto& field) { return field.key() == "armed"; });
}

Reply<HomeView> change_home(const Services* hub, CallPtr call, Nothing /*query*/,
                            PatchOf<HomeSettings> body) {
    if (call->asker().role != store::Role::Owner && !only_arms(body.fields)) {
        co_return Failure(Error(ErrorCode::PermissionDenied,
                                "Only an owner may change that. You may arm and disarm."));
    }
    PL_CO_TRY(auto home, co_await stored_home(hub));
    const bool was_armed = hub->house->is_arming(hub->house->mode_in_use());
    HomeSettings settings{home.name, was_armed, retention_of(home)};
    if (const auto problem = body.apply(settings)) {
        co_return Failure(Error(ErrorCode::InvalidArgument, problem->sentence), problem->field);
    }
    if (settings.armed != was_armed) {
        auto arming = hub->house->arm(settings.armed, call->asker().id);
        PL_CO_TRY_VOID(co_await std::move(arming));
    }
    apply(settings, home);
    auto saving = hub->store->update_home(home);
    PL_CO_TRY_VOID(co_await std::move(saving));
    hub->recordings->set_rules(home);
    PL_CO_TRY(auto view, co_await view_home(hub));
    hub->feed->publish(view);
    co_return view;
}

Reply<Nothing> remove_demo(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                           Nothing /*body*/) {
    PL_CO_TRY_VOID(co_await hub->cameras->remove_demo());
    co_return Nothing();
}

Reply<Health> health(const Services* /*hub*/, CallPtr /*call*/, Nothing /*query*/,
                     Nothing /*body*/) {
    co_return Health();
}

}  // namespace

rt::Task<> tell_home(const Services* hub) {
    for (CameraView& camera : hub->cameras->list()) {
        auto following = hub->devices->follow(std::move(camera), hub->home);
        PL_CO_TRY_VOID(co_await std::move(following));
    }
    auto viewing = view_home(hub);
    PL_CO_TRY(auto view, co_await std::move(viewing));
    hub->feed->publish(std::move(view));
    co_return Result<>();
}

rt::Task<HomeView> view_home(const Services* hub) {
    PL_CO_TRY(const auto home, co_await stored_home(hub));
    HomeView view;
    view.name = home.name;
    const HouseService& house = *hub->house;
    const store::ModeInUse in_use = house.house().in_use;
    view.armed = house.is_arming(house.mode_in_use());
    view.modes = view_modes(house, hub->cameras->list());
    if (const auto next = house.next()) {
        view.next_mode = NextModeView{next->mode, next->at};
    }
    view.schedule_on = house.house().schedule.is_on;
    view.has_rules = !house.house().schedule.rules.empty();
    view.time_zone = house.timetable().zone().name();
    view.mode = {in_use.mode, in_use.since, in_use.by, std::nullopt};
    if (in_use.person) {
        auto finding = hub->store->user(in_use.person);
        if (auto person = co_await std::move(finding)) {
            view.mode.person = std::move(person->name);
        }
    }
    view.version = std::string(version());
    view.time = hub->clock->utc_now();
    view.demo = std::ranges::any_of(hub->cameras->list(), &CameraView::demo);
    view.storage = hub->recordings->storage();
    view.retention = retention_of(home);
    co_return view;
}

void add_home_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    table.add(hub,
              {Method::Get, "/api/v1/home", Access::Viewer, "The home, its storage and the hub"},
              show_home);
    table.add(hub,
              {Method::Patch, "/api/v1/home", Access::Member,
               "Arm or disarm the home; for owners also its name and how long clips are kept"},
              change_home);
    table.add(
        hub,
        {Method::Delete, "/api/v1/demo", Access::Owner, "Remove the demo cameras and their clips"},
        remove_demo);
    table.add(hub, {Method::Get, "/api/v1/healthz", Access::Anyone, "Whether the hub answers"},
              health);
}

}  // namespace porchlight::hub::api
