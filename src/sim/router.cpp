// SPDX-License-Identifier: Apache-2.0
#include "sim/router.hpp"

#include <algorithm>
#include <array>

namespace porchlight::sim {

namespace {

constexpr std::array<std::string_view, 4> kSecurities{"open", "wpa2", "wpa2/wpa3", "wpa3"};
constexpr int kFirstAddress = 20;
constexpr int kChannel5 = 36;
constexpr int kSteeredFrom = -65;
constexpr double kMemoryMb = 32;

Link better(const Link& a, const Link& b) {
    return b.rssi > a.rssi ? b : a;
}

}  // namespace

std::optional<Security> security_named(std::string_view name) {
    const auto found = std::ranges::find(kSecurities, name);
    return found == kSecurities.end()
               ? std::nullopt
               : std::optional(static_cast<Security>(found - kSecurities.begin()));
}

void Router::power_off() {
    on_since_.reset();
}

void Router::power_on(Microseconds now) {
    if (!on_since_) {
        on_since_ = now;
        avoided_ = squatted_;
        leases_.clear();
    }
}

bool Router::is_up(Microseconds now) const {
    return on_since_ && now >= *on_since_ + kBoot && now >= quiet_until_ &&
           !is_hung(now - *on_since_);
}

bool Router::is_hung(Microseconds up) const {
    const std::chrono::duration<double, std::ratio<3600>> hours = up;
    return plan_.leaks_mb_an_hour * hours.count() >= kMemoryMb;
}

void Router::retune(int channel, Microseconds now) {
    constexpr Microseconds kSilence = std::chrono::seconds(6);
    if (channel != plan_.channel24) {
        plan_.channel24 = channel;
        quiet_until_ = now + kSilence;
    }
}

Link Router::link(const Air& air, AirBand band, Position at) const {
    const int channel = band == AirBand::Wifi24 ? plan_.channel24 : kChannel5;
    Link best = link_between(air, band, channel, plan_.at, at);
    for (const Position extender : plan_.extenders) {
        best = better(best, link_between(air, band, channel, extender, at));
    }
    return best;
}

bool Router::shows(const Station& station, const Air& air, Microseconds now,
                   bool (*enough)(const Link&)) const {
    const bool speaks = plan_.security != Security::Wpa3 || station.speaks_wpa3;
    if (!is_up(now) || station.login.ssid != plan_.login.ssid || !speaks) {
        return false;
    }
    return (plan_.band24 && enough(link(air, AirBand::Wifi24, station.at))) ||
           (plan_.band5 && station.hears_5ghz && enough(link(air, AirBand::Wifi5, station.at)));
}

bool Router::steers_away(const Station& station, const Air& air) const {
    return plan_.steers && plan_.band5 && !station.hears_5ghz &&
           !seen_on_24_.contains(station.serial) &&
           link(air, AirBand::Wifi24, station.at).rssi.count() > kSteeredFrom;
}

Admission Router::admit(const Station& station, const Air& air, Microseconds now) {
    if (!shows(station, air, now, can_begin)) {
        return Admission::NotFound;
    }
    if (steers_away(station, air)) {
        return Admission::Steered;
    }
    if (plan_.security != Security::Open && station.login.password != plan_.login.password) {
        return Admission::PasswordRefused;
    }
    seen_on_24_.emplace(station.serial);
    return lease(station.serial, now) ? Admission::Joined : Admission::NoAddress;
}

bool Router::keeps(const Station& station, const Air& air, Microseconds now) const {
    const bool knows =
        plan_.security == Security::Open || station.login.password == plan_.login.password;
    return knows && shows(station, air, now, holds);
}

std::optional<int> Router::free_address(Microseconds now) const {
    for (int address = kFirstAddress; address < kFirstAddress + plan_.addresses; ++address) {
        const bool is_taken = std::ranges::any_of(leases_, [&](const auto& lease) {
            return lease.second.address == address && lease.second.until > now;
        });
        if (!is_taken && !avoided_.contains(address)) {
            return address;
        }
    }
    return std::nullopt;
}

std::optional<int> Router::lease(std::string_view serial, Microseconds now) {
    const auto own = leases_.find(serial);
    if (own != leases_.end() && own->second.until > now) {
        own->second.until = now + plan_.lease;
        return own->second.address;
    }
    const std::optional<int> address = free_address(now);
    if (address) {
        leases_[std::string(serial)] = {*address, now + plan_.lease};
    }
    return address;
}

std::optional<int> Router::address_of(std::string_view serial) const {
    const auto own = leases_.find(serial);
    return own == leases_.end() ? std::nullopt : std::optional(own->second.address);
}

bool Router::is_in_conflict(std::string_view serial) const {
    const std::optional<int> address = address_of(serial);
    return address && squatted_.contains(*address);
}

}  // namespace porchlight::sim
