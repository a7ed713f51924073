// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace porchlight::hal {

/// A board's /sys in a temporary folder.
class SysfsTree {
  public:
    /// @param recording One file a line, "path = content", as `grep . /sys/class/leds/*/*` shows.
    explicit SysfsTree(std::string_view recording) {
        while (!recording.empty()) {
            const std::string_view line = recording.substr(0, recording.find('\n'));
            recording.remove_prefix(std::min(recording.size(), line.size() + 1));
            const std::size_t equals = line.find(" = ");
            if (equals != std::string_view::npos) {
                write(std::string(line.substr(0, equals)), line.substr(equals + 3));
            }
        }
    }

    [[nodiscard]] const std::string& root() const { return folder_.path(); }
    void write(const std::string& path, std::string_view content) const {
        const std::filesystem::path file = root() + "/" + path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << content << '\n';
    }
    [[nodiscard]] std::string read(const std::string& path) const {
        std::ifstream file(root() + "/" + path);
        std::string content{std::istreambuf_iterator<char>(file), {}};
        while (content.ends_with('\n')) {
            content.pop_back();
        }
        return content;
    }
    void remove(const std::string& path) const { std::filesystem::remove_all(root() + "/" + path); }

  private:
    TemporaryFolder folder_;
};

/// A board with a red and a green LED, an RGB one in the multicolour class, a battery beside its
/// charger and a mouse's, and two thermal zones. Laid out as the kernel's ABI documents say.
inline constexpr std::string_view kBoard = R"(
class/leds/red:status/brightness = 0
class/leds/red:status/max_brightness = 255
class/leds/red:status/trigger = none kbd-scrolllock timer oneshot [heartbeat] mmc0
class/leds/green:status/brightness = 255
class/leds/green:status/max_brightness = 1
class/leds/green:status/trigger = none timer [default-on]
class/leds/rgb:ring/brightness = 0
class/leds/rgb:ring/max_brightness = 200
class/leds/rgb:ring/multi_index = green red blue
class/leds/rgb:ring/multi_intensity = 0 0 0
class/leds/rgb:ring/trigger = [none] timer
class/power_supply/axp20x-usb/type = USB
class/power_supply/axp20x-usb/online = 0
class/power_supply/hidpp_battery_0/type = Battery
class/power_supply/hidpp_battery_0/scope = Device
class/power_supply/hidpp_battery_0/status = Full
class/power_supply/axp20x-main-battery/type = Battery
class/power_supply/axp20x-main-battery/status = Discharging
class/power_supply/axp20x-main-battery/present = 1
class/power_supply/axp20x-main-battery/voltage_now = 3952000
class/power_supply/axp20x-main-battery/capacity = 78
class/thermal/cooling_device0/type = cpufreq
class/thermal/thermal_zone0/type = cpu-thermal
class/thermal/thermal_zone0/temp = 47212
class/thermal/thermal_zone10/type = gpu-thermal
class/thermal/thermal_zone10/temp = 40000
)";

}  // namespace porchlight::hal
