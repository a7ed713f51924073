// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/sysfs_battery.hpp"

#include "hal/drivers/device_calls.hpp"
#include "hal/drivers/sysfs.hpp"

#include <algorithm>
#include <array>

namespace porchlight::hal {
namespace {

bool feeds_the_board(const std::string& folder) {
    return read_sysfs(folder + "/type").value_or("") == "Battery" &&
           read_sysfs(folder + "/scope").value_or("") != "Device";
}

Charge charge_of(const std::string& status) {
    struct Entry {
        const char* text;
        Charge charge;
    };
    constexpr std::array kCharges = {
        Entry{"Charging", Charge::Charging}, Entry{"Discharging", Charge::Discharging},
        Entry{"Not charging", Charge::Holding}, Entry{"Full", Charge::Full}};
    const auto* const entry = std::find_if(kCharges.begin(), kCharges.end(),
                                           [&](const Entry& e) { return status == e.text; });
    return entry == kCharges.end() ? Charge::Unknown : entry->charge;
}

// A number that the gauge may not have, or not yet: then its file is missing or cannot be read.
Result<std::optional<std::int64_t>> optional_number(const std::string& path, std::int64_t least,
                                                    std::int64_t most) {
    const auto number = read_sysfs_number(path);
    if (!number && number.error().code() == ErrorCode::Corrupt) {
        return number.error();
    }
    if (!number) {
        return std::optional<std::int64_t>();
    }
    if (*number < least || *number > most) {
        return Error(ErrorCode::Corrupt,
                     path + " says " + std::to_string(*number) + ", which cannot be");
    }
    return std::optional(*number);
}

}  // namespace

Result<std::unique_ptr<SysfsBattery>> SysfsBattery::create(const std::string& root,
                                                           std::string name) {
    const std::string supplies = root + "/class/power_supply";
    if (name.empty()) {
        const auto names = list_sysfs_class(supplies);
        const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& entry) {
            return feeds_the_board(supplies + "/" + entry);
        });
        if (found == names.end()) {
            return Error(ErrorCode::NotFound, "this board has no battery gauge");
        }
        name = *found;
    }
    PL_TRY_VOID(check_device_name(name, "battery"));
    std::unique_ptr<SysfsBattery> battery(new SysfsBattery(supplies + "/" + name));
    PL_TRY(const std::string type, read_sysfs(battery->folder_ + "/type"));
    if (type != "Battery") {
        return Error(ErrorCode::NotFound, name + " is no battery but: " + type);
    }
    return battery;
}

Result<BatteryReading> SysfsBattery::read() const {
    auto reading = read_files();
    if (!reading) {
        return reading.error().wrap("the battery cannot be read");
    }
    return reading;
}

Result<BatteryReading> SysfsBattery::read_files() const {
    constexpr std::int64_t kMostMicrovolts = 100'000'000;
    PL_TRY(const std::string status, read_sysfs(folder_ + "/status"));
    PL_TRY(const auto present, optional_number(folder_ + "/present", 0, 1));
    BatteryReading reading;
    if (present == 0) {
        return reading;
    }
    reading.presence = CellPresence::Present;
    reading.charge = charge_of(status);
    PL_TRY(const auto microvolts, optional_number(folder_ + "/voltage_now", 0, kMostMicrovolts));
    if (microvolts) {
        reading.voltage = Millivolts(static_cast<int>((*microvolts + 500) / 1000));
    }
    PL_TRY(const auto percent, optional_number(folder_ + "/capacity", 0, 100));
    if (percent) {
        reading.percent = static_cast<int>(*percent);
    }
    return reading;
}

}  // namespace porchlight::hal
