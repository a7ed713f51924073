// SPDX-License-Identifier: Apache-2.0
// What wpa_supplicant says: each message as an event, a status, a signal and a list of networks.
#include "hal/drivers/join_watch.hpp"
#include "hal/drivers/wpa_reply.hpp"

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    hal::JoinWatch watch;
    static_cast<void>(watch.on_event(hal::parse_event(text)));
    hal::RadioStatus status = hal::parse_status(text).value_or({});
    hal::add_signal(text, status);
    PL_CHECK(!status.rssi || status.rssi->count() <= 0, "a signal stronger than its sender");
    for (const hal::AccessPoint& point : hal::parse_scan_results(text)) {
        PL_CHECK(point.ssid.size() <= text.size(), "a name longer than what was read");
        static_cast<void>(hal::channel_of(point.frequency));
    }
    return 0;
}
