// SPDX-License-Identifier: Apache-2.0
#include "hub/api/house_descriptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::hub::api {

namespace {

using std::chrono::days;
using std::chrono::local_days;

Weekday weekday_of(local_days date) {
    return static_cast<Weekday>(std::chrono::weekday(date).iso_encoding() - 1);
}

int minute_of_day(const TimeZone& zone, UtcTime time) {
    const auto local = zone.local(time);
    return static_cast<int>(
        std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<days>(local)).count());
}

std::optional<int> minute_of(const TimeZone& zone,
                             const std::optional<std::chrono::sys_seconds>& time) {
    if (!time) {
        return std::nullopt;
    }
    return minute_of_day(zone, std::chrono::round<std::chrono::minutes>(*time));
}

std::string date_text(local_days date) {
    const std::chrono::year_month_day day(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

/// Moments that lie on this date by the clock: one by the sun may belong to the day before.
std::vector<MomentView> moments_on(const Timetable& table, local_days date) {
    std::vector<MomentView> found;
    for (local_days from = date - days(1); from <= date + days(1); from += days(1)) {
        for (const ModeMoment& moment : table.day(from).moments) {
            if (table.date_of(moment.at) == date) {
                found.push_back({minute_of_day(table.zone(), moment.at), moment.at, moment.mode,
                                 static_cast<int>(moment.rule)});
            }
        }
    }
    std::ranges::sort(found, [](const MomentView& a, const MomentView& b) {
        return std::pair(a.at, a.rule) < std::pair(b.at, b.rule);
    });
    return found;
}

DayView view_day(const Timetable& table, local_days date, local_days today) {
    DayView view;
    view.date = date_text(date);
    view.weekday = weekday_of(date);
    view.today = date == today;
    if (const auto sun = table.day(date).sun) {
        view.sun = sun->kind;
        view.sunrise = minute_of(table.zone(), sun->rise);
        view.sunset = minute_of(table.zone(), sun->set);
    }
    const UtcTime midnight = table.zone().utc(date);
    if (const auto before = table.last(midnight - Microseconds(1))) {
        view.begins_in = before->mode;
    }
    view.moments = moments_on(table, date);
    return view;
}

}  // namespace

ScheduleSettings settings_of(const store::Schedule& schedule) {
    ScheduleSettings settings;
    settings.on = schedule.is_on;
    if (!schedule.time_zone.empty()) {
        settings.time_zone = schedule.time_zone;
    }
    settings.place = schedule.place;
    for (const store::ModeRule& rule : schedule.rules) {
        RuleView view{{}, rule.moment, static_cast<int>(rule.minutes.count()), rule.mode};
        for (unsigned day = 0; day < 7; ++day) {
            if (((rule.days >> day) & 1U) != 0) {
                view.days.push_back(static_cast<Weekday>(day));
            }
        }
        settings.rules.push_back(std::move(view));
    }
    return settings;
}

store::Schedule schedule_from(const ScheduleSettings& settings, store::Schedule known) {
    known.is_on = settings.on;
    known.time_zone = settings.time_zone.value_or("");
    known.place = settings.place;
    known.rules.clear();
    for (const RuleView& view : settings.rules) {
        store::ModeRule rule{view.mode_id, 0, view.moment, std::chrono::minutes(view.minutes)};
        for (const Weekday day : view.days) {
            rule.days = static_cast<std::uint8_t>(rule.days | (1U << static_cast<unsigned>(day)));
        }
        known.rules.push_back(rule);
    }
    return known;
}

ScheduleView view_schedule(const HouseService& house, UtcTime now) {
    const Timetable& table = house.timetable();
    ScheduleView view;
    view.settings = settings_of(house.house().schedule);
    view.machine_zone = TimeZone::machine().name();
    const local_days today = table.date_of(now);
    const local_days monday = today - days(static_cast<int>(weekday_of(today)));
    for (int day = 0; day < 7; ++day) {
        view.week.push_back(view_day(table, monday + days(day), today));
    }
    return view;
}

std::vector<ModeView> view_modes(const HouseService& house,
                                 const std::vector<CameraView>& cameras) {
    std::vector<ModeView> views;
    for (const store::Mode& mode : house.house().modes) {
        ModeView view{mode.id, mode.kind, mode.name, house.is_arming(mode), mode.arms_new, {}};
        for (const CameraView& camera : cameras) {
            view.cameras.push_back({camera.id, mode.arms(camera.id)});
        }
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace porchlight::hub::api
