// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "device/link_message.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::camera {

/// Reports that wait for the hub, as text for a file: a line with the SHA-256 of the rest, and a
/// line of JSON for each.
[[nodiscard]] std::string to_text(const std::deque<device::EventReport>& reports);
/// Nothing when a single bit is not as it was written: a report that nobody made is worse than one
/// that is lost. One that had not ended is over; when, nobody knows any more.
[[nodiscard]] std::vector<device::EventReport> parse_reports(std::string_view text);

/// The longest file that is read: 200 reports of 1 KiB and more.
inline constexpr std::size_t kLongestReports = 512U << 10U;

}  // namespace porchlight::camera
