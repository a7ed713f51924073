// SPDX-License-Identifier: Apache-2.0
#include "sim/device.hpp"

#include <utility>

namespace porchlight::sim {

using device::Event;
using device::Stage;
using std::chrono::seconds;

namespace {

constexpr Microseconds kScan = seconds(3);
constexpr Microseconds kHandshake = seconds(1);
constexpr Microseconds kDhcpPatience = seconds(15);
constexpr Microseconds kHubSearch = seconds(2);
/// A station misses this many beacons before it gives up its network.
constexpr Microseconds kBeaconLoss = seconds(3);
constexpr Microseconds kHubSilence = seconds(10);
constexpr Microseconds kInternetSilence = seconds(15);

}  // namespace

Station Device::station() const {
    return {.serial = plan_.serial,
            .at = plan_.at,
            .hears_5ghz = behaviour_.hears_5ghz,
            .speaks_wpa3 = !behaviour_.needs_cloud,
            .login = login_.value_or(WifiLogin())};
}

bool Device::give_login(WifiLogin login) {
    if (!is_pairing_) {
        return false;
    }
    login_ = std::move(login);
    tell(Event::CredentialsReceived);
    return true;
}

void Device::join_wifi() {
    house_.agenda().cancel(join_ticket_);
    join_ticket_ = house_.agenda().in(kScan, [this, boot = boot_] {
        if (boot == boot_ && life_.stage == Stage::Joining) {
            try_to_join();
        }
    });
}

void Device::try_to_join() {
    if (const auto from_hub = house_.login_of_hub(*this)) {
        login_ = from_hub;
    }
    switch (house_.join(*this)) {
        case Admission::Joined:
            tell_in(kHandshake, Event::WifiJoined);
            break;
        case Admission::PasswordRefused:
            tell(Event::WifiPasswordRefused);
            break;
        case Admission::NotFound:
        case Admission::Steered:
            tell(Event::WifiNotFound);
            break;
        case Admission::NoAddress:
            // The table has no event for a network without an address; to it there is no network.
            say("is on the Wi-Fi and gets no address");
            tell_in(kDhcpPatience, Event::WifiNotFound);
            break;
    }
}

void Device::seek_hub() {
    house_.agenda().cancel(seek_ticket_);
    if (outside_ != nullptr && outside_->has_hub()) {
        return;
    }
    seek_ticket_ = house_.agenda().in(kHubSearch, [this, boot = boot_] {
        if (boot == boot_ && life_.stage == Stage::SeekingHub) {
            tell(house_.hub_answers(*this) ? Event::HubFound : Event::HubNotFound);
        }
    });
}

bool Device::has_lost_wifi() const {
    return is_in(device::kLinked) && !house_.keeps_wifi(*this);
}

bool Device::has_lost_hub() const {
    const bool is_elsewhere = outside_ != nullptr && outside_->has_hub();
    return behaviour_.kind != device::Kind::Hub && !is_elsewhere &&
           is_in(device::kOnline | device::StageSet{Stage::Updating}) && !house_.hub_answers(*this);
}

bool Device::has_lost_internet() const {
    return is_in(device::kLinked) && life_.internet == device::Internet::Reachable &&
           !house_.reaches_internet(*this);
}

bool Device::has_internet_again() const {
    return is_in(device::kLinked) && life_.internet == device::Internet::Lost &&
           house_.reaches_internet(*this);
}

void Device::doubt(Doubt& doubt, bool (Device::*is_wrong)() const, Microseconds patience,
                   Event event) {
    if (!(this->*is_wrong)()) {
        house_.agenda().cancel(doubt.ticket);
        doubt.runs = false;
        return;
    }
    if (std::exchange(doubt.runs, true)) {
        return;
    }
    doubt.ticket = house_.agenda().in(patience, [this, &doubt, is_wrong, event] {
        doubt.runs = false;
        if ((this->*is_wrong)()) {
            tell(event);
        }
    });
}

void Device::look_around() {
    check_power();
    use_charge();
    gauge();
    if (is_in(device::kLinked) && house_.reaches_time(*this)) {
        has_right_time_ = true;
    }
    doubt(wifi_doubt_, &Device::has_lost_wifi, kBeaconLoss, Event::WifiLost);
    doubt(hub_doubt_, &Device::has_lost_hub, kHubSilence, Event::HubLost);
    doubt(internet_doubt_, &Device::has_lost_internet, kInternetSilence, Event::InternetLost);
    doubt(internet_hope_, &Device::has_internet_again, kInternetSilence, Event::InternetBack);
    show_light();
}

}  // namespace porchlight::sim
