// SPDX-License-Identifier: Apache-2.0
#include "camera/board_firmware.hpp"

#include "camera/signing_keys.hpp"
#include "hal/drivers/directory_updater.hpp"
#include "hal/drivers/slot_start.hpp"
#include "hal/drivers/trial_alarm.hpp"

#include <algorithm>
#include <filesystem>
#include <sys/utsname.h>
#include <utility>

namespace porchlight::camera {

static_assert(hal::kTrialAlarm > Firmware::kHealthTime, "a trial ends with a reason if it can");

std::string program_hardware() {
    utsname names{};
    ::uname(&names);
    std::string hardware = std::string("linux-") + names.machine;
    std::ranges::replace(hardware, '_', '-');  // x86_64
    return hardware;
}

Result<FirmwareSettings> open_board_firmware(const FirmwarePlan& plan, const BoardStart& start) {
    FirmwareSettings settings;
    PL_TRY(settings.root, read_trust_root(plan.keys));
    PL_TRY(const hal::Slot booted, hal::started_slot(plan.folder, start.slot));
    std::error_code error;
    std::filesystem::create_directories(plan.folder, error);
    if (error) {
        return errno_error(error.value(), "cannot make the folder " + plan.folder);
    }
    PL_TRY(settings.updater, hal::DirectoryUpdater::open(plan.folder, booted));
    settings.hardware = plan.hardware.empty() ? program_hardware() : plan.hardware;
    settings.running = start.running;
    return settings;
}

}  // namespace porchlight::camera
