// SPDX-License-Identifier: Apache-2.0
#include "hub/api/descriptions.hpp"
#include "hub/api/house_descriptions.hpp"
#include "hub/api/services.hpp"

#include <algorithm>

namespace porchlight::hub::api {

namespace {

ModeId id_of(const Call& call) {
    return ModeId::parse(call.path.front()).value_or(ModeId());
}

/// The home as it is after a change, or why there was none.
Reply<HomeView> home_after(const Services* hub, Result<> changed, std::string field) {
    if (!changed) {
        const bool is_theirs = changed.error().code() == ErrorCode::InvalidArgument ||
                               changed.error().code() == ErrorCode::AlreadyExists;
        co_return Failure(changed.error(), is_theirs ? std::move(field) : "");
    }
    auto viewing = view_home(hub);
    co_return co_await std::move(viewing);
}

Reply<HomeView> choose_mode(const Services* hub, CallPtr call, Nothing /*query*/, ModeChoice body) {
    auto choosing = hub->house->choose(body.mode_id, call->asker().id);
    auto changed = co_await std::move(choosing);
    auto reply = home_after(hub, std::move(changed), "mode_id");
    co_return co_await std::move(reply);
}

Reply<HomeView> add_mode(const Services* hub, CallPtr /*call*/, Nothing /*query*/, ModeWish body) {
    auto adding = hub->house->add_mode(std::move(body));
    auto changed = co_await std::move(adding);
    auto reply = home_after(hub, std::move(changed), "name");
    co_return co_await std::move(reply);
}

Reply<HomeView> change_mode(const Services* hub, CallPtr call, Nothing /*query*/,
                            PatchOf<ModeWish> body) {
    const auto& modes = hub->house->house().modes;
    const auto found = std::ranges::find(modes, id_of(*call), &store::Mode::id);
    ModeWish wish;
    if (found != modes.end()) {
        wish.name = found->name;
        wish.arms_new = found->arms_new;
    }
    if (const auto problem = body.apply(wish)) {
        co_return Failure(Error(ErrorCode::InvalidArgument, problem->sentence), problem->field);
    }
    auto changing = hub->house->change_mode(id_of(*call), std::move(wish));
    auto changed = co_await std::move(changing);
    auto reply = home_after(hub, std::move(changed), "name");
    co_return co_await std::move(reply);
}

Reply<HomeView> remove_mode(const Services* hub, CallPtr call, Nothing /*query*/,
                            Nothing /*body*/) {
    auto removing = hub->house->remove_mode(id_of(*call));
    auto changed = co_await std::move(removing);
    auto reply = home_after(hub, std::move(changed), "");
    co_return co_await std::move(reply);
}

Reply<ScheduleView> show_schedule(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                  Nothing /*body*/) {
    co_return view_schedule(*hub->house, hub->clock->utc_now());
}

Reply<ScheduleView> change_schedule(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                    PatchOf<ScheduleSettings> body) {
    const store::Schedule& known = hub->house->house().schedule;
    ScheduleSettings settings = settings_of(known);
    if (const auto problem = body.apply(settings)) {
        co_return Failure(Error(ErrorCode::InvalidArgument, problem->sentence), problem->field);
    }
    if (const auto zone = TimeZone::find(settings.time_zone.value_or("")); !zone) {
        co_return Failure(zone.error(), "time_zone");
    }
    auto changing = hub->house->change_schedule(schedule_from(settings, known));
    if (const auto changed = co_await std::move(changing); !changed) {
        co_return Failure(changed.error(),
                          changed.error().code() == ErrorCode::InvalidArgument ? "rules" : "");
    }
    co_return view_schedule(*hub->house, hub->clock->utc_now());
}

}  // namespace

void add_house_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string modes = "/api/v1/home/modes";
    table.add(hub,
              {Method::Post, "/api/v1/home/mode", Access::Member,
               "Put a mode into use, until the schedule's next moment"},
              choose_mode);
    table.add(hub, {Method::Post, modes, Access::Owner, "Add a mode of the owner's own", 201},
              add_mode);
    table.add(
        hub,
        {Method::Patch, modes + "/{id}", Access::Owner, "Rename a mode, say which cameras it arms"},
        change_mode);
    table.add(hub,
              {Method::Delete, modes + "/{id}", Access::Owner,
               "Remove a mode that is not in use; its rules go with it"},
              remove_mode);
    table.add(hub,
              {Method::Get, "/api/v1/home/schedule", Access::Member,
               "The schedule that chooses the mode, and this week as it lays it out"},
              show_schedule);
    table.add(hub,
              {Method::Patch, "/api/v1/home/schedule", Access::Owner,
               "Change or pause the schedule; changed rules count from now on"},
              change_schedule);
}

}  // namespace porchlight::hub::api
