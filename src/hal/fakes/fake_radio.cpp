// SPDX-License-Identifier: Apache-2.0
#include "hal/fakes/fake_radio.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hal {

rt::Task<RadioStatus> FakeRadio::status() {
    PL_CO_TRY_VOID(check_plugged());
    RadioStatus status;
    if (!on_) {
        co_return status;
    }
    status.state = RadioState::Idle;
    if (!remembered_) {
        co_return status;
    }
    if (knock(*remembered_) != JoinOutcome::Joined) {
        status.state = RadioState::Scanning;
        co_return status;
    }
    const FakeNetwork* network = strongest(remembered_->ssid);
    status.state = RadioState::Joined;
    status.ssid = network->point.ssid;
    status.bssid = network->point.bssid;
    status.frequency = network->point.frequency;
    status.width = network->width;
    status.rssi = network->point.rssi;
    co_return status;
}

rt::Task<std::vector<AccessPoint>> FakeRadio::scan() {
    PL_CO_TRY_VOID(check_on());
    std::vector<AccessPoint> heard;
    heard.reserve(networks_.size());
    for (const FakeNetwork& network : networks_) {
        heard.push_back(network.point);
    }
    sort_by_strength(heard);
    co_return heard;
}

rt::Task<JoinOutcome> FakeRadio::join(WifiCredentials credentials) {
    PL_CO_TRY_VOID(check_credentials(credentials));
    PL_CO_TRY_VOID(check_on());
    remembered_.reset();
    const JoinOutcome outcome = knock(credentials);
    if (outcome == JoinOutcome::Joined) {
        remembered_ = std::move(credentials);
    }
    co_return outcome;
}

rt::Task<> FakeRadio::leave() {
    PL_CO_TRY_VOID(check_plugged());
    remembered_.reset();
    co_return Result<>();
}

void FakeRadio::put(FakeNetwork network) {
    remove(network.point.bssid);
    networks_.push_back(std::move(network));
}

void FakeRadio::remove(const std::string& bssid) {
    std::erase_if(networks_,
                  [&](const FakeNetwork& network) { return network.point.bssid == bssid; });
}

const FakeNetwork* FakeRadio::strongest(const std::string& ssid) const {
    const FakeNetwork* best = nullptr;
    for (const FakeNetwork& network : networks_) {
        if (network.point.ssid == ssid &&
            (best == nullptr || network.point.rssi > best->point.rssi)) {
            best = &network;
        }
    }
    return best;
}

Result<> FakeRadio::check_plugged() const {
    if (!plugged_) {
        return Error(ErrorCode::Unavailable, "the Wi-Fi adapter does not answer");
    }
    return {};
}

Result<> FakeRadio::check_on() const {
    PL_TRY_VOID(check_plugged());
    if (!on_) {
        return Error(ErrorCode::FailedPrecondition, "the camera's Wi-Fi is switched off");
    }
    return {};
}

JoinOutcome FakeRadio::knock(const WifiCredentials& credentials) const {
    const FakeNetwork* network = strongest(credentials.ssid);
    // Who asks for an open network of this name does not take a closed one for it.
    if (network == nullptr || network->password.empty() != credentials.password.empty()) {
        return JoinOutcome::NotFound;
    }
    if (network->door == FakeDoor::Refuses) {
        return JoinOutcome::Refused;
    }
    if (network->door == FakeDoor::Silent) {
        return JoinOutcome::TimedOut;
    }
    return network->password.reveal() == credentials.password.reveal() ? JoinOutcome::Joined
                                                                       : JoinOutcome::WrongPassword;
}

}  // namespace porchlight::hal
