// SPDX-License-Identifier: Apache-2.0
#include "hub/house/timetable.hpp"

#include <algorithm>

namespace porchlight::hub {

namespace {

using std::chrono::days;
using std::chrono::local_days;

/// A week, and a day on either side for moments that lie hours from their sun.
constexpr int kAWeek = 8;

bool is_on_day(const store::ModeRule& rule, local_days date) {
    const unsigned monday_is_1 = std::chrono::weekday(date).iso_encoding();
    return ((rule.days >> (monday_is_1 - 1)) & 1U) != 0;
}

bool is_earlier(const ModeMoment& a, const ModeMoment& b) {
    return a.at != b.at ? a.at < b.at : a.rule < b.rule;
}

UtcTime whole_minute(std::chrono::sys_seconds time) {
    return std::chrono::round<std::chrono::minutes>(time);
}

}  // namespace

local_days Timetable::date_of(UtcTime time) const {
    return std::chrono::floor<days>(zone_.local(time));
}

void Timetable::add_moment(ModeDay& day, std::size_t rule) const {
    const store::ModeRule& wanted = schedule_.rules[rule];
    if (wanted.moment == store::RuleMoment::Clock) {
        day.moments.push_back({zone_.utc(day.date + wanted.minutes), wanted.mode, rule});
        return;
    }
    if (!day.sun) {
        return;
    }
    const auto edge = wanted.moment == store::RuleMoment::Sunrise ? day.sun->rise : day.sun->set;
    if (edge) {
        day.moments.push_back({whole_minute(*edge) + wanted.minutes, wanted.mode, rule});
    }
}

ModeDay Timetable::day(local_days date) const {
    ModeDay day;
    day.date = date;
    if (const auto& place = schedule_.place) {
        const UtcTime noon = zone_.utc(date + std::chrono::hours(12));
        day.sun = sun_day(std::chrono::floor<std::chrono::seconds>(noon), place->latitude,
                          place->longitude);
    }
    for (std::size_t i = 0; i < schedule_.rules.size(); ++i) {
        if (is_on_day(schedule_.rules[i], date)) {
            add_moment(day, i);
        }
    }
    std::ranges::sort(day.moments, is_earlier);
    return day;
}

std::optional<ModeMoment> Timetable::last(UtcTime now) const {
    std::optional<ModeMoment> newest;
    const local_days today = date_of(now);
    for (local_days date = today - days(kAWeek); date <= today + days(1); date += days(1)) {
        for (const ModeMoment& moment : day(date).moments) {
            if (moment.at <= now && (!newest || !is_earlier(moment, *newest))) {
                newest = moment;
            }
        }
    }
    return newest;
}

std::optional<ModeMoment> Timetable::next(UtcTime now, ModeId in_use) const {
    std::vector<ModeMoment> ahead;
    const local_days today = date_of(now);
    for (local_days date = today - days(1); date <= today + days(kAWeek); date += days(1)) {
        std::ranges::copy_if(day(date).moments, std::back_inserter(ahead),
                             [now](const ModeMoment& moment) { return moment.at > now; });
    }
    std::ranges::sort(ahead, is_earlier);
    for (std::size_t i = 0; i < ahead.size(); ++i) {
        const bool holds = i + 1 == ahead.size() || ahead[i + 1].at > ahead[i].at;
        if (holds && ahead[i].mode != in_use) {
            return ahead[i];
        }
    }
    return std::nullopt;
}

std::optional<ModeMoment> due_mode(const Timetable& timetable, const store::ModeInUse& in_use,
                                   std::optional<UtcTime> looked, UtcTime now) {
    if (!timetable.schedule().is_on) {
        return std::nullopt;
    }
    const auto last = timetable.last(now);
    if (!last || last->at <= timetable.schedule().rules_since) {
        return std::nullopt;
    }
    const bool was_seen_to_pass = looked && *looked < last->at;
    return was_seen_to_pass || last->at > in_use.since ? last : std::nullopt;
}

}  // namespace porchlight::hub
