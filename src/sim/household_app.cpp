// SPDX-License-Identifier: Apache-2.0
#include "sim/household.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::sim {

using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// Phones let an app begin five searches in half a minute; the sixth finds nothing. Source:
/// Android's limit on Bluetooth scans.
constexpr std::size_t kMostSearches = 5;
constexpr Microseconds kSearchWindow = seconds(30);

constexpr std::int64_t kClipBytesASecond = 400'000;
constexpr Microseconds kLongestLive = minutes(5);

}  // namespace

bool Household::search_with_phone() {
    std::erase_if(searches_, [&](Microseconds at) { return at + kSearchWindow <= now(); });
    searches_.push_back(now());
    return searches_.size() <= kMostSearches;
}

void Household::toggle_bluetooth() {
    searches_.clear();
}

bool Household::is_online(const Device& device) const {
    const bool is_well = device.is_in(device::kOnline | device::StageSet{device::Stage::Updating});
    return is_well && is_ours(device) &&
           (!device.behaviour().needs_cloud || reaches_internet(device));
}

AppAnswer Household::add(Device& device, WifiLogin login, HomeId by) {
    const bool needs_cloud = device.behaviour().needs_cloud;
    if (needs_cloud && !(plan_.line.reaches_world() && cloud(device.model().maker).ask(now()))) {
        return {false, "the app does not reach its cloud"};
    }
    if (!search_with_phone() || !device.is_pairing()) {
        return {false, fmt::format("the phone does not find \"{}\"", device.name())};
    }
    const Device* hub = hub_of(device);
    if (device.behaviour().takes_hub_wifi && (hub == nullptr || !is_online(*hub))) {
        return {false, "the hub is offline"};
    }
    const device::BindingAnswer answer =
        registry_.ask(device.plan().serial,
                      {.event = device::BindingEvent::Claim, .by = by, .to = {}, .at = utc_now()});
    if (answer != device::BindingAnswer::Done) {
        return {false, std::string(device::kAlreadyRegistered)};
    }
    if (device.behaviour().takes_hub_wifi) {
        login = hub->station().login;
    }
    device.give_login(std::move(login));
    return {true, fmt::format("\"{}\" added", device.name())};
}

AppAnswer Household::remove(Device& device, HomeId by) {
    const device::BindingAnswer answer =
        registry_.ask(device.plan().serial,
                      {.event = device::BindingEvent::Delete, .by = by, .to = {}, .at = utc_now()});
    changed();
    return answer == device::BindingAnswer::Done
               ? AppAnswer{true, fmt::format("\"{}\" deleted", device.name())}
               : AppAnswer{false, std::string(device::kNotInThisHome)};
}

AppAnswer Household::watch(Device& device) {
    if (device.behaviour().needs_cloud && !cloud(device.model().maker).ask(now())) {
        return {false, "too many requests"};
    }
    if (!is_online(device)) {
        return {false, "offline"};
    }
    if (live_sessions_.contains(device.plan().serial)) {
        return {false, "busy"};
    }
    constexpr double kVideo = 2;  // Mbit/s, device facts 1.2
    const bool leaves_house = device.behaviour().needs_cloud;
    if ((!device.plan().on_cable && !carries_video(link_of(device))) ||
        (leaves_house && plan_.line.up_mbit < kVideo)) {
        return {false, "the picture does not load"};
    }
    device.tell(device::Event::LiveStarted);
    if (!device.is_in(device::kLive)) {
        return {false, "its cells are too weak"};
    }
    live_sessions_[device.plan().serial] = ++last_session_;
    agenda_.in(kLongestLive, [this, &device, number = last_session_] {
        const auto session = live_sessions_.find(device.plan().serial);
        if (session != live_sessions_.end() && session->second == number) {
            stop_watching(device);
        }
    });
    return {true, "live"};
}

void Household::stop_watching(Device& device) {
    live_sessions_.erase(device.plan().serial);
    device.tell(device::Event::LiveEnded);
}

void Household::live_ended(const Device& device) {
    live_sessions_.erase(device.plan().serial);
}

void Household::came_online(const Device& device) {
    live_sessions_.erase(device.plan().serial);
    for (const auto& other : devices_) {
        if (hub_of(*other) == &device) {
            live_sessions_.erase(other->plan().serial);
        }
    }
}

void Household::alert(const Device& device, std::string what) {
    const std::size_t number = alerts_.size();
    alerts_.push_back({device.name(), now(), std::nullopt});
    const bool can_leave = reaches_internet(device) || !device.behaviour().needs_cloud;
    if (!can_leave) {
        return;
    }
    // A hub that runs out of memory spends its time looking for some.
    const Device* hub = hub_of(device);
    const double used = hub == nullptr ? device.memory_used() : hub->memory_used();
    constexpr double kPlain = 2;
    const std::chrono::duration<double> delay(kPlain / std::max(.02, 1 - used));
    agenda_.in(std::chrono::duration_cast<Microseconds>(delay),
               [this, number, name = device.name(), text = std::move(what)] {
                   alerts_[number].arrived = now();
                   tell("phone", fmt::format("shows an alert: {} at \"{}\"", text, name));
               });
}

void Household::check_drive(Device& hub) {
    const Drive& drive = drives_[&hub];
    const Bytes least = hub.behaviour().drive_reserve.value_or(Bytes(0));
    const bool is_full = !hub.behaviour().makes_room && drive.size - drive.used < least;
    const bool is_bad = drive.is_failing || is_full;
    const bool is_known_bad = hub.life().storage == device::Storage::Faulty;
    if (is_bad != is_known_bad) {
        hub.tell(is_bad ? device::Event::StorageFailed : device::Event::StorageGood);
    }
}

bool Household::save(Device& hub, Bytes size) {
    const auto found = drives_.find(&hub);
    if (found == drives_.end() || !hub.life().memory.has_storage_link) {
        return false;
    }
    check_drive(hub);
    if (hub.life().storage == device::Storage::Faulty) {
        return false;
    }
    Drive& drive = found->second;
    drive.used += size;
    if (hub.behaviour().makes_room) {
        drive.used = std::min(drive.used, drive.size);
    }
    ++drive.clips;
    check_drive(hub);
    return true;
}

void Household::keep_clip(const Device& device, Microseconds length) {
    const Bytes size(length / Microseconds(1) * kClipBytesASecond / 1'000'000);
    const auto hub = std::ranges::find_if(devices_, [&](const auto& other) {
        return other->behaviour().kind == device::Kind::Hub && drives_.contains(other.get()) &&
               other->behaviour().needs_cloud == device.behaviour().needs_cloud;
    });
    if (hub != devices_.end() && (*hub)->is_in(device::kOnline) && save(**hub, size)) {
        return;
    }
    if (plan_.has_cloud_plan && reaches_internet(device)) {
        ++clips_in_cloud_;
        return;
    }
    ++clips_lost_;
    tell(device.name(), "has nowhere to keep its clip");
}

}  // namespace porchlight::sim
