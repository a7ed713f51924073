// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/nl80211.hpp"
#include "hal/radio.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::hal {

class WpaLink;

struct WpaRadioOptions {
    /// The control socket of wpa_supplicant for one interface.
    std::string control = "/run/wpa_supplicant/wlan0";
    /// Where our own sockets go; we may write there, and wpa_supplicant may reach it.
    std::string own_folder = "/run/porchlight";
    std::chrono::milliseconds answer_limit{5000};
    std::chrono::milliseconds scan_limit{15000};
    std::chrono::milliseconds join_limit{30000};
};

/// A Wi-Fi adapter under wpa_supplicant, which does the joining, the keys and the coming back. Each
/// call opens its own connection, so that a service that was started again is just found.
/// Strand-bound.
///
/// Networks are given to the service for its present life and never saved by it. What its
/// SIGNAL_POLL leaves out (some drivers answer FAIL) is asked of the kernel.
class WpaRadio final : public Radio {
  public:
    /// @param kernel Null: only what the service says. The interface is called as its socket is.
    explicit WpaRadio(WpaRadioOptions options, std::unique_ptr<Nl80211Calls> kernel = nullptr);

    rt::Task<RadioStatus> status() override;
    rt::Task<std::vector<AccessPoint>> scan() override;
    rt::Task<JoinOutcome> join(WifiCredentials credentials) override;
    rt::Task<> leave() override;

  private:
    class Turn;

    [[nodiscard]] Result<Turn> take_turn();
    rt::Task<std::unique_ptr<WpaLink>> open_link();
    /// With events, and the radio is on.
    rt::Task<std::unique_ptr<WpaLink>> open_for_work();

    [[nodiscard]] std::string interface() const;

    WpaRadioOptions options_;
    std::unique_ptr<Nl80211Calls> kernel_;
    bool busy_ = false;
    std::uint64_t links_ = 0;  // opened so far: the next one's name
};

}  // namespace porchlight::hal
