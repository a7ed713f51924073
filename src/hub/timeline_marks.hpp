// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// What happened to a camera's health at one moment.
enum class MarkKind : std::uint8_t {
    Restarted,       ///< `value`: how often, when an hour is all that is known; else nothing.
    Quiet,           ///< It stopped telling how it is.
    Back,            ///< It tells again. `value`: seconds of silence.
    BatteryLow,      ///< `value`: percent.
    BatteryNew,      ///< The charge rose much at once. `value`: percent.
    Firmware,        ///< `text`: the version that was installed.
    FirmwareFailed,  ///< `text`: why.
    Cause,           ///< The doctor looked into it. `text`: what it made of it.
    DoctorEnded,     ///< `text`: the same.
};

/// A moment to draw on a camera's timeline.
struct TimelineMark {
    UtcTime at;
    MarkKind kind = MarkKind::Restarted;
    std::string text;
    std::optional<double> value;
    std::optional<DoctorSessionId> session;
    bool operator==(const TimelineMark&) const = default;
};

/// Silence shorter than this is no mark: telemetry comes each 30 s.
inline constexpr std::chrono::minutes kQuietAfter{5};
/// Percent at which a battery is called low, and how much more at once means another battery.
inline constexpr int kBatteryLow = 20;
inline constexpr int kBatteryRise = 30;

/// Puts them into the order of time.
void sort_marks(std::vector<TimelineMark>& marks);

/// From what a device has told; oldest first, all within the series.
[[nodiscard]] std::vector<TimelineMark> marks_of(const store::TelemetrySeries& telemetry);
/// From what was asked of a device: the new firmware. Within [from, to).
[[nodiscard]] std::vector<TimelineMark> marks_of(const std::vector<store::DeviceCommand>& commands,
                                                 UtcTime from, UtcTime to);
/// From walks with the doctor about this camera. Within [from, to).
[[nodiscard]] std::vector<TimelineMark> marks_of(const std::vector<store::DoctorSession>& sessions,
                                                 CameraId camera, UtcTime from, UtcTime to);

}  // namespace porchlight::hub
