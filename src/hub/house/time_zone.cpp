// SPDX-License-Identifier: Apache-2.0
#include "hub/house/time_zone.hpp"

#include <fmt/format.h>

#include <date/tz.h>
#include <exception>
#include <stdexcept>

namespace porchlight::hub {

namespace {

/// The library throws for what is not there; its words are not for householders.
const date::time_zone* look_up(const std::string& name) {
    try {
        return name.empty() ? date::current_zone() : date::locate_zone(name);
    } catch (const std::exception&) {
        return nullptr;
    }
}

}  // namespace

TimeZone TimeZone::machine() {
    return TimeZone(look_up(""));
}

Result<TimeZone> TimeZone::find(const std::string& name) {
    if (name.empty()) {
        return machine();
    }
    if (const auto* zone = look_up(name)) {
        return TimeZone(zone);
    }
    return Error(
        ErrorCode::InvalidArgument,
        fmt::format("There is no time zone \"{}\". A name looks like Europe/Berlin.", name));
}

std::string TimeZone::name() const {
    return zone_ == nullptr ? "Etc/UTC" : zone_->name();
}

std::chrono::local_time<Microseconds> TimeZone::local(UtcTime time) const {
    const auto since =
        zone_ == nullptr ? time.time_since_epoch() : zone_->to_local(time).time_since_epoch();
    return std::chrono::local_time<Microseconds>(since);
}

UtcTime TimeZone::utc(std::chrono::local_time<Microseconds> time) const {
    if (zone_ == nullptr) {
        return UtcTime(time.time_since_epoch());
    }
    return zone_->to_sys(date::local_time<Microseconds>(time.time_since_epoch()),
                         date::choose::earliest);
}

}  // namespace porchlight::hub
