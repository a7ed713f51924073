// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/watched_radio.hpp"

#include <utility>

namespace porchlight::hal {

WatchedRadio::WatchedRadio(WatchedRadioOptions options, std::unique_ptr<Nl80211Calls> kernel)
    : options_(std::move(options)), kernel_(std::move(kernel)) {}

rt::Task<RadioStatus> WatchedRadio::status() {
    PL_CO_TRY(WifiLink link, read_link(*kernel_, options_.interface));
    RadioStatus status;
    if (link.bssid.empty()) {
        status.state = RadioState::Idle;
        co_return status;
    }
    status.state = RadioState::Joined;
    status.ssid = std::move(link.ssid);
    add_link(link, status);
    co_return status;
}

rt::Task<std::vector<AccessPoint>> WatchedRadio::scan() {
    co_return Error(ErrorCode::FailedPrecondition,
                    "The system looks after the camera's Wi-Fi; choose a network there.");
}

rt::Task<JoinOutcome> WatchedRadio::join(WifiCredentials /*credentials*/) {
    for (std::chrono::milliseconds waited{0};; waited += options_.look_every) {
        auto looking = status();
        PL_CO_TRY(const RadioStatus now, co_await std::move(looking));
        if (now.state == RadioState::Joined) {
            co_return JoinOutcome::Joined;
        }
        if (waited >= options_.join_limit) {
            co_return JoinOutcome::NotFound;
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(options_.look_every));
    }
}

rt::Task<> WatchedRadio::leave() {
    co_return Result<>();
}

}  // namespace porchlight::hal
