// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/radio.hpp"

#include <optional>
#include <string>
#include <vector>

namespace porchlight::hal {

enum class FakeDoor : std::uint8_t { Open, Refuses, Silent };

/// A network in the fake air.
struct FakeNetwork {
    AccessPoint point;
    Secret password;                 ///< Empty for an open one.
    FakeDoor door = FakeDoor::Open;  ///< What its access point does with who knows the password.
    Megahertz width = Megahertz(20);
};

/// A radio in a made-up air. Joining and scanning take no time. Strand-bound.
class FakeRadio final : public Radio {
  public:
    rt::Task<RadioStatus> status() override;
    rt::Task<std::vector<AccessPoint>> scan() override;
    rt::Task<JoinOutcome> join(WifiCredentials credentials) override;
    rt::Task<> leave() override;

    /// Adds a network, or changes the one with this bssid: its strength, its password, its door.
    void put(FakeNetwork network);
    /// Switches a network off: who was in it looks for it until it is back.
    void remove(const std::string& bssid);
    void switch_off() { on_ = false; }
    void switch_on() { on_ = true; }
    /// All calls fail until `plug_in`.
    void unplug() { plugged_ = false; }
    void plug_in() { plugged_ = true; }

  private:
    [[nodiscard]] const FakeNetwork* strongest(const std::string& ssid) const;
    [[nodiscard]] Result<> check_plugged() const;
    [[nodiscard]] Result<> check_on() const;
    [[nodiscard]] JoinOutcome knock(const WifiCredentials& credentials) const;

    std::vector<FakeNetwork> networks_;
    std::optional<WifiCredentials> remembered_;
    bool on_ = true;
    bool plugged_ = true;
};

}  // namespace porchlight::hal
