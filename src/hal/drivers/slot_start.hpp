// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/slot_disk.hpp"
#include "hal/updater.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace porchlight::hal {

/// The boot code of a board whose slots are folders (DirectoryUpdater) and whose images are
/// programs. It runs before the program, each time, and is itself never updated:
///
///     slot on trial, a try left ──▶ its try is counted ──▶ its image ┄┄ cannot be executed ┄┐
///       ▲                                                                                   ┆
///       └┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┘
///     else ──▶ image of the slot that was good last ┄┄ none, or not executable ┄┄▶ the installed
///              program
///
/// Never the image of a slot that is neither good nor on trial: it may be half of one.
struct SlotStart {
    std::string folder;     ///< Of the slots; it need not be there yet.
    std::string installed;  ///< The program that was there before any update.
    DiskHook hook;
};

/// What is to become of this process.
struct Launch {
    enum class Trial : std::uint8_t { No, Yes };

    std::string program;
    /// For the program's kSlotVariable: which slot it was started from, or, as it was installed,
    /// which slot it stands for.
    std::string slot;
    Trial trial = Trial::No;
};
/// Environment variable by which the program knows. Its value is the folder of a slot.
inline constexpr const char* kSlotVariable = "PORCHLIGHT_SLOT";

/// What the boot code does to the world. Both are called in this thread.
struct StartCalls {
    /// Becomes that program. Returns only when it could not: why.
    std::function<Error(const Launch&)> launch;
    /// A line for the log: what is started and why, and what could not be.
    std::function<void(const std::string&)> say;
};

/// Starts what is to run. Returns only when nothing at all could be started: why. Blocks.
[[nodiscard]] Error start_from_slots(const SlotStart& start, const StartCalls& calls);

/// The kernel's way: sets the variable, and the alarm for a trial, and executes.
/// @param arguments  The program's, without its name.
[[nodiscard]] Error execute(const Launch& launch, const std::vector<std::string>& arguments);

/// For the program that was started: which slot it is.
/// @param value  Of kSlotVariable; null if there is none.
/// @error FailedPrecondition  It was not started by the boot code, or from slots elsewhere.
Result<Slot> started_slot(const std::string& folder, const char* value);

}  // namespace porchlight::hal
