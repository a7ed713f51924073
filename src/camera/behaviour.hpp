// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "device/life.hpp"

#include <array>
#include <deque>
#include <optional>

namespace porchlight::camera {

/// What a life's actions are carried out with.
class Limbs {
  public:
    Limbs() = default;
    Limbs(const Limbs&) = delete;
    Limbs& operator=(const Limbs&) = delete;
    Limbs(Limbs&&) = delete;
    Limbs& operator=(Limbs&&) = delete;
    virtual ~Limbs() = default;

    /// Does it, or starts to do it and tells the behaviour later; never a timer. May tell events:
    /// they have their turn once all actions of the present one are done.
    virtual void act(device::Action action) = 0;
    /// After all actions of an event that changed something.
    virtual void on_life(const device::Life& life) = 0;
};

/// Lives a device's life: takes events, looks up what follows from them in the tables of device/,
/// has that done in its order, and keeps the timers. It does nothing else: no I/O, no clock of its
/// own. The caller sets one timer, for `next_change()`, and then calls `advance()`. Strand-bound.
class Behaviour {
  public:
    /// @param life As it was left: unpowered, with what it remembers.   @param limbs Outlives it.
    Behaviour(device::Life life, Limbs& limbs) : life_(std::move(life)), limbs_(limbs) {}

    /// Before the first event: the version that starts now is on trial.
    void put_on_trial() { life_.memory.firmware.on_trial = true; }

    void tell(device::Event event, MonotonicTime now);
    /// Tells of the timers that are due.
    void advance(MonotonicTime now);
    [[nodiscard]] std::optional<MonotonicTime> next_change() const;
    [[nodiscard]] const device::Life& life() const { return life_; }

  private:
    void live_through(device::Event event, MonotonicTime now);
    void set_timers(device::Actions actions, MonotonicTime now);

    device::Life life_;
    Limbs& limbs_;
    std::deque<device::Event> waiting_;
    bool is_busy_ = false;
    std::array<std::optional<MonotonicTime>, device::kTimers.size()> due_;
};

}  // namespace porchlight::camera
