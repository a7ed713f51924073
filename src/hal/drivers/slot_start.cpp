// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/slot_start.hpp"

#include "hal/drivers/directory_updater.hpp"
#include "hal/drivers/trial_alarm.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {

namespace {

std::string folder_of(const std::string& folder, Slot slot) {
    return (std::filesystem::absolute(folder) / to_string(slot)).lexically_normal().string();
}

std::string describe(const PowerOn& power) {
    const std::string name(to_string(power.slot));
    if (power.slot == power.state.active) {
        return "slot " + name + ", which was good last";
    }
    return "the update in slot " + name +
           ", on trial; tries left after this one: " + std::to_string(power.state.tries_left);
}

/// Says what it starts, and, if that comes back, why it did not.
Error try_to_start(const StartCalls& calls, const Launch& launch, const std::string& what) {
    calls.say("starts " + what);
    Error why = calls.launch(launch);
    calls.say(why.message());
    return why;
}

/// For what the image of the good slot cannot be: there is none, or it went bad.
Error start_installed(const SlotStart& start, const StartCalls& calls, const PowerOn& power,
                      std::string_view why) {
    const Launch launch{start.installed, folder_of(start.folder, power.slot), Launch::Trial::No};
    return try_to_start(calls, launch,
                        start.installed + " as it was installed: slot " +
                            std::string(to_string(power.slot)) + std::string(why));
}

}  // namespace

Error start_from_slots(const SlotStart& start, const StartCalls& calls) {
    for (;;) {
        const PowerOn power = power_on(start.folder, start.hook);
        if (!power.trouble.empty()) {
            calls.say(power.trouble);
        }
        const bool is_on_trial = power.slot != power.state.active;
        const std::string slot = folder_of(start.folder, power.slot);
        const Launch launch{slot + "/image", slot,
                            is_on_trial ? Launch::Trial::Yes : Launch::Trial::No};
        std::error_code error;
        if (!is_on_trial && !std::filesystem::exists(launch.program, error) && !error) {
            return start_installed(start, calls, power, " has no update");
        }
        static_cast<void>(try_to_start(calls, launch, describe(power)));
        if (!is_on_trial) {
            return start_installed(start, calls, power, " cannot be started");
        }
    }
}

Error execute(const Launch& launch, const std::vector<std::string>& arguments) {
    std::vector<std::string> words{launch.program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the boot code has one thread
    ::setenv(kSlotVariable, launch.slot.c_str(), 1);
    if (launch.trial == Launch::Trial::Yes) {
        set_trial_alarm();
    }
    ::execv(launch.program.c_str(), argv.data());
    const int error = errno;
    end_trial_alarm();
    return errno_error(error, "cannot start " + launch.program);
}

Result<Slot> started_slot(const std::string& folder, const char* value) {
    if (value == nullptr) {
        return Error(ErrorCode::FailedPrecondition,
                     "it was not started by porchlight-camera-start, which chooses the slot");
    }
    for (const Slot slot : {Slot::A, Slot::B}) {
        if (folder_of(folder, slot) == value) {
            return slot;
        }
    }
    return Error(ErrorCode::FailedPrecondition,
                 "porchlight-camera-start was told of other slots (" + std::string(value) +
                     ") than board.toml (" + folder + "); name the same folder in both");
}

}  // namespace porchlight::hal
