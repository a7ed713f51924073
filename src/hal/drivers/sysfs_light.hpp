// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/light.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::hal {

/// What is lit for a colour. A colour may have several of these (amber: red at 100 %, green at
/// 40 %), and an LED may serve several colours.
struct SysfsLamp {
    light::Colour colour = light::Colour::Red;
    std::string led;      ///< Its name under /sys/class/leds, e.g. "red:status".
    std::string channel;  ///< Of a multicolour LED, e.g. "red" (its multi_index); else empty.
    int percent = 100;    ///< 1 to 100, of the LED's brightest.
};

/// LEDs that the kernel drives: single ones, or RGB ones as three LEDs or as one with channels.
/// Thread-bound.
/// @source Documentation/ABI/testing/sysfs-class-led and sysfs-class-led-multicolor
class SysfsLight final : public Light {
  public:
    /// Takes the LEDs from whatever triggers drove them; all is dark.
    /// @param root "/sys", or a copy of a board's.
    /// @error InvalidArgument  No lamps, or names or shares that cannot be.
    /// @error NotFound  No such LED or channel.   @error PermissionDenied   @error Corrupt
    static Result<std::unique_ptr<SysfsLight>> create(const std::string& root,
                                                      std::vector<SysfsLamp> lamps);

    [[nodiscard]] light::ColourSet colours() const override { return colours_; }
    Result<> show(light::ColourSet lit) override;

  private:
    struct Led {
        std::string name;
        std::string folder;
        std::vector<std::string> channels;  // empty: it has one colour
        std::int64_t brightest = 1;
    };
    SysfsLight(std::vector<SysfsLamp> lamps, std::vector<Led> leds, light::ColourSet colours)
        : lamps_(std::move(lamps)), leds_(std::move(leds)), colours_(colours) {}

    Result<> claim(Led& led);
    Result<> show_on(const Led& led, light::ColourSet lit) const;
    [[nodiscard]] std::int64_t level(const Led& led, const std::string& channel,
                                     light::ColourSet lit) const;

    std::vector<SysfsLamp> lamps_;
    std::vector<Led> leds_;
    light::ColourSet colours_;
    bool claimed_ = false;  // no trigger drives the LEDs; not sure after a failure
};

}  // namespace porchlight::hal
