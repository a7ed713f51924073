// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/gpio_line.hpp"
#include "hal/light.hpp"

#include <memory>
#include <vector>

namespace porchlight::hal {

/// A lamp that is on for a colour. A colour may have several (amber: the red and the green one),
/// and a lamp may serve several colours.
struct GpioLamp {
    light::Colour colour = light::Colour::Red;
    GpioPin pin;
};

/// LEDs on GPIO lines. Thread-bound.
class GpioLight final : public Light {
  public:
    /// Takes the lines; all is dark. @param calls Outlives the light.
    /// @error InvalidArgument  No lamps.   Else as GpioLine::open_output.
    static Result<std::unique_ptr<GpioLight>> create(DeviceCalls& calls,
                                                     const std::vector<GpioLamp>& lamps);

    [[nodiscard]] light::ColourSet colours() const override { return colours_; }
    Result<> show(light::ColourSet lit) override;

  private:
    struct Lamp {
        GpioPin pin;
        light::ColourSet colours;  // it is on for any of these
        GpioLine line;
    };
    GpioLight(std::vector<Lamp> lamps, light::ColourSet colours)
        : lamps_(std::move(lamps)), colours_(colours) {}

    std::vector<Lamp> lamps_;
    light::ColourSet colours_;
};

}  // namespace porchlight::hal
