// SPDX-License-Identifier: Apache-2.0
#include "hub/alerts/alert_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace porchlight::hub {

using store::AlertKind;
using store::AlertRule;
using namespace std::chrono_literals;

std::span<const AlertRule> usual_alert_rules() {
    static const std::array kUsual{
        AlertRule{AlertKind::Motion, {}, true, std::nullopt, 60s, 0s},
        AlertRule{AlertKind::Ring, {}, true, std::nullopt, 10s, 0s},
        AlertRule{AlertKind::Silent, {}, true, std::nullopt, 30min, 5min},
        AlertRule{AlertKind::Battery, {}, true, std::nullopt, 24h, 0s},
        AlertRule{AlertKind::Storage, {}, true, std::nullopt, 1h, 0s},
        AlertRule{AlertKind::SignIn, {}, true, std::nullopt, 0s, 0s},
        AlertRule{AlertKind::Ownership, {}, true, std::nullopt, 0s, 0s}};
    return kUsual;
}

const AlertRule& alert_rule(const std::vector<AlertRule>& rules, AlertKind kind, CameraId camera) {
    const auto find = [kind](const auto& among, CameraId of) {
        return std::ranges::find_if(among, [kind, of](const AlertRule& rule) {
            return rule.kind == kind && rule.camera == of;
        });
    };
    if (const auto own = find(rules, camera); camera && own != rules.end()) {
        return *own;
    }
    if (const auto all = find(rules, CameraId()); all != rules.end()) {
        return *all;
    }
    return *find(usual_alert_rules(), CameraId());
}

bool is_within(const store::QuietHours& hours, std::chrono::minutes local) {
    if (hours.from < hours.to) {
        return hours.from <= local && local < hours.to;
    }
    return local >= hours.from || local < hours.to;
}

bool AlertGate::is_resting(const AlertRule& rule, CameraId camera, MonotonicTime now) const {
    const auto since = [&](AlertKind kind) -> std::optional<Microseconds> {
        const auto found = last_.find({kind, camera});
        return found == last_.end() ? std::nullopt : std::optional(now - found->second);
    };
    if (rule.kind == AlertKind::Motion) {
        if (const auto rung = since(AlertKind::Ring); rung && *rung < kRingHidesMotion) {
            return true;
        }
    }
    const auto last = since(rule.kind);
    return last && *last < rule.rest;
}

AlertVerdict AlertGate::decide(const AlertRule& rule, CameraId camera, const Moment& now) {
    if (!rule.is_on || is_resting(rule, camera, now.at)) {
        return AlertVerdict::Nothing;
    }
    last_[{rule.kind, camera}] = now.at;
    return rule.quiet && is_within(*rule.quiet, now.local) ? AlertVerdict::Listed
                                                           : AlertVerdict::Told;
}

std::optional<CellState> cell_state(const device::Telemetry& telemetry) {
    const auto percent = telemetry.battery_percent;
    const auto days = telemetry.energy ? telemetry.energy->days_left : std::nullopt;
    if ((percent && *percent <= kLowPercent) || (days && *days <= kLowDays)) {
        return CellState::Low;
    }
    const bool is_known = percent || days;
    const bool is_fine = (!percent || *percent >= kFinePercent) && (!days || *days >= kFineDays);
    return is_known && is_fine ? std::optional(CellState::Fine) : std::nullopt;
}

std::string cells_left(const device::Telemetry& telemetry) {
    if (telemetry.energy && telemetry.energy->days_left) {
        const auto days = static_cast<int>(std::floor(*telemetry.energy->days_left));
        return days < 1    ? "They may last less than a day."
               : days == 1 ? "About 1 day is left."
                           : fmt::format("About {} days are left.", days);
    }
    return telemetry.battery_percent ? fmt::format("{} % is left.", *telemetry.battery_percent)
                                     : std::string();
}

std::string alert_title(const store::Alert& alert) {
    const std::string& place = alert.place;
    switch (alert.kind) {
        case AlertKind::Motion:
            return "Motion at " + place;
        case AlertKind::Ring:
            return "Somebody rings at " + place;
        case AlertKind::Silent:
            return "No picture from " + place;
        case AlertKind::Battery:
            return place + " needs new cells";
        case AlertKind::Storage:
            return "Clips cannot be kept";
        case AlertKind::SignIn:
            return place + " signed in from a new place";
        case AlertKind::Ownership:
            return "Who owns a camera";
    }
    return place;
}

bool may_see_alert(const store::Alert& alert, UserId who, store::Role role) {
    switch (alert.kind) {
        case AlertKind::Motion:
        case AlertKind::Ring:
            return true;
        case AlertKind::SignIn:
            return role == store::Role::Owner || alert.user == who;
        case AlertKind::Silent:
        case AlertKind::Battery:
        case AlertKind::Storage:
        case AlertKind::Ownership:
            break;
    }
    return role != store::Role::Viewer;
}

}  // namespace porchlight::hub
