// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/sysfs_thermometer.hpp"

#include "hal/drivers/sysfs.hpp"

namespace porchlight::hal {

Result<std::unique_ptr<SysfsThermometer>> SysfsThermometer::create(const std::string& root,
                                                                   const std::string& type) {
    const std::string zones = root + "/class/thermal";
    for (const std::string& name : list_sysfs_class(zones)) {
        std::string folder = zones;
        folder.append("/").append(name);
        const auto found = read_sysfs(folder + "/type");
        if (name.starts_with("thermal_zone") && found && (type.empty() || *found == type)) {
            return std::unique_ptr<SysfsThermometer>(new SysfsThermometer(std::move(folder)));
        }
    }
    return Error(ErrorCode::NotFound,
                 "this board has no thermometer" + (type.empty() ? "" : " called " + type));
}

Result<Celsius> SysfsThermometer::read() const {
    const auto thousandths = read_sysfs_number(folder_ + "/temp");
    if (!thousandths) {
        return thousandths.error().wrap("the board's temperature cannot be read");
    }
    constexpr std::int64_t kColdest = -100'000;
    constexpr std::int64_t kHottest = 300'000;
    if (*thousandths < kColdest || *thousandths > kHottest) {
        return Error(ErrorCode::Corrupt, "the board says it is at " +
                                             std::to_string(*thousandths / 1000) +
                                             " degrees, which cannot be");
    }
    return Celsius(static_cast<double>(*thousandths) / 1000.0);
}

}  // namespace porchlight::hal
