// SPDX-License-Identifier: Apache-2.0
// A netlink message of the kernel about Wi-Fi; its length is set right, for else nothing is read.
#include "hal/drivers/nl80211_reply.hpp"

#include <cstring>
#include <vector>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* first = reinterpret_cast<const std::byte*>(data);
    std::vector<std::byte> message(first, first + size);
    const auto length = static_cast<std::uint32_t>(size);
    if (size >= sizeof(length)) {
        std::memcpy(message.data(), &length, sizeof(length));
    }
    hal::WifiLink link;
    hal::add_message(message, link);
    PL_CHECK(!link.rssi || link.rssi->count() <= 0, "a signal stronger than its sender");
    PL_CHECK(link.ssid.size() <= 32, "a name longer than one can be");
    PL_CHECK(link.bssid.empty() || link.bssid.size() == 17, "an address of another length");
    return 0;
}
