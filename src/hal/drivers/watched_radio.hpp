// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/nl80211.hpp"
#include "hal/radio.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace porchlight::hal {

struct WatchedRadioOptions {
    std::string interface = "wlan0";
    std::chrono::milliseconds join_limit{30000};
    std::chrono::milliseconds look_every{1000};
};

/// A Wi-Fi adapter that the system looks after (NetworkManager, iwd, systemd): the camera sees how
/// it is, and leaves joining to the system. Strand-bound.
class WatchedRadio final : public Radio {
  public:
    WatchedRadio(WatchedRadioOptions options, std::unique_ptr<Nl80211Calls> kernel);

    /// @error As Nl80211Calls::ask.
    rt::Task<RadioStatus> status() override;
    /// @error FailedPrecondition  Always: the system does that.
    rt::Task<std::vector<AccessPoint>> scan() override;
    /// Waits until the system has joined a network, whatever its name; else NotFound.
    rt::Task<JoinOutcome> join(WifiCredentials credentials) override;
    /// Leaves the network to the system.
    rt::Task<> leave() override;

  private:
    WatchedRadioOptions options_;
    std::unique_ptr<Nl80211Calls> kernel_;
};

}  // namespace porchlight::hal
