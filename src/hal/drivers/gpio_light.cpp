// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/gpio_light.hpp"

#include "hal/lit_colours.hpp"

#include <algorithm>

namespace porchlight::hal {

Result<std::unique_ptr<GpioLight>> GpioLight::create(DeviceCalls& calls,
                                                     const std::vector<GpioLamp>& lamps) {
    if (lamps.empty()) {
        return Error(ErrorCode::InvalidArgument, "A light needs at least one lamp.");
    }
    std::vector<Lamp> opened;
    light::ColourSet colours;
    for (const GpioLamp& lamp : lamps) {
        colours.add(lamp.colour);
        auto known = std::find_if(opened.begin(), opened.end(), [&](const Lamp& other) {
            return other.pin.chip == lamp.pin.chip && other.pin.line == lamp.pin.line;
        });
        if (known == opened.end()) {
            PL_TRY(GpioLine line, GpioLine::open_output(calls, lamp.pin, "light"));
            opened.push_back(Lamp{lamp.pin, {}, std::move(line)});
            known = std::prev(opened.end());
        }
        known->colours.add(lamp.colour);
    }
    return std::unique_ptr<GpioLight>(new GpioLight(std::move(opened), colours));
}

Result<> GpioLight::show(light::ColourSet lit) {
    PL_TRY_VOID(check_lit(lit, colours_));
    for (Lamp& lamp : lamps_) {
        PL_TRY_VOID(lamp.line.set(share_a_colour(lamp.colours, lit) ? GpioLevel::Active
                                                                    : GpioLevel::Inactive));
    }
    return {};
}

}  // namespace porchlight::hal
