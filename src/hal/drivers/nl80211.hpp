// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/nl80211_reply.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::hal {

enum class Nl80211Question : std::uint8_t {
    Interface,  ///< NL80211_CMD_GET_INTERFACE
    Stations,   ///< NL80211_CMD_GET_STATION: of a camera, the access point alone.
};

/// Asks the kernel of Wi-Fi; the seam at which tests put scripted answers. Thread-bound.
class Nl80211Calls {
  public:
    /// Whole netlink messages.
    using Messages = std::vector<std::vector<std::byte>>;

    Nl80211Calls() = default;
    Nl80211Calls(const Nl80211Calls&) = delete;
    Nl80211Calls& operator=(const Nl80211Calls&) = delete;
    Nl80211Calls(Nl80211Calls&&) = delete;
    Nl80211Calls& operator=(Nl80211Calls&&) = delete;
    virtual ~Nl80211Calls() = default;

    /// Answered by the kernel within the call, which is quick.
    /// @error NotFound  There is no such interface, or it has no Wi-Fi.
    /// @error Unsupported  This kernel knows no Wi-Fi.   @error PermissionDenied
    /// @error Unavailable, TimedOut  Try again.
    virtual Result<Messages> ask(Nl80211Question question, const std::string& interface) = 0;
};

/// The kernel's own, over libnl. Each question has a socket of its own: an adapter that is plugged
/// in again, or a driver that is loaded late, is just found.
class KernelNl80211 final : public Nl80211Calls {
  public:
    Result<Messages> ask(Nl80211Question question, const std::string& interface) override;
};

/// What the kernel knows of an interface's link. An empty `bssid`: it is there, and in no network.
/// @param interface e.g. "wlan0".   @error As Nl80211Calls::ask.
Result<WifiLink> read_link(Nl80211Calls& kernel, const std::string& interface);

}  // namespace porchlight::hal
