// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace porchlight::sim {

/// What is going to happen, in order of time, and the clock that it moves. Time is counted from the
/// beginning of the household; it moves only from one deed to the next, so quiet hours cost
/// nothing. Deeds of one moment are done in the order in which they were put down. Strand-bound.
class Agenda {
  public:
    using Deed = std::function<void()>;
    /// Names one deed. The default names none.
    struct Ticket {
        Microseconds at{0};
        std::uint64_t number = 0;
    };

    [[nodiscard]] Microseconds now() const { return now_; }

    /// A time that is past counts as now.
    Ticket at(Microseconds when, Deed deed);
    Ticket in(Microseconds span, Deed deed) { return at(now_ + span, std::move(deed)); }
    /// One that is done, or none, is no mistake. The ticket names none afterwards.
    void cancel(Ticket& ticket);

    /// Does the next deed, if it is due at `limit` or before; else the clock goes to `limit`.
    /// @return Whether there was one.
    bool run_next(Microseconds limit);
    void run_until(Microseconds limit);
    /// Since the beginning.
    [[nodiscard]] std::uint64_t done() const { return done_; }

  private:
    std::map<std::pair<Microseconds, std::uint64_t>, Deed> deeds_;
    Microseconds now_{0};
    std::uint64_t last_number_ = 0;
    std::uint64_t done_ = 0;
};

}  // namespace porchlight::sim
