// SPDX-License-Identifier: Apache-2.0
#include "camera/alsa_speaker.hpp"
#include "camera/board_file.hpp"
#include "hal/drivers/gpio_button.hpp"
#include "hal/drivers/gpio_motion_sensor.hpp"
#include "hal/drivers/sysfs_battery.hpp"
#include "hal/drivers/sysfs_thermometer.hpp"
#include "hal/drivers/watched_radio.hpp"
#include "hal/drivers/wpa_radio.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace porchlight::camera {

namespace {

/// Takes a part that could be opened; else says what is missing.
template <typename Part, typename Opened>
void take(std::unique_ptr<Part>& place, Opened opened, std::string_view what,
          std::vector<std::string>& missing) {
    if (opened) {
        place = std::move(*opened);
    } else {
        missing.push_back(
            fmt::format("The camera does without its {}: {}", what, opened.error().message()));
    }
}

struct LampBench {
    hal::DeviceCalls& calls;
    const std::string& root;
};

void open_lamps(const LampPlan& plan, const LampBench& on, std::string_view what,
                std::unique_ptr<hal::Light>& place, std::vector<std::string>& missing) {
    if (!plan.leds.empty()) {
        take(place, hal::SysfsLight::create(on.root, plan.leds), what, missing);
    } else if (!plan.lines.empty()) {
        take(place, hal::GpioLight::create(on.calls, plan.lines), what, missing);
    }
}

void open_button(const BoardPlan& plan, hal::DeviceCalls& calls, OpenedBoard& opened) {
    if (const auto* key = std::get_if<hal::EvdevKey>(&plan.button)) {
        take(opened.board.button, hal::EvdevButton::create(calls, *key), "button", opened.missing);
    } else if (const auto* pin = std::get_if<hal::GpioPin>(&plan.button)) {
        take(opened.board.button, hal::open_gpio_button(calls, *pin), "button", opened.missing);
    }
}

/// Joined already, so what cannot be watched counts as a cable.
void open_watched_wifi(const std::string& interface, OpenedBoard& opened) {
    auto kernel = std::make_unique<hal::KernelNl80211>();
    if (const auto link = hal::read_link(*kernel, interface); !link) {
        opened.missing.push_back(
            fmt::format("The camera does without a look at its Wi-Fi: {}", link.error().message()));
        return;
    }
    opened.board.radio = std::make_unique<hal::WatchedRadio>(
        hal::WatchedRadioOptions{.interface = interface}, std::move(kernel));
}

}  // namespace

OpenedBoard open_board(const BoardPlan& plan, hal::DeviceCalls& calls, const std::string& root) {
    OpenedBoard opened;
    Board& board = opened.board;
    const LampBench bench{calls, root};
    open_lamps(plan.light, bench, "light", board.light, opened.missing);
    open_lamps(plan.infrared, bench, "night lamp", board.infrared, opened.missing);
    open_button(plan, calls, opened);
    if (plan.motion) {
        take(board.motion, hal::open_gpio_motion_sensor(calls, *plan.motion), "motion sensor",
             opened.missing);
    }
    if (plan.battery) {
        take(board.battery, hal::SysfsBattery::create(root, *plan.battery), "battery gauge",
             opened.missing);
    }
    if (plan.thermal_zone) {
        take(board.thermometer, hal::SysfsThermometer::create(root, *plan.thermal_zone),
             "thermometer", opened.missing);
    }
    if (!plan.speaker.empty()) {
        board.speaker = std::make_unique<AlsaSpeaker>(plan.speaker);
    }
    if (plan.wifi) {
        hal::WpaRadioOptions options;
        options.control = *plan.wifi;
        board.radio = std::make_unique<hal::WpaRadio>(std::move(options),
                                                      std::make_unique<hal::KernelNl80211>());
    }
    if (plan.watched_wifi) {
        open_watched_wifi(*plan.watched_wifi, opened);
    }
    return opened;
}

}  // namespace porchlight::camera
