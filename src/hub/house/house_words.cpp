// SPDX-License-Identifier: Apache-2.0
#include "hub/house/house_words.hpp"

#include "hub/house/house_service.hpp"
#include "hub/house/time_zone.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::hub {

namespace {

constexpr std::chrono::minutes kLastMinute{1439};
constexpr std::chrono::minutes kFarFromSun{360};

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

Result<> check_rule(const store::ModeRule& rule, const store::Schedule& schedule,
                    const std::vector<store::Mode>& modes) {
    if (std::ranges::find(modes, rule.mode, &store::Mode::id) == modes.end()) {
        return Error(ErrorCode::NotFound, "A rule names a mode that is not there any more.");
    }
    if ((rule.days & 0b1111111) == 0) {
        return Error(ErrorCode::InvalidArgument, "Choose at least one day for each rule.");
    }
    const bool is_clock = rule.moment == store::RuleMoment::Clock;
    if (is_clock && (rule.minutes.count() < 0 || rule.minutes > kLastMinute)) {
        return Error(ErrorCode::InvalidArgument, "A rule's time must be from 0:00 to 23:59.");
    }
    if (!is_clock && std::chrono::abs(rule.minutes) > kFarFromSun) {
        return Error(ErrorCode::InvalidArgument,
                     "A rule may be at most 6 hours from sunrise or sunset.");
    }
    if (!is_clock && !schedule.place) {
        return Error(ErrorCode::InvalidArgument,
                     "Sunrise and sunset depend on where the home is. Type its place in first, or "
                     "use clock times.");
    }
    return {};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto from = std::min(text.find_first_not_of(' '), text.size());
    const auto to = text.find_last_not_of(' ');
    return to == std::string_view::npos ? std::string_view() : text.substr(from, to - from + 1);
}

std::string title_of(const store::Mode& mode) {
    if (!mode.name.empty()) {
        return mode.name;
    }
    switch (mode.kind) {
        case store::ModeKind::Home:
            return "Home";
        case store::ModeKind::Away:
            return "Away";
        case store::ModeKind::Night:
            return "Night";
        case store::ModeKind::Own:
            break;
    }
    return "Own mode";
}

bool is_same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

Result<> check_schedule(const store::Schedule& schedule, const std::vector<store::Mode>& modes) {
    PL_TRY_VOID(TimeZone::find(schedule.time_zone));
    if (schedule.rules.size() > HouseService::kMostRules) {
        return Error(ErrorCode::Exhausted,
                     fmt::format("A schedule has at most {} rules.", HouseService::kMostRules));
    }
    for (const store::ModeRule& rule : schedule.rules) {
        PL_TRY_VOID(check_rule(rule, schedule, modes));
    }
    return {};
}

}  // namespace porchlight::hub
