// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/house/house_service.hpp"
#include "hub/views.hpp"
#include "store/house_store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::hub::api {

enum class Weekday : std::uint8_t {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday
};

struct ModeChoice {
    ModeId mode_id;
};

/// A rule of the schedule as the API shows it.
struct RuleView {
    std::vector<Weekday> days;
    store::RuleMoment moment = store::RuleMoment::Clock;
    int minutes = 0;
    ModeId mode_id;
};

/// What the owner sets for the schedule.
struct ScheduleSettings {
    bool on = true;
    std::optional<std::string> time_zone;
    std::optional<store::Place> place;
    std::vector<RuleView> rules;
};

struct MomentView {
    int minute = 0;
    UtcTime at;
    ModeId mode_id;
    int rule = 0;
};

struct DayView {
    std::string date;
    Weekday weekday = Weekday::Monday;
    bool today = false;
    std::optional<SunDay::Kind> sun;
    std::optional<int> sunrise;
    std::optional<int> sunset;
    std::optional<ModeId> begins_in;
    std::vector<MomentView> moments;
};

struct ScheduleView {
    ScheduleSettings settings;
    std::string machine_zone;
    std::vector<DayView> week;
};

template <>
Object<ArmedCamera> describe();
template <>
Object<ModeView> describe();
template <>
Object<ModeInUseView> describe();
template <>
Object<NextModeView> describe();
template <>
Object<ModeWish> describe();
template <>
Object<ModeChoice> describe();
template <>
Object<store::Place> describe();
template <>
Object<RuleView> describe();
template <>
Object<ScheduleSettings> describe();
template <>
Object<MomentView> describe();
template <>
Object<DayView> describe();
template <>
Object<ScheduleView> describe();

/// The schedule, and the week that now is in as it lays it out.
[[nodiscard]] ScheduleView view_schedule(const HouseService& house, UtcTime now);
/// @param known What the schedule is now; its rules_since is kept.
[[nodiscard]] store::Schedule schedule_from(const ScheduleSettings& settings,
                                            store::Schedule known);
[[nodiscard]] ScheduleSettings settings_of(const store::Schedule& schedule);
/// All modes, each with every camera that there is.
[[nodiscard]] std::vector<ModeView> view_modes(const HouseService& house,
                                               const std::vector<CameraView>& cameras);

}  // namespace porchlight::hub::api

namespace porchlight::store {

template <>
std::span<const Name<hub::api::Weekday>> names_of();
template <>
std::span<const Name<hub::SunDay::Kind>> names_of();

}  // namespace porchlight::store
