// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "light/colour.hpp"

namespace porchlight::hal {

/// A status light: one lamp or several behind one window. It shows a set of colours and stays so;
/// patterns over time are played by who owns it. A lamp for the night is one, too, of its own, with
/// Infrared as its only colour.
///
/// Thread-bound: all calls from one thread. A call takes well under a millisecond.
class Light {
  public:
    Light() = default;
    Light(const Light&) = delete;
    Light& operator=(const Light&) = delete;
    Light(Light&&) = delete;
    Light& operator=(Light&&) = delete;
    virtual ~Light() = default;

    /// What it can show. Never changes.
    [[nodiscard]] virtual light::ColourSet colours() const = 0;
    /// Lights these and darkens the others; the empty set is darkness, as after its making. Colours
    /// that share lamps (red and green of an RGB LED) mix when shown together.
    /// @error InvalidArgument  A colour that the light does not have; it shows what it showed.
    /// @error NotFound, Unavailable  The lamp is gone or does not answer; a later call may succeed.
    virtual Result<> show(light::ColourSet lit) = 0;
};

}  // namespace porchlight::hal
