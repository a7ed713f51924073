// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/life.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How a device's life is told: sentences without their subject.
namespace porchlight::sim {

/// What has become of it; empty if nothing that one would tell. @param ssid Of the network that it
/// knows.
[[nodiscard]] std::string saying_of(const device::Life& before, const device::Life& now,
                                    std::string_view ssid);
/// What its firmware reports.
[[nodiscard]] std::vector<std::string_view> reports_of(device::Actions actions);
/// "is online"
[[nodiscard]] std::string_view words_of(device::Stage stage);

}  // namespace porchlight::sim
