// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/sysfs.hpp"

#include <filesystem>
#include <string>
#include <unistd.h>

namespace porchlight::hal {

/// A GPIO chip that the kernel simulates (its module gpio-sim, through configfs; needs root). Where
/// there is none, `why_not` says so.
/// @source Documentation/admin-guide/gpio/gpio-sim.rst
class GpioSim {
  public:
    GpioSim() : folder_(kSims + "/porchlight-" + std::to_string(::getpid())) {
        std::error_code error;
        if (!std::filesystem::is_directory(kSims, error)) {
            why_not_ = "this kernel has no gpio-sim";
            return;
        }
        if (!std::filesystem::create_directories(folder_ + "/bank0", error)) {
            why_not_ = "gpio-sim may not be used: " + error.message();
            return;
        }
        write(folder_ + "/bank0/num_lines", "8");
        write(folder_ + "/live", "1");
        chip_ = read_sysfs(folder_ + "/bank0/chip_name").value_or("");
        device_ = read_sysfs(folder_ + "/dev_name").value_or("");
        if (chip_.empty() || device_.empty()) {
            why_not_ = "gpio-sim does not make a chip";
        }
    }
    ~GpioSim() {
        unplug();
        std::error_code ignored;
        std::filesystem::remove(folder_ + "/bank0", ignored);
        std::filesystem::remove(folder_, ignored);
    }
    GpioSim(const GpioSim&) = delete;
    GpioSim& operator=(const GpioSim&) = delete;
    GpioSim(GpioSim&&) = delete;
    GpioSim& operator=(GpioSim&&) = delete;

    [[nodiscard]] const std::string& why_not() const { return why_not_; }
    [[nodiscard]] const std::string& chip() const { return chip_; }
    /// The world outside pulls a line.
    void pull(unsigned line, bool up) {
        write(line_folder(line) + "/pull", up ? "pull-up" : "pull-down");
    }
    [[nodiscard]] bool value(unsigned line) const {
        return read_sysfs(line_folder(line) + "/value").value_or("") == "1";
    }
    void unplug() { write(folder_ + "/live", "0"); }

  private:
    static inline const std::string kSims = "/sys/kernel/config/gpio-sim";

    static void write(const std::string& path, const char* value) {
        static_cast<void>(write_sysfs(path, value));
    }
    [[nodiscard]] std::string line_folder(unsigned line) const {
        return "/sys/devices/platform/" + device_ + "/" + chip_ + "/sim_gpio" +
               std::to_string(line);
    }

    std::string folder_;
    std::string chip_;
    std::string device_;
    std::string why_not_;
};

}  // namespace porchlight::hal
