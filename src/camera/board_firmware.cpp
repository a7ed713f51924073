// SPDX-License-Identifier: Apache-2.0
#include "camera/board_firmware.hpp"

#include "base/fd.hpp"
#include "camera/bundle.hpp"
#include "camera/signing_keys.hpp"
#include "hal/drivers/directory_updater.hpp"
#include "hal/drivers/rauc_updater.hpp"
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

namespace {

Result<> make_folder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    return error ? errno_error(error.value(), "cannot make the folder " + path) : Result<>();
}

Result<> open_folders(const FirmwarePlan& plan, const BoardStart& start,
                      FirmwareSettings& settings) {
    PL_TRY(const hal::Slot booted, hal::started_slot(plan.folder, start.slot));
    PL_TRY_VOID(make_folder(plan.folder));
    PL_TRY(settings.updater, hal::DirectoryUpdater::open(plan.folder, booted));
    settings.hardware = program_hardware();
    return {};
}

/// Its folder is in the camera's memory, which is outside both slots.
Result<> open_rauc(const BoardStart& start, FirmwareSettings& settings) {
    PL_TRY(std::string boot, read_file("/proc/sys/kernel/random/boot_id"));
    std::erase(boot, '\n');
    const std::string folder = start.state_folder + "/rauc";
    PL_TRY_VOID(make_folder(folder));
    PL_TRY(settings.updater, hal::RaucUpdater::open(folder, std::move(boot)));
    PL_TRY(const hal::SlotState state, settings.updater->state());
    if (state.active != settings.updater->booted()) {
        hal::set_trial_alarm();  // no boot code of ours has done it
    }
    PL_TRY(settings.hardware, hal::rauc_compatible());
    return {};
}

}  // namespace

Result<FirmwareSettings> open_board_firmware(const FirmwarePlan& plan, const BoardStart& start) {
    FirmwareSettings settings;
    settings.running = start.running;
    PL_TRY(settings.root, read_trust_root(plan.keys));
    PL_TRY_VOID(plan.slots == FirmwarePlan::Slots::Rauc ? open_rauc(start, settings)
                                                        : open_folders(plan, start, settings));
    if (!plan.hardware.empty()) {
        settings.hardware = plan.hardware;
    }
    if (!is_hardware_id(settings.hardware)) {
        return Error(ErrorCode::FailedPrecondition,
                     "RAUC calls this board \"" + settings.hardware +
                         "\", which no update can name; give it a name with hardware = in the "
                         "board file");
    }
    return settings;
}

Result<> restart_board(const FirmwarePlan& plan) {
    return plan.slots == FirmwarePlan::Slots::Rauc ? hal::reboot_board() : Result<>();
}

}  // namespace porchlight::camera
