// SPDX-License-Identifier: Apache-2.0
#include "sim/household.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace porchlight::sim {

using std::chrono::hours;
using std::chrono::seconds;

namespace {

constexpr Microseconds kDay = hours(24);
/// Metres. Warmth sensors react to about 10 m (device facts 1.3).
constexpr double kRange = 10;

Microseconds hours_to_time(double hour) {
    return std::chrono::duration_cast<Microseconds>(
        std::chrono::duration<double, std::ratio<3600>>(hour));
}

/// From now until that hour of the day comes next; a whole day if it is now.
Microseconds until_hour(UtcTime now, double hour) {
    const Microseconds since_midnight = now - std::chrono::floor<std::chrono::days>(now);
    const Microseconds wait = hours_to_time(hour) - since_midnight;
    return wait > Microseconds(0) ? wait : wait + kDay;
}

}  // namespace

Household::Household(HouseholdPlan plan, std::uint64_t seed)
    : plan_(std::move(plan)), random_(seed), router_(plan_.router) {
    plan_.air.walls = plan_.floor.walls;
    Surroundings& self = *this;
    for (DevicePlan& device : plan_.devices) {
        if (device.is_set_up && !device.knows) {
            device.knows = plan_.router.login;
            router_.remember(device.serial);
        }
        if (device.owner) {
            registry_.ask(device.serial, {.event = device::BindingEvent::Claim,
                                          .by = device.owner,
                                          .to = {},
                                          .at = plan_.begins});
        }
        devices_.push_back(std::make_unique<Device>(device, self));
        if (device.drive.count() > 0) {
            drives_[devices_.back().get()] = {.size = device.drive, .used = device.drive_used};
        }
    }
    for (const auto& device : devices_) {
        device->start();
    }
    for (std::size_t i = 0; i < plan_.walkers.size(); ++i) {
        plan_walks(i);
    }
    plan_night();
}

void Household::advance(Microseconds by) {
    agenda_.run_until(now() + by);
}

bool Household::step(Microseconds limit) {
    return agenda_.run_next(limit);
}

Device* Household::find(std::string_view name) {
    const auto found =
        std::ranges::find_if(devices_, [&](const auto& device) { return device->name() == name; });
    return found == devices_.end() ? nullptr : found->get();
}

Cloud& Household::cloud(std::string_view maker) {
    return plan_.clouds[std::string(maker)];
}

void Household::set_mains(bool is_on) {
    has_mains_ = is_on;
    if (is_on) {
        router_.power_on(now());
    } else {
        router_.power_off();
    }
    changed();
}

void Household::changed() {
    if (std::exchange(is_change_told_, true)) {
        return;
    }
    agenda_.in(Microseconds(0), [this] {
        is_change_told_ = false;
        for (const auto& device : devices_) {
            device->look_around();
        }
    });
}

void Household::tell(std::string who, std::string what) {
    story_.push_back({now(), std::move(who), std::move(what), ""});
}

void Household::tell_story(const Device& device, std::string what, std::string light) {
    if (!light.empty() && !story_.empty()) {
        StoryLine& last = story_.back();
        if (last.who == device.name() && last.at == now() && last.light.empty()) {
            last.light = std::move(light);
            return;
        }
    }
    story_.push_back({now(), device.name(), what.empty() ? "changes its light" : std::move(what),
                      std::move(light)});
}

Celsius Household::warmth_of(const Device& device) const {
    const bool works = device.is_in(device::kRecording | device::kLive);
    const bool is_wired = std::holds_alternative<Adapter>(device.plan().supply);
    const double idle = is_wired ? .8 : 0;
    return inside({.is_outdoors = device.plan().is_outdoors,
                   .in_full_sun = device.plan().in_full_sun,
                   .is_ventilated = device.plan().is_ventilated,
                   .own_watts = idle + (works ? .6 : 0)},
                  plan_.weather, utc_now());
}

void Household::plan_night() {
    constexpr double kQuietHour = 3;
    agenda_.in(until_hour(utc_now(), kQuietHour), [this] {
        if (plan_.router.moves_at_night) {
            router_.retune(plan_.air.quietest_channel(), now());
            changed();
            agenda_.in(seconds(6), [this] { changed(); });
        }
        for (const auto& device : devices_) {
            if (device->plan().draws_spiders && device->behaviour().has_night_lamp) {
                device->hang_web();
            }
        }
        plan_night();
    });
}

void Household::plan_walks(std::size_t walker) {
    const Walker& who = plan_.walkers[walker];
    const Microseconds first = until_hour(utc_now(), who.first_hour) % kDay;
    const double span = std::max(0.1, who.last_hour - who.first_hour);
    const auto times = static_cast<int>(std::floor(who.times_a_day + random_.unit()));
    for (int i = 0; i < times; ++i) {
        agenda_.in(first + hours_to_time(span * random_.unit()),
                   [this, walker] { pass_by(plan_.walkers[walker]); });
    }
    agenda_.in(first + kDay - std::chrono::minutes(1), [this, walker] { plan_walks(walker); });
}

bool Household::is_in_view(const Device& device, const Walker& walker) const {
    const bool is_hidden = std::ranges::any_of(plan_.floor.walls, [&](const Wall& wall) {
        return crosses(wall, device.plan().at, walker.at);
    });
    return device.behaviour().kind != device::Kind::Hub && !is_hidden &&
           metres_between(device.plan().at, walker.at) <= kRange;
}

bool Household::sees(const Device& device, const Walker& walker) const {
    if (!is_in_view(device, walker)) {
        return false;
    }
    // Only what is warmer or colder than what is behind it. Pixels want a size on a clear lens.
    const double metres = metres_between(device.plan().at, walker.at);
    const double air = plan_.weather.outdoors(utc_now()).degrees();
    const double contrast = std::min(1.0, std::abs(walker.skin - air) / kRange);
    const double size = std::min(1.0, walker.metres);
    const double share =
        device.behaviour().feels_heat ? contrast * std::sqrt(size) : device.lens_clarity() * size;
    return metres <= kRange * share;
}

void Household::pass_by(const Walker& walker) {
    for (const auto& device : devices_) {
        if (is_in_view(*device, walker)) {
            passings_.push_back({now(), device.get(), walker.stays});
        }
        if (device->is_armed(plan_.is_armed) && sees(*device, walker)) {
            device->see_motion(walker.stays);
        }
    }
}

}  // namespace porchlight::sim
