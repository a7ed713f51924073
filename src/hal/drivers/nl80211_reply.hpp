// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/radio.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

// What the kernel says of Wi-Fi over netlink. Anything that is missing, too short or cannot be is
// left out: drivers fill in what they know, and newer kernels say more.
// @source linux/nl80211.h of Linux 6.1; net/wireless/nl80211.c: nl80211_send_iface(),
//         nl80211_send_station(), nl80211_put_sta_rate()

namespace porchlight::hal {

/// What is known of the link to an access point.
struct WifiLink {
    std::string ssid;   ///< Any bytes, at most 32; empty if not said.
    std::string bssid;  ///< "02:00:00:00:00:01"; empty while there is no link.
    std::optional<Megahertz> frequency;
    std::optional<Megahertz> width;
    std::optional<Dbm> rssi;
    std::optional<KilobitsPerSecond> rate;  ///< At which the camera sends.
    friend bool operator==(const WifiLink&, const WifiLink&) = default;
};

/// Adds what one message tells of the interface (NEW_INTERFACE) or its access point (NEW_STATION);
/// any other message adds nothing.
/// @param message One whole netlink message with its header, aligned as the heap aligns.
void add_message(std::span<const std::byte> message, WifiLink& link);

/// Fills what `status` of a joined radio does not have yet.
void add_link(const WifiLink& link, RadioStatus& status);

}  // namespace porchlight::hal
