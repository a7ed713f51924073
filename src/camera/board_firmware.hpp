// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/board_file.hpp"
#include "camera/camera.hpp"

#include <string>

namespace porchlight::camera {

/// What a start of the program knows of itself.
struct BoardStart {
    const char* slot = nullptr;  ///< Value of hal::kSlotVariable; null if it has none.
    std::string state_folder;
    Release running;
};

/// What bundles for a program of this processor name when board.toml does not: "linux-" and what
/// `uname -m` says, "linux-aarch64".
[[nodiscard]] std::string program_hardware();

/// Opens a real board's slots and the keys that it trusts. Blocks.
/// @error FailedPrecondition  It was not started from these slots; RAUC knows no two, or no name
/// for the board.   @error Corrupt  The keys.   @error Unavailable  RAUC does not answer.
/// @error by errno
Result<FirmwareSettings> open_board_firmware(const FirmwarePlan& plan, const BoardStart& start);

/// Another version is to come up: restarts the board if it is in RAUC's slots. For one in folders
/// the program has to end, and its service manager starts the boot code.
/// @error Unavailable  The board may not be restarted.
Result<> restart_board(const FirmwarePlan& plan);

}  // namespace porchlight::camera
