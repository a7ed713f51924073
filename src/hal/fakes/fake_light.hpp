// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hal/light.hpp"

#include <deque>

namespace porchlight::hal {

/// A light that remembers what it showed and when. Thread-bound.
class FakeLight final : public Light {
  public:
    struct Shown {
        light::ColourSet lit;
        MonotonicTime at;
    };
    static constexpr std::size_t kMostRemembered = 4096;

    /// @param clock Outlives the light.
    FakeLight(light::ColourSet colours, const Clock& clock) : colours_(colours), clock_(clock) {}

    [[nodiscard]] light::ColourSet colours() const override { return colours_; }
    Result<> show(light::ColourSet lit) override;

    /// What an onlooker sees now.
    [[nodiscard]] light::ColourSet lit() const { return lit_; }
    /// All changes, oldest first; the oldest are forgotten when there are too many.
    [[nodiscard]] const std::deque<Shown>& history() const { return history_; }
    void unplug();
    void plug_in() { plugged_ = true; }

  private:
    light::ColourSet colours_;
    const Clock& clock_;
    light::ColourSet lit_;
    std::deque<Shown> history_;
    bool plugged_ = true;
};

}  // namespace porchlight::hal
