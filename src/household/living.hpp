// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "household/pace.hpp"
#include "rt/task.hpp"
#include "sim/household.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace porchlight::household {

/// A virtual household that lives by a real clock. Its own clock runs `speed` times as fast, but
/// while somebody holds a button it goes as in life, so that a hold is as long as it feels.
/// Strand-bound.
class LivingHousehold {
  public:
    /// How often it moves on by itself.
    static constexpr std::chrono::milliseconds kStep{40};
    /// A button that was pressed from afar comes up by itself after that: whoever held it is gone.
    static constexpr std::chrono::seconds kLongestPress{120};

    /// @param clock Outlives it.
    LivingHousehold(std::unique_ptr<sim::Household> household, const Clock& clock, double speed);

    [[nodiscard]] sim::Household& household() { return *household_; }
    /// As it was chosen.
    [[nodiscard]] double speed() const { return speed_; }
    /// As it is: 1 while a button is held.
    [[nodiscard]] double pace() const { return pace_.speed(); }
    void set_speed(double speed);

    /// Goes on to the present moment.
    void catch_up();
    /// Goes on to the present moment and does it there. @error As sim::do_deed.
    Result<> take(std::string_view deed);
    /// Presses the button of a device, or lets go of it. @error NotFound  No such device.
    Result<> set_button(std::string_view device, bool is_down);
    /// @error NotFound  With the devices that there are.
    Result<sim::Device*> find(std::string_view device);

    /// Is called on the strand after each step and each deed.
    void on_step(std::function<void()> listener) { listener_ = std::move(listener); }
    /// Until cancelled. @param self Outlives the call.
    static rt::Task<> live(LivingHousehold* self);

  private:
    [[nodiscard]] bool is_pressed() const;
    void let_go_of_the_forgotten(MonotonicTime now);
    void settle();

    std::unique_ptr<sim::Household> household_;
    const Clock& clock_;
    double speed_;
    Pace pace_;
    std::map<sim::Device*, MonotonicTime> presses_;
    std::function<void()> listener_;
};

}  // namespace porchlight::household
