// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/release.hpp"
#include "hal/updater.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace porchlight::camera {

/// How far a trial came.
enum class TrialPhase : std::uint8_t {
    Set,        ///< To be started at the next restart.
    Started,    ///< Came up; no verdict yet.
    Unhealthy,  ///< Found itself not well.
    Silent,     ///< Gave no verdict in time.
};

/// An image on trial, or the last one that was given up.
struct TrialRecord {
    hal::Slot slot = hal::Slot::A;
    Release release;
    TrialPhase phase = TrialPhase::Set;
    std::uint32_t starts = 0;  ///< How often it came up.

    bool operator==(const TrialRecord&) const = default;
};

/// What a camera remembers outside both slots. As text:
///     porchlight firmware 1
///     floor 1.2.0 3            (version and epoch)
///     root 1
///     trial b 1.3.0 3 started 2     (may be missing)
struct FirmwareRecord {
    Release floor;           ///< The highest that was marked good. Never goes down.
    std::uint32_t root = 0;  ///< The highest version of the trusted keys with which it was.
    std::optional<TrialRecord> trial;

    bool operator==(const FirmwareRecord&) const = default;
};

[[nodiscard]] std::string to_text(const FirmwareRecord& record);
/// @error Corrupt  Not of that form.
Result<FirmwareRecord> parse_firmware_record(std::string_view text);

/// Why the trial ended, for a householder. @param trial One that was given up.
[[nodiscard]] std::string why_returned(const TrialRecord& trial);

}  // namespace porchlight::camera
