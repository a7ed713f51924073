// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/action.hpp"
#include "device/life.hpp"
#include "device/link_message.hpp"

#include <optional>
#include <string>

namespace porchlight::camera {

/// What a camera tells its owner.
struct ReportWords {
    device::EventReportKind kind = device::EventReportKind::Hang;
    std::string sentence;
};

/// What a camera reports when its life asks for that; nothing for actions that are no report. Of a
/// firmware that failed it says no more than that. Pure.
[[nodiscard]] std::optional<ReportWords> report_of(device::Action action, const device::Life& life);

}  // namespace porchlight::camera
