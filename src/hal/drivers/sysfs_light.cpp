// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/sysfs_light.hpp"

#include "hal/drivers/device_calls.hpp"
#include "hal/drivers/sysfs.hpp"
#include "hal/lit_colours.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

namespace porchlight::hal {
namespace {

Result<> check_lamp(const SysfsLamp& lamp) {
    PL_TRY_VOID(check_device_name(lamp.led, "LED"));
    if (lamp.percent < 1 || lamp.percent > 100) {
        return Error(ErrorCode::InvalidArgument,
                     "The brightness of the LED " + lamp.led + " must be from 1 to 100 percent.");
    }
    return {};
}

Error led_error(const Error& cause, const std::string& led) {
    return cause.wrap("the LED " + led + " cannot be used");
}

}  // namespace

Result<std::unique_ptr<SysfsLight>> SysfsLight::create(const std::string& root,
                                                       std::vector<SysfsLamp> lamps) {
    if (lamps.empty()) {
        return Error(ErrorCode::InvalidArgument, "A light needs at least one LED.");
    }
    std::vector<Led> leds;
    light::ColourSet colours;
    for (const SysfsLamp& lamp : lamps) {
        PL_TRY_VOID(check_lamp(lamp));
        colours.add(lamp.colour);
        if (std::none_of(leds.begin(), leds.end(),
                         [&](const Led& led) { return led.name == lamp.led; })) {
            leds.push_back(Led{lamp.led, root + "/class/leds/" + lamp.led, {}, 1});
        }
    }
    std::unique_ptr<SysfsLight> light(new SysfsLight(std::move(lamps), std::move(leds), colours));
    PL_TRY_VOID(light->show({}));
    return light;
}

Result<> SysfsLight::show(light::ColourSet lit) {
    PL_TRY_VOID(check_lit(lit, colours_));
    const bool was_claimed = std::exchange(claimed_, false);
    for (Led& led : leds_) {
        if (!was_claimed) {
            if (const auto claimed = claim(led); !claimed) {
                return led_error(claimed.error(), led.name);
            }
        }
        if (const auto shown = show_on(led, lit); !shown) {
            return led_error(shown.error(), led.name);
        }
    }
    claimed_ = true;
    return {};
}

// Learns what the LED can do, and ends what drove it.
Result<> SysfsLight::claim(Led& led) {
    PL_TRY(led.brightest, read_sysfs_number(led.folder + "/max_brightness"));
    if (led.brightest < 1) {
        return Error(ErrorCode::Corrupt, "its greatest brightness is less than 1");
    }
    led.channels.clear();
    for (const SysfsLamp& lamp : lamps_) {
        if (lamp.led != led.name || lamp.channel.empty()) {
            continue;
        }
        if (led.channels.empty()) {
            PL_TRY(const std::string names, read_sysfs(led.folder + "/multi_index"));
            std::istringstream index(names);
            for (std::string channel; index >> channel;) {
                led.channels.push_back(channel);
            }
        }
        if (std::find(led.channels.begin(), led.channels.end(), lamp.channel) ==
            led.channels.end()) {
            return Error(ErrorCode::NotFound, "it has no channel \"" + lamp.channel + "\"");
        }
    }
    const auto freed = write_sysfs(led.folder + "/trigger", "none");
    if (!freed && freed.error().code() != ErrorCode::NotFound) {  // kernels can be without triggers
        return freed.error();
    }
    return {};
}

Result<> SysfsLight::show_on(const Led& led, light::ColourSet lit) const {
    std::int64_t brightness = level(led, "", lit);
    std::string intensities;
    for (const std::string& channel : led.channels) {
        const std::int64_t intensity = level(led, channel, lit);
        intensities += (intensities.empty() ? "" : " ") + std::to_string(intensity);
        if (intensity > 0) {
            brightness = led.brightest;
        }
    }
    if (!led.channels.empty()) {
        PL_TRY_VOID(write_sysfs(led.folder + "/multi_intensity", intensities));
    }
    return write_sysfs(led.folder + "/brightness", std::to_string(brightness));
}

std::int64_t SysfsLight::level(const Led& led, const std::string& channel,
                               light::ColourSet lit) const {
    std::int64_t level = 0;
    for (const SysfsLamp& lamp : lamps_) {
        if (lamp.led == led.name && lamp.channel == channel && lit.contains(lamp.colour)) {
            // Rounded up: an LED that is only on or off is on.
            level = std::max(level, led.brightest * lamp.percent / 100 +
                                        (led.brightest * lamp.percent % 100 != 0 ? 1 : 0));
        }
    }
    return level;
}

}  // namespace porchlight::hal
