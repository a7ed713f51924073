// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/radio.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What wpa_supplicant says on its control socket. Much of it comes from the air: names of networks
// are whatever strangers call theirs.
// @source wpa_supplicant 2.10: ctrl_iface.c, src/common/wpa_ctrl.h, wpa_ssid_txt() in
//         src/utils/common.c

namespace porchlight::hal {

/// An unasked message begins with its level, "<3>"; an answer does not.
[[nodiscard]] bool is_event(std::string_view message);

enum class WpaEventKind : std::uint8_t {
    Other,
    Connected,
    ScanResults,
    ScanFailed,
    NetworkNotFound,
    AssocReject,
    AuthReject,
    TempDisabled,
    Terminating,
};

struct WpaEvent {
    WpaEventKind kind = WpaEventKind::Other;
    std::string reason;              ///< Of TempDisabled, e.g. "WRONG_KEY".
    std::optional<int> status_code;  ///< Of a reject (IEEE 802.11-2020 table 9-50).
};
[[nodiscard]] WpaEvent parse_event(std::string_view message);

/// The bytes of a network's name that was written with backslashes. What is no escape stays.
[[nodiscard]] std::string decode_ssid(std::string_view text);

/// The answer to STATUS. @error Corrupt  It has no state.
[[nodiscard]] Result<RadioStatus> parse_status(std::string_view reply);
/// Adds the answer to SIGNAL_POLL; values that cannot be are left out.
void add_signal(std::string_view reply, RadioStatus& status);
/// The answer to SCAN_RESULTS, strongest first. Lines that are not whole are left out.
[[nodiscard]] std::vector<AccessPoint> parse_scan_results(std::string_view reply);

}  // namespace porchlight::hal
